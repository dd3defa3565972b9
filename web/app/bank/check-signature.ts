/** How far a timestamp may be from the receiver's clock, either way. */
export const TOLERANCE_SECONDS = 300;
const SIGNATURES_MAX = 16;
const KEYS_MAX = 8;
const SECRET_BYTES = { min: 24, max: 64 } as const;
const ED25519_BYTES = { key: 32, signature: 64 } as const;

const HEADERS = ["webhook-id", "webhook-timestamp", "webhook-signature"] as const;
type HeaderName = (typeof HEADERS)[number];

/** What a check finds. A signature that fits may still be too far from the clock: a receiver refuses it then. */
export type Verdict = Readonly<
  | {
      kind: "fits";
      id: string;
      /** HMAC-SHA256 with the secret (`v1`), or Ed25519 with the public key (`v1a`). */
      scheme: "v1" | "v1a";
      /** Whole seconds since it was signed; negative when that lies ahead. */
      ageSeconds: number;
      isTimely: boolean;
    }
  | { kind: "header_missing"; header: HeaderName }
  | { kind: "timestamp_malformed" | "id_malformed" | "too_many_signatures" }
  | { kind: "key_missing" | "too_many_keys" | "key_malformed" }
  | { kind: "signature_does_not_fit" }
  | { kind: "browser_without_ed25519" }
>;

type Bytes = Uint8Array<ArrayBuffer>;
interface Key {
  readonly scheme: "v1" | "v1a";
  readonly bytes: Bytes;
}

/** The bytes of canonical base64, or nothing. */
function bytesOf(text: string): Bytes | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const binary = atob(text);
  return btoa(binary) === text ? Uint8Array.from(binary, (char) => char.charCodeAt(0)) : undefined;
}

function keyOf(text: string): Key | undefined {
  const [, prefix, encoded = ""] = /^(whsec_|whpk_)(.*)$/.exec(text) ?? [];
  const bytes = prefix === undefined ? undefined : bytesOf(encoded);
  if (bytes === undefined) return undefined;
  if (prefix === "whpk_") return bytes.length === ED25519_BYTES.key ? { scheme: "v1a", bytes } : undefined;
  const isInBounds = bytes.length >= SECRET_BYTES.min && bytes.length <= SECRET_BYTES.max;
  return isInBounds ? { scheme: "v1", bytes } : undefined;
}

/** The three headers among pasted lines `name: value`; one that stands there twice is none. */
function headersOf(text: string): Readonly<Record<string, string | undefined>> {
  const found: Record<string, string | undefined> = {};
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = /^\s*([\w-]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    const known = HEADERS.find((one) => one === name?.toLowerCase());
    if (known !== undefined) found[known] = Object.hasOwn(found, known) ? undefined : value;
  }
  return found;
}

async function fits(key: Key, signature: Bytes, content: Bytes): Promise<boolean> {
  const { subtle } = crypto;
  if (key.scheme === "v1") {
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const imported = await subtle.importKey("raw", key.bytes, algorithm, false, ["verify"]);
    return subtle.verify("HMAC", imported, signature, content);
  }
  if (signature.length !== ED25519_BYTES.signature) return false;
  const imported = await subtle.importKey("raw", key.bytes, { name: "Ed25519" }, false, ["verify"]);
  return subtle.verify({ name: "Ed25519" }, imported, signature, content);
}

/**
 * Checks a delivery as a receiver should (Standard Webhooks 1.0.0), over the body as it arrived. Everything stays in
 * the browser: neither the secret nor the body is sent anywhere.
 * @param keys `whsec_…` or `whpk_…`, separated by spaces: during a rotation the new and the old one
 * @param nowSeconds unix seconds of the receiver's clock
 */
export async function checkSignature(delivery: {
  readonly headers: string;
  readonly body: string;
  readonly keys: string;
  readonly nowSeconds: number;
}): Promise<Verdict> {
  const texts = delivery.keys.split(/\s+/).filter((text) => text !== "");
  if (texts.length === 0) return { kind: "key_missing" };
  if (texts.length > KEYS_MAX) return { kind: "too_many_keys" };
  const keys = texts.map(keyOf).filter((key) => key !== undefined);
  if (keys.length < texts.length) return { kind: "key_malformed" };
  const headers = headersOf(delivery.headers);
  for (const header of HEADERS) if (!headers[header]) return { kind: "header_missing", header };
  const {
    "webhook-id": id = "",
    "webhook-timestamp": timestamp = "",
    "webhook-signature": given = "",
  } = headers;
  if (id.length > 255 || !/^[\x21-\x2d\x2f-\x7e]+$/.test(id)) return { kind: "id_malformed" };
  if (!/^(0|[1-9]\d{0,10})$/.test(timestamp)) return { kind: "timestamp_malformed" };
  const signatures = given.split(" ");
  if (signatures.length > SIGNATURES_MAX) return { kind: "too_many_signatures" };
  const content: Bytes = new TextEncoder().encode(`${id}.${timestamp}.${delivery.body}`);
  const ageSeconds = delivery.nowSeconds - Number(timestamp);
  for (const key of keys)
    for (const text of signatures) {
      const comma = text.indexOf(",");
      const bytes = text.slice(0, comma) === key.scheme ? bytesOf(text.slice(comma + 1)) : undefined;
      if (bytes === undefined) continue;
      const found = await fits(key, bytes, content).catch(() => undefined);
      if (found === undefined) return { kind: "browser_without_ed25519" };
      if (!found) continue;
      return {
        kind: "fits",
        id,
        scheme: key.scheme,
        ageSeconds,
        isTimely: Math.abs(ageSeconds) <= TOLERANCE_SECONDS,
      };
    }
  return { kind: "signature_does_not_fit" };
}
