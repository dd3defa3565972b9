import { createHmac, sign, timingSafeEqual, verify } from "node:crypto";
import { err, ok, type Result } from "./result.ts";
import { base64Bytes, type SigningKey, type VerifyingKey } from "./webhook-key.ts";

/** How far a timestamp may be from the receiver's clock, either way. */
export const TOLERANCE_SECONDS = 300;
const ID_CHARACTERS_MAX = 255;
const SIGNATURE_HEADER_CHARACTERS_MAX = 4096;
const SIGNATURES_MAX = 16;
const KEYS_MAX = 8;

/** The three headers of Standard Webhooks, ready to be sent. */
export type WebhookHeaders = Readonly<{
  "webhook-id": string;
  "webhook-timestamp": string;
  "webhook-signature": string;
}>;

/** Headers as they arrive: a Fetch `Headers` object or Node's record with lower-case names. */
export type HeaderSource =
  | Readonly<{ get(name: string): string | null }>
  | Readonly<Record<string, string | string[] | undefined>>;

/** Why a message is not signed. */
export type SignRefusal = Readonly<
  | { kind: "malformed_webhook_id" }
  | { kind: "malformed_webhook_timestamp" }
  | { kind: "no_keys" }
  | { kind: "too_many_keys"; max: number }
>;

/** Why a message is not believed. A receiver answers all of them alike (401) and logs the kind. */
export type VerifyRefusal = Readonly<
  | { kind: "missing_webhook_header"; header: keyof WebhookHeaders }
  | { kind: "malformed_webhook_id" }
  | { kind: "malformed_webhook_timestamp" }
  | { kind: "webhook_timestamp_too_old"; ageSeconds: number }
  | { kind: "webhook_timestamp_too_new"; aheadSeconds: number }
  | { kind: "webhook_signature_header_too_long"; max: number }
  | { kind: "too_many_webhook_signatures"; max: number }
  | { kind: "no_keys" }
  | { kind: "too_many_keys"; max: number }
  | { kind: "no_matching_webhook_signature" }
>;

/** A believed message: its id (deduplicate on it), the time of the attempt and which key of the list signed it. */
export type VerifiedWebhook = Readonly<{ id: string; timestampSeconds: number; keyIndex: number }>;

const isWebhookId = (id: string): boolean =>
  id.length <= ID_CHARACTERS_MAX && /^[\x21-\x2d\x2f-\x7e]+$/.test(id);

const bytesOf = (body: string | Uint8Array): Buffer =>
  typeof body === "string"
    ? Buffer.from(body, "utf8")
    : Buffer.from(body.buffer, body.byteOffset, body.length);

const contentOf = (id: string, timestamp: string, body: string | Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`${id}.${timestamp}.`, "utf8"), bytesOf(body)]);

const hmac = (secret: Buffer, content: Buffer): Buffer =>
  createHmac("sha256", secret).update(content).digest();

/**
 * Signs one delivery attempt under every key given: during a rotation the new and the old one.
 * @param id the same over all attempts of one event; the receiver's idempotency key; without a dot
 * @param timestampSeconds unix seconds of this attempt, wall time
 * @param body the exact bytes that will be sent
 */
export function signWebhook(message: {
  id: string;
  timestampSeconds: number;
  body: string | Uint8Array;
  keys: readonly SigningKey[];
}): Result<WebhookHeaders, SignRefusal> {
  const { id, timestampSeconds, body, keys } = message;
  if (!isWebhookId(id)) return err({ kind: "malformed_webhook_id" });
  if (!Number.isSafeInteger(timestampSeconds) || timestampSeconds < 0) {
    return err({ kind: "malformed_webhook_timestamp" });
  }
  if (keys.length === 0) return err({ kind: "no_keys" });
  if (keys.length > KEYS_MAX) return err({ kind: "too_many_keys", max: KEYS_MAX });
  const content = contentOf(id, String(timestampSeconds), body);
  const signatures = keys.map((key) =>
    key.scheme === "v1"
      ? `v1,${hmac(key.secret, content).toString("base64")}`
      : `v1a,${sign(null, content, key.privateKey).toString("base64")}`,
  );
  return ok({
    "webhook-id": id,
    "webhook-timestamp": String(timestampSeconds),
    "webhook-signature": signatures.join(" "),
  });
}

