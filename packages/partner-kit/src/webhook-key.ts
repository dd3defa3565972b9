import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { err, ok, type Result } from "./result.ts";

/** A key that signs: an HMAC secret (`whsec_`, scheme v1) or an Ed25519 private key (`whsk_`, scheme v1a). */
export type SigningKey = Readonly<
  { scheme: "v1"; secret: Buffer } | { scheme: "v1a"; privateKey: KeyObject }
>;

/** A key that verifies: the same HMAC secret (`whsec_`) or an Ed25519 public key (`whpk_`). */
export type VerifyingKey = Readonly<
  { scheme: "v1"; secret: Buffer } | { scheme: "v1a"; publicKey: KeyObject }
>;

/** Why a key text is not accepted; the text itself is never repeated. */
export type KeyRefusal = Readonly<
  | { kind: "unknown_key_prefix" }
  | { kind: "key_is_not_base64" }
  | { kind: "secret_length_out_of_bounds"; bytes: number }
  | { kind: "wrong_ed25519_key_length"; bytes: number }
  | { kind: "ed25519_halves_do_not_match" }
>;

const SECRET_BYTES_MIN = 24;
const SECRET_BYTES_MAX = 64;
const SEED_BYTES = 32;
const PKCS8_ED25519 = Buffer.from("302e020100300506032b657004220420", "hex"); // RFC 8410, before the 32-byte seed
const SPKI_ED25519 = Buffer.from("302a300506032b6570032100", "hex"); // RFC 8410, before the 32-byte point

/** The bytes of canonical base64 (padding included), or nothing. */
export function base64Bytes(text: string): Buffer | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
}

const privateKeyOf = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: "der", type: "pkcs8" });

const publicKeyOf = (point: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI_ED25519, point]), format: "der", type: "spki" });

const pointOf = (seed: Buffer): Buffer =>
  createPublicKey(privateKeyOf(seed)).export({ format: "der", type: "spki" }).subarray(SPKI_ED25519.length);

function hmacSecret(encoded: string): Result<Buffer, KeyRefusal> {
  const bytes = base64Bytes(encoded);
  if (!bytes) return err({ kind: "key_is_not_base64" });
  if (bytes.length < SECRET_BYTES_MIN || bytes.length > SECRET_BYTES_MAX) {
    return err({ kind: "secret_length_out_of_bounds", bytes: bytes.length });
  }
  return ok(bytes);
}

/**
 * Reads a signing key as a partner portal shows it: `whsec_` + base64 of 24 to 64 bytes, or
 * `whsk_` + base64 of the 32-byte seed followed by its 32-byte public key.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function readSigningKey(text: string): Result<SigningKey, KeyRefusal> {
  if (text.startsWith("whsec_")) {
    const secret = hmacSecret(text.slice("whsec_".length));
    return secret.ok ? ok({ scheme: "v1", secret: secret.value }) : secret;
  }
  if (!text.startsWith("whsk_")) return err({ kind: "unknown_key_prefix" });
  const bytes = base64Bytes(text.slice("whsk_".length));
  if (!bytes) return err({ kind: "key_is_not_base64" });
  if (bytes.length !== 2 * SEED_BYTES) return err({ kind: "wrong_ed25519_key_length", bytes: bytes.length });
  const seed = bytes.subarray(0, SEED_BYTES);
  if (!pointOf(seed).equals(bytes.subarray(SEED_BYTES))) return err({ kind: "ed25519_halves_do_not_match" });
  return ok({ scheme: "v1a", privateKey: privateKeyOf(seed) });
}

/** Reads a verifying key: `whsec_` + base64 of 24 to 64 bytes, or `whpk_` + base64 of 32 bytes. */
export function readVerifyingKey(text: string): Result<VerifyingKey, KeyRefusal> {
  if (text.startsWith("whsec_")) {
    const secret = hmacSecret(text.slice("whsec_".length));
    return secret.ok ? ok({ scheme: "v1", secret: secret.value }) : secret;
  }
  if (!text.startsWith("whpk_")) return err({ kind: "unknown_key_prefix" });
  const bytes = base64Bytes(text.slice("whpk_".length));
  if (!bytes) return err({ kind: "key_is_not_base64" });
  if (bytes.length !== SEED_BYTES) return err({ kind: "wrong_ed25519_key_length", bytes: bytes.length });
  return ok({ scheme: "v1a", publicKey: publicKeyOf(bytes) });
}

/** The text of a new HMAC secret. @param random 24 to 64 bytes from a cryptographic source, used once */
export function newHmacSecret(random: Uint8Array): string {
  if (random.length < SECRET_BYTES_MIN || random.length > SECRET_BYTES_MAX) {
    throw new RangeError("an HMAC secret has 24 to 64 bytes");
  }
  return `whsec_${Buffer.from(random).toString("base64")}`;
}

/** The texts of a new Ed25519 key pair. @param seed 32 bytes from a cryptographic source, used once */
export function newEd25519Pair(seed: Uint8Array): Readonly<{ privateKey: string; publicKey: string }> {
  if (seed.length !== SEED_BYTES) throw new RangeError("an Ed25519 seed has 32 bytes");
  const bytes = Buffer.from(seed);
  const point = pointOf(bytes);
  return {
    privateKey: `whsk_${Buffer.concat([bytes, point]).toString("base64")}`,
    publicKey: `whpk_${point.toString("base64")}`,
  };
}

/** The public text (`whpk_`) of a private one (`whsk_`): what its owner registers with the other side. */
export function publicKeyText(privateKeyText: string): Result<string, KeyRefusal> {
  const key = readSigningKey(privateKeyText);
  if (!key.ok) return key;
  if (key.value.scheme === "v1") return err({ kind: "unknown_key_prefix" });
  const bytes = Buffer.from(privateKeyText.slice("whsk_".length), "base64");
  return ok(`whpk_${bytes.subarray(SEED_BYTES).toString("base64")}`);
}
