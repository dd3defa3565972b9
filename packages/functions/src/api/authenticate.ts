import { partnerOfClient } from "@firstlot/core/bank/partner-store";
import type { Principal } from "@firstlot/core/identity/actor";
import { ensureUser } from "@firstlot/core/identity/ensure-user";
import { loadPrincipal } from "@firstlot/core/identity/load-principal";
import { resumeSession } from "@firstlot/core/identity/session-store";
import { userIdOf } from "@firstlot/core/identity/user";
import { instantOf } from "@firstlot/core/kernel/instant";
import { createMiddleware } from "hono/factory";
import { errors, jwtVerify } from "jose";
import { z } from "zod";
import type { Platform } from "../platform.ts";
import { refuse } from "./problem.ts";
import type { ApiEnv } from "./route.ts";
import { isOwnRequest, readSessionCookie } from "./session-cookie.ts";

/** The authentication context of a sign-in with a second factor. */
export const MFA_CONTEXT = "urn:firstlot:acr:mfa";

const userClaims = z.object({
  sub: z.string().min(1).max(255),
  token_use: z.literal("access"),
  email: z.email().max(254),
  email_verified: z.boolean().optional(),
  name: z.string().max(200).optional(),
  locale: z.string().max(20).optional(),
  auth_time: z.int(),
  acr: z.string(),
});
type UserClaims = z.infer<typeof userClaims>;
const machineClaims = z.object({ client_id: z.string().min(1).max(255), token_use: z.literal("access") });

const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/;

/** What of a platform is needed to believe a token. */
type TokenPlatform = Pick<Platform, "clock" | "secrets" | "store" | "tokens">;

/** Who an access token says is calling; `undefined` when it is not to be believed. */
export async function principalOfToken(
  platform: TokenPlatform,
  token: string,
): Promise<Principal | undefined> {
  const { issuer, audience, keys, claimsOf = (payload) => payload } = platform.tokens;
  const verified = await jwtVerify(token, keys, {
    issuer,
    ...(audience === undefined ? {} : { audience }),
    algorithms: ["RS256", "PS256", "ES256", "EdDSA"],
  }).catch((error: unknown) => {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  });
  const claims = verified === undefined ? undefined : claimsOf(verified.payload);
  if (claims === undefined) return undefined;
  const user = userClaims.safeParse(claims);
  if (user.success) return userPrincipal(platform, { iss: issuer, ...user.data });
  const machine = machineClaims.safeParse(claims);
  if (!machine.success) return undefined;
  const partnerId = await partnerOfClient(platform.store, machine.data.client_id);
  return partnerId === undefined ? undefined : { kind: "partner", partnerId };
}

/** The user behind believed claims; the first sign-in makes one, the others cost one query. */
async function userPrincipal(
  platform: TokenPlatform,
  claims: UserClaims & { iss: string },
): Promise<Principal | undefined> {
  const { store, secrets, clock } = platform;
  const signIn = {
    userId: userIdOf(claims),
    signedInAt: instantOf(claims.auth_time * 1_000),
    secondFactor: claims.acr === MFA_CONTEXT,
  };
  const known = await loadPrincipal(store, signIn);
  if (known !== undefined) return known.principal;
  await ensureUser({ store, idSecret: secrets.id }, claims, clock.business());
  return (await loadPrincipal(store, signIn))?.principal;
}

/** What an API takes as proof of who is calling. */
export interface Proofs {
  /** The session cookie of the site, beside access tokens (default: tokens only). */
  readonly sessions?: boolean;
}

const SIGN_IN = { kind: "sign_in_required" } as const;

/** Who a session cookie says is calling: a visitor again once the session is over. */
async function principalOfCookie(platform: Platform, sessionId: string): Promise<Principal> {
  const { store, clock } = platform;
  const resumed = await resumeSession(store, { sessionId, wall: clock.wall() });
  return resumed.ok ? resumed.value.principal : { kind: "visitor" };
}

/**
 * The one place where a request gets its principal: a visitor without a proof, refused with one that is not good.
 * A token goes before a cookie, so that a program is never mistaken for the browser it runs in.
 */
export const authenticate = ({ sessions = false }: Proofs) =>
  createMiddleware<ApiEnv>(async (c, next) => {
    const header = c.req.header("authorization");
    const sessionId = header === undefined && sessions ? readSessionCookie(c) : undefined;
    if (sessionId !== undefined) {
      const { platform } = c.var;
      if (!isOwnRequest(c, platform.origin)) return refuse(c, { kind: "foreign_origin" });
      c.set("principal", await principalOfCookie(platform, sessionId));
      return next();
    }
    if (header === undefined) {
      c.set("principal", { kind: "visitor" });
      return next();
    }
    const principal = await principalOfToken(c.var.platform, BEARER.exec(header)?.[1] ?? "");
    if (principal === undefined) return refuse(c, SIGN_IN);
    c.set("principal", principal);
    return next();
  });