const isFetchHeaders = (headers: HeaderSource): headers is Readonly<{ get(name: string): string | null }> =>
  typeof headers.get === "function";

function headerOf(headers: HeaderSource, name: keyof WebhookHeaders): string | undefined {
  const value = isFetchHeaders(headers) ? headers.get(name) : headers[name];
  return typeof value === "string" && value !== "" ? value : undefined; // a repeated header (array) is none
}

function matches(key: VerifyingKey, signature: string, content: Buffer): boolean {
  const comma = signature.indexOf(",");
  if (comma === -1 || signature.slice(0, comma) !== key.scheme) return false;
  const given = base64Bytes(signature.slice(comma + 1));
  if (!given) return false;
  if (key.scheme === "v1a") return given.length === 64 && verify(null, content, key.publicKey, given);
  const expected = hmac(key.secret, content);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function checkTimestamp(text: string, nowSeconds: number): Result<number, VerifyRefusal> {
  if (!/^(0|[1-9]\d{0,10})$/.test(text)) return err({ kind: "malformed_webhook_timestamp" });
  const ageSeconds = nowSeconds - Number(text);
  if (ageSeconds > TOLERANCE_SECONDS) return err({ kind: "webhook_timestamp_too_old", ageSeconds });
  if (ageSeconds < -TOLERANCE_SECONDS) {
    return err({ kind: "webhook_timestamp_too_new", aheadSeconds: -ageSeconds });
  }
  return ok(Number(text));
}

/**
 * Verifies a delivery over its raw body, before anything is parsed. Keys come from the receiver's own trust list,
 * never from the request; during a rotation the list holds the new and the old one.
 * @param nowSeconds unix seconds of the receiver's wall clock
 * @returns the id to deduplicate on; refuses with a typed reason
 */
export function verifyWebhook(delivery: {
  headers: HeaderSource;
  body: string | Uint8Array;
  keys: readonly VerifyingKey[];
  nowSeconds: number;
}): Result<VerifiedWebhook, VerifyRefusal> {
  const { headers, body, keys, nowSeconds } = delivery;
  if (keys.length === 0) return err({ kind: "no_keys" });
  if (keys.length > KEYS_MAX) return err({ kind: "too_many_keys", max: KEYS_MAX });
  const id = headerOf(headers, "webhook-id");
  if (id === undefined) return err({ kind: "missing_webhook_header", header: "webhook-id" });
  const timestamp = headerOf(headers, "webhook-timestamp");
  if (timestamp === undefined) return err({ kind: "missing_webhook_header", header: "webhook-timestamp" });
  const header = headerOf(headers, "webhook-signature");
  if (header === undefined) return err({ kind: "missing_webhook_header", header: "webhook-signature" });
  if (!isWebhookId(id)) return err({ kind: "malformed_webhook_id" });
  const checked = checkTimestamp(timestamp, nowSeconds);
  if (!checked.ok) return checked;
  if (header.length > SIGNATURE_HEADER_CHARACTERS_MAX) {
    return err({ kind: "webhook_signature_header_too_long", max: SIGNATURE_HEADER_CHARACTERS_MAX });
  }
  const signatures = header.split(" ");
  if (signatures.length > SIGNATURES_MAX) {
    return err({ kind: "too_many_webhook_signatures", max: SIGNATURES_MAX });
  }
  const content = contentOf(id, timestamp, body);
  // Every key is tried against every signature, found or not, so that timing does not tell which one is in use.
  const found = keys.map(
    (key) => signatures.filter((signature) => matches(key, signature, content)).length > 0,
  );
  const keyIndex = found.indexOf(true);
  if (keyIndex === -1) return err({ kind: "no_matching_webhook_signature" });
  return ok({ id, timestampSeconds: checked.value, keyIndex });
}
