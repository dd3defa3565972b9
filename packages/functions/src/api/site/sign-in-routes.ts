import { randomBytes } from "node:crypto";
import { beginSession, endSession } from "@firstlot/core/identity/session-store";
import { type Context, Hono } from "hono";
import * as oidc from "openid-client";
import { z } from "zod";
import type { Platform } from "../../platform.ts";
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
  /** Only where the provider runs on this machine: it is spoken to without TLS. */
  readonly allowInsecure?: boolean;
}

/** What signing in and out needs. */
export interface SignInDeps {
  readonly platform: Platform;
  readonly client: SiteClient;
}

const CALLBACK = "/signin/callback";
const SESSION_ID_BYTES = 32;
const ATTEMPT_MINUTES = 60; // somebody may sign up on the way, and look for the mail
const HINT_CHARACTERS_MAX = 254;

/** What is kept of a sign-in between our page and the provider's. */
const attemptSchema = z.strictObject({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
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
 */
export function signInRoutes({ platform, client }: SignInDeps): Hono {
  const { origin, secrets, store, clock } = platform;
  const provider = discovery(client);
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
    }: { returnTo?: string; addressOf?: (signIn: URL) => URL } = {},
  ): Promise<Response> => {
    const config = await provider();
    const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
    const verifier = oidc.randomPKCECodeVerifier();
    await attempt.write(c, { state, nonce, verifier, returnTo });
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: new URL(CALLBACK, origin).href,
      scope: `openid ${client.scope}`,
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
    const { state, nonce, verifier, returnTo } = known;
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
      tokens === undefined ? undefined : await principalOfToken(platform, tokens.access_token);
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
    .get("/signin/resume", async (c) => {
      const returnTo = (await attempt.read(c))?.returnTo ?? "/";
      return begin(c, {}, { returnTo });
    })
    .get("/signup", (c) => begin(c, {}, { addressOf: client.signUpAddress }))
    .get(CALLBACK, finish)
    .post("/signout", async (c) => {
      const sessionId = readSessionCookie(c);
      if (sessionId !== undefined) await endSession(store, sessionId);
      clearSessionCookie(c);
      return c.redirect("/", 303);
    });
}
