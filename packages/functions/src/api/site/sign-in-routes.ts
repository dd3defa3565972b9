import { randomBytes } from "node:crypto";
import { beginSession, endSession } from "@firstlot/core/identity/session-store";
import { type Context, Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as oidc from "openid-client";
import { z } from "zod";
import type { Platform, TokenIssuer } from "../../platform.ts";
import { MFA_CONTEXT, principalOfToken } from "../authenticate.ts";
import { clearSessionCookie, readSessionCookie, writeSessionCookie } from "../session-cookie.ts";
import { returnPath } from "./return-path.ts";
import { sealedCookie } from "./sealed-cookie.ts";

/** The site as a client of the identity provider. */
export interface SiteClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Scopes that an access token for our APIs needs besides `openid`. */
  readonly scope: string;
  /** Where an account is opened at the provider, made from an address where a sign-in begins. */
  readonly signUpAddress: (signIn: URL) => URL;
  /** Whose tokens its sign-ins end with (default: those of the platform). */
  readonly tokens?: TokenIssuer;
  /** Only where the provider runs on this machine: it is spoken to without TLS. */
  readonly allowInsecure?: boolean;
}

/** What of a platform the site itself uses. */
export type SitePlatform = Pick<Platform, "clock" | "log" | "origin" | "secrets" | "store" | "tokens">;

/** What signing in and out needs. */
export interface SignInDeps {
  readonly platform: SitePlatform;
  readonly client: SiteClient;
  /** The staff's own provider, where they have one: whoever has an account at one has none at the other. */
  readonly staff?: SiteClient | undefined;
}

/** Which of the two providers a sign-in goes by. */
type Door = "people" | "staff";

const CALLBACK = "/signin/callback";
const SESSION_ID_BYTES = 32;
const DOOR_COOKIE = "__Host-door";
const YEAR_S = 31_536_000;
const ATTEMPT_MINUTES = 60; // somebody may sign up on the way, and look for the mail
/** A cookie for this host alone, hidden from scripts. */
const HIDDEN = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" } as const;
const HINT_CHARACTERS_MAX = 254;

/** What is kept of a sign-in between our page and the provider's. */
const attemptSchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
  door: z.enum(["people", "staff"]),
});

/** The provider's addresses and keys, looked up once; a failed look-up is tried again. */
function discovery({ issuer, clientId, clientSecret, allowInsecure = false }: SiteClient) {
  let known: Promise<oidc.Configuration> | undefined;
  return (): Promise<oidc.Configuration> => {
    known ??= oidc
      .discovery(
        new URL(issuer),
        clientId,
        undefined,
        oidc.ClientSecretBasic(clientSecret),
        allowInsecure ? { execute: [oidc.allowInsecureRequests] } : {},
      )
      .catch((error: unknown) => {
        known = undefined;
        throw error;
      });
    return known;
  };
}

/**
 * Sign-in by OpenID Connect: authorization code with PKCE, `state` and `nonce`, on the server. The browser gets a new
 * session id each time and never a token.
 * `/signin?return=/path` and `/signin/step-up?return=/path` begin, `/signin/callback` ends, `POST /signout` signs out.
 * `/signup?return=/path` opens an account at the provider, whose last page leads to `/signin/resume` or back with a code:
 * where signing up began waits sealed in the browser, for as long as a mail may take to be found.
 * `/signin/staff` goes by the staff's provider; later sign-ins of the browser do too, until it signs out.
 */
export function signInRoutes({ platform, client, staff }: SignInDeps): Hono {
  const { origin, secrets, store, clock } = platform;
  const doors = {
    people: { client, provider: discovery(client) },
    ...(staff === undefined ? {} : { staff: { client: staff, provider: discovery(staff) } }),
  };
  const behind = (door: Door) => doors[door] ?? doors.people;
  const doorOf = (c: Context): Door => (getCookie(c, DOOR_COOKIE) === "staff" ? "staff" : "people");
  const attempt = sealedCookie({
    name: "signin",
    secret: secrets.cursor,
    schema: attemptSchema,
    minutes: ATTEMPT_MINUTES,
  });

  const begin = async (
    c: Context,
    more: Record<string, string>,
    {
      returnTo = returnPath(c.req.query("return"), origin),
      addressOf = (signIn: URL) => signIn,
      door = doorOf(c),
    }: { returnTo?: string; addressOf?: (signIn: URL) => URL; door?: Door } = {},
  ): Promise<Response> => {
    const { client: asked, provider } = behind(door);
    const config = await provider();
    const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
    const verifier = oidc.randomPKCECodeVerifier();
    await attempt.write(c, { state, nonce, verifier, returnTo, door });
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: new URL(CALLBACK, origin).href,
      scope: `openid ${asked.scope}`,
      state,
      nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      prompt: "login",
      ...more,
    });
    c.header("Cache-Control", "no-store");
    return c.redirect(addressOf(url).href, 303);
  };

  const finish = async (c: Context): Promise<Response> => {
    const known = await attempt.read(c);
    attempt.clear(c);
    c.header("Cache-Control", "no-store");
    if (known === undefined) return c.redirect("/signin/again", 303);
    const { state, nonce, verifier, returnTo, door } = known;
    const { client: asked, provider } = behind(door);
    const back = new URL(CALLBACK, origin);
    back.search = new URL(c.req.url).search;
    const tokens = await oidc
      .authorizationCodeGrant(await provider(), back, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      })
      .catch((error: unknown) => {
        const code = error instanceof oidc.AuthorizationResponseError ? error.error : "exchange_failed";
        platform.log({ level: "warn", event: "sign-in.refused", code });
        return undefined;
      });
    const principal =
      tokens === undefined
        ? undefined
        : await principalOfToken(
            { ...platform, tokens: asked.tokens ?? platform.tokens },
            tokens.access_token,
          );
    if (principal?.kind !== "user")
      return c.redirect(`/signin/again?return=${encodeURIComponent(returnTo)}`, 303);
    const { userId, signedInAt, secondFactor } = principal;
    const sessionId = randomBytes(SESSION_ID_BYTES).toString("base64url");
    const before = readSessionCookie(c);
    await beginSession(store, {
      ...{ sessionId, userId, signedInAt, secondFactor, wall: clock.wall() },
      ...(before === undefined ? {} : { replaces: before }),
    });
    writeSessionCookie(c, sessionId);
    return c.redirect(returnTo, 303);
  };

  return new Hono()
    .get("/signin", (c) => {
      const hint = c.req.query("hint");
      return begin(c, hint === undefined || hint.length > HINT_CHARACTERS_MAX ? {} : { login_hint: hint });
    })
    .get("/signin/step-up", (c) => begin(c, { acr_values: MFA_CONTEXT }))
    .get("/signin/staff", (c) => {
      if (staff === undefined) return c.notFound();
      setCookie(c, DOOR_COOKIE, "staff", { ...HIDDEN, maxAge: YEAR_S });
      return begin(c, {}, { door: "staff" });
    })
    .get("/signin/resume", async (c) => {
      const returnTo = (await attempt.read(c))?.returnTo ?? "/";
      return begin(c, {}, { returnTo });
    })
    .get("/signup", (c) => begin(c, {}, { addressOf: client.signUpAddress, door: "people" }))
    .get(CALLBACK, finish)
    .post("/signout", async (c) => {
      const sessionId = readSessionCookie(c);
      if (sessionId !== undefined) await endSession(store, sessionId);
      clearSessionCookie(c);
      deleteCookie(c, DOOR_COOKIE, HIDDEN);
      return c.redirect("/", 303);
    });
}
