import { createHmac, hash } from "node:crypto";
import { z } from "zod";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ID_CHARACTERS = 20; // 100 bits: unguessable when keyed, free of collisions at our scale

/** A prefixed, branded id: `cmp_` and 20 Crockford characters. */
export const idSchema = <const P extends string, const B extends string>(prefix: P, _brand: B) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{${ID_CHARACTERS}}$`),
      `an id like ${prefix}_… (${ID_CHARACTERS} characters)`,
    )
    .brand<B>();

function crockford(bytes: Buffer): string {
  let bits = 0n;
  for (const byte of bytes.subarray(0, 13)) bits = (bits << 8n) | BigInt(byte);
  bits >>= 4n; // 104 bits read, 100 used
  let text = "";
  for (let i = 0; i < ID_CHARACTERS; i++) {
    text = CROCKFORD.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return text;
}

/**
 * The 20 characters of an id that only the platform can foresee: HMAC-SHA-256 of what makes the thing the same thing.
 * A retry of one command with one `Idempotency-Key` gives the same id (docs/adr/0003-idempotency-is-identity.md).
 */
export const keyedIdPart = (secret: string, parts: readonly string[]): string =>
  crockford(createHmac("sha256", secret).update(JSON.stringify(parts)).digest());

/** The 20 characters of an id that anybody may recompute from its cause: a transfer's, a refund's. */
export const derivedIdPart = (parts: readonly string[]): string =>
  crockford(hash("sha256", JSON.stringify(parts), "buffer"));

/** SHA-256 as lower-case hex: payload hashes, event hashes, file hashes. */
export const sha256Hex = (data: string | Uint8Array): string => hash("sha256", data, "hex");
