import {
  newEd25519Pair,
  newHmacSecret,
  readSigningKey,
  type SigningKey,
} from "@firstlot/partner-kit/webhook-key";
import { signWebhook } from "@firstlot/partner-kit/webhook-signature";
import { z } from "zod";
import { derivedIdPart, idSchema } from "../kernel/id.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { type Endpoint, type EndpointId, type EndpointSecret, secretsAt } from "./endpoint.ts";
import type { SecretBox } from "./secret-box.ts";

/** The texts of a pair of keys: shown once, when they are made. */
export interface SecretTexts {
  /** `whsec_…`: HMAC-SHA-256, scheme v1. */
  readonly hmac: string;
  /** `whpk_…`: Ed25519, scheme v1a; public. */
  readonly publicKey: string;
}

const sealedSchema = z.strictObject({ hmac: z.string(), ed25519: z.string() });

const HMAC_BYTES = 32;
const SEED_BYTES = 32;

/**
 * Makes a pair of keys for an endpoint and seals it.
 * @param random bytes from a cryptographic source
 */
export async function makeSecret(options: {
  endpointId: EndpointId;
  box: SecretBox;
  random: (bytes: number) => Uint8Array;
  wall: Instant;
}): Promise<{ secret: EndpointSecret; texts: SecretTexts }> {
  const { endpointId, box, random, wall } = options;
  const hmac = newHmacSecret(random(HMAC_BYTES));
  const pair = newEd25519Pair(random(SEED_BYTES));
  const sealed = await box.seal(JSON.stringify({ hmac, ed25519: pair.privateKey }), endpointId);
  const id = idSchema("key", "EndpointSecretId").parse(`key_${derivedIdPart([endpointId, pair.publicKey])}`);
  return {
    secret: { id, sealed, publicKey: pair.publicKey, createdAt: wall },
    texts: { hmac, publicKey: pair.publicKey },
  };
}

const keyOf = (text: string): SigningKey => {
  const key = readSigningKey(text);
  invariant(key.ok, "a sealed key was checked when it was made");
  return key.value;
};

/** Every key that signs for an endpoint at `wall`, newest pair first, both schemes of each. */
export async function signingKeysOf(
  endpoint: Endpoint,
  { box, wall }: { box: SecretBox; wall: Instant },
): Promise<readonly SigningKey[]> {
  const keys: SigningKey[] = [];
  for (const { sealed } of [...secretsAt(endpoint, wall)].reverse()) {
    const texts = sealedSchema.parse(JSON.parse(await box.open(sealed, endpoint.id)));
    keys.push(keyOf(texts.hmac), keyOf(texts.ed25519));
  }
  return keys;
}

/** The newest HMAC key: what proves ownership. */
export async function newestHmac(
  endpoint: Endpoint,
  box: SecretBox,
): Promise<Extract<SigningKey, { scheme: "v1" }>> {
  const newest = endpoint.secrets.at(-1);
  invariant(newest !== undefined, "an endpoint has a secret");
  const texts = sealedSchema.parse(JSON.parse(await box.open(newest.sealed, endpoint.id)));
  const key = keyOf(texts.hmac);
  invariant(key.scheme === "v1", "the HMAC text is an HMAC key");
  return key;
}

const USER_AGENT = "Firstlot-Webhooks/1";

/** The headers of one attempt: signed over the exact body with the wall time of the attempt. */
export function signedHeaders(options: {
  id: string;
  body: string;
  keys: readonly SigningKey[];
  wall: Instant;
}): Readonly<Record<string, string>> {
  const { id, body, keys, wall } = options;
  const timestampSeconds = Math.floor(Date.parse(wall) / 1_000);
  const signed = signWebhook({ id, timestampSeconds, body, keys });
  invariant(signed.ok, "our own messages can be signed");
  return { "content-type": "application/json; charset=utf-8", "user-agent": USER_AGENT, ...signed.value };
}

/** The headers without what could be replayed: for the log. */
export const loggedHeaders = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "webhook-signature"));
