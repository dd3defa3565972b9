import { importJWK, SignJWT } from "jose";
import { z } from "zod";
import type { Bank } from "./bank.ts";
import type { Partner } from "./bank-fact.ts";

const TIMEOUT_MS = 15_000;
const REFRESH_BEFORE_MS = 30_000;

const tokenSchema = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().default(60),
});
const jwkSchema = z.looseObject({ kty: z.string() });
const headerSchema = z.object({ kty: z.string(), alg: z.string().optional(), kid: z.string().optional() });
const USUAL_ALGORITHM: Readonly<Record<string, string>> = { RSA: "RS256", OKP: "EdDSA" };

const cache = new WeakMap<Bank, Map<string, { token: string; untilMs: number }>>();

/**
 * An access token by client credentials with `private_key_jwt` (RFC 7523), kept until shortly before it expires.
 * Throws when the partner has no client or the issuer refuses: the message is retried.
 */
export async function accessToken(bank: Bank, partner: Partner): Promise<string> {
  const { tokenEndpoint, tokenAudience, tokenScope, tokenResource, fetch, wallMs } = bank.world;
  if (!partner.client || tokenEndpoint === undefined) throw new Error("no client credentials configured");
  const { clientId } = partner.client;
  const tokens = cache.get(bank) ?? new Map<string, { token: string; untilMs: number }>();
  cache.set(bank, tokens);
  const kept = tokens.get(clientId);
  if (kept && kept.untilMs > wallMs()) return kept.token;
  const jwk = jwkSchema.parse(partner.client.privateJwk);
  const { kty, kid, alg = USUAL_ALGORITHM[kty] ?? "ES256" } = headerSchema.parse(jwk);
  const seconds = Math.floor(wallMs() / 1000);
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(tokenAudience ?? tokenEndpoint)
    .setJti(crypto.randomUUID())
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 60)
    .sign(await importJWK(jwk, alg));
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
    ...(tokenScope === undefined ? {} : { scope: tokenScope }),
    ...(tokenResource === undefined ? {} : { resource: tokenResource }),
  });
  const response = await fetch(tokenEndpoint, {
    method: "POST",
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the token endpoint answered ${response.status}`);
  const { access_token, expires_in } = tokenSchema.parse(await response.json());
  tokens.set(clientId, { token: access_token, untilMs: wallMs() + expires_in * 1000 - REFRESH_BEFORE_MS });
  return access_token;
}
