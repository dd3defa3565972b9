import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { exportJWK, generateKeyPair } from "jose";
import { z } from "zod";
import { readTextIfPresent, writeFileAtomic } from "../blobs/atomic-file.ts";

/** What Cognito signs with too, so one allowlist of algorithms serves both. */
export const TOKEN_ALGORITHM = "RS256";

const jwkSchema = z.strictObject({
  kty: z.literal("RSA"),
  kid: z.string(),
  use: z.literal("sig"),
  alg: z.literal(TOKEN_ALGORITHM),
  n: z.string(),
  e: z.string(),
  d: z.string(),
  p: z.string(),
  q: z.string(),
  dp: z.string(),
  dq: z.string(),
  qi: z.string(),
});

const keysSchema = z.strictObject({
  jwk: jwkSchema,
  cookieKey: z.string(),
  siteClientSecret: z.string(),
});

/** The provider's own secrets, made at the first start and kept in its data directory. */
export type ProviderKeys = Readonly<z.infer<typeof keysSchema>>;

const secret = () => randomBytes(32).toString("base64url");

/** Loads the provider's signing key, cookie key and the site's client secret, or makes them. */
export async function loadProviderKeys({ dataDir }: { dataDir: string }): Promise<ProviderKeys> {
  const file = join(dataDir, "keys.json");
  const text = readTextIfPresent(file);
  if (text !== undefined) return keysSchema.parse(JSON.parse(text));
  const { privateKey } = await generateKeyPair(TOKEN_ALGORITHM, { extractable: true });
  const keys = keysSchema.parse({
    jwk: { ...(await exportJWK(privateKey)), kid: secret().slice(0, 16), use: "sig", alg: TOKEN_ALGORITHM },
    cookieKey: secret(),
    siteClientSecret: secret(),
  });
  writeFileAtomic(file, JSON.stringify(keys));
  return keys;
}
