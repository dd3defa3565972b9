import { createRemoteJWKSet, type JWTPayload } from "jose";
import { MFA_CONTEXT } from "../api/authenticate.ts";
import type { TokenIssuer } from "../platform.ts";

/**
 * Access tokens of a Cognito pool. They name no audience: the client that asked for them is checked instead. A pool
 * of persons lets nobody in without a second factor (`infra/src/identity-stack.ts`), so that each of their tokens was
 * earned with one; Cognito itself does not say so in a claim.
 * @param clients whose tokens are believed; every client of the pool when `undefined` (the banks' pool)
 */
export function cognitoTokens({
  issuer,
  clients,
}: {
  issuer: string;
  clients: readonly string[] | undefined;
}): TokenIssuer {
  return {
    issuer,
    audience: undefined,
    keys: createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`)),
    claimsOf: (payload) => cognitoClaims(payload, clients),
  };
}

/** The claims of a verified token of Cognito in our words. */
export function cognitoClaims(
  payload: JWTPayload,
  clients: readonly string[] | undefined,
): JWTPayload | undefined {
  const { client_id: client, token_use: use } = payload;
  if (use !== "access" || typeof client !== "string") return undefined;
  if (clients === undefined) return { client_id: client, token_use: use }; // machines: never a person
  if (!clients.includes(client)) return undefined;
  return { ...payload, acr: MFA_CONTEXT, email_verified: payload.email_verified === "true" };
}
