import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { z } from "zod";
import { isExactAmount, wireAmountSchema, wireCurrencySchema } from "./amount.ts";
import { err, ok, type Result } from "./result.ts";
import { wireAccountSchema, wireInstantSchema } from "./wire-format.ts";

const LINK_CHARACTERS_MAX = 4096;
const TYPE = "payment-link+jwt";

/** What a payment link says: pay this amount to this account under this reference, before it expires. */
export const paymentLinkClaimsSchema = z
  .strictObject({
    reference: z.string().regex(/^RF\d{2}[0-9A-Z]{1,21}$/),
    amount: wireAmountSchema,
    currency: wireCurrencySchema,
    account: wireAccountSchema,
    expiresAt: wireInstantSchema,
    returnUrl: z.url({ protocol: /^https?$/ }).max(500),
    description: z.string().min(1).max(140),
  })
  .refine(isExactAmount, { message: "more decimals than the currency has", path: ["amount"] });

/** The claims of a payment link; `expiresAt` is business time. */
export type PaymentLinkClaims = Readonly<z.infer<typeof paymentLinkClaimsSchema>>;

const headerSchema = z.strictObject({
  alg: z.literal("EdDSA"),
  typ: z.literal(TYPE),
  kid: z.string().max(100),
});

/** A public Ed25519 key of the platform, as its JWKS lists it. */
export const paymentLinkKeySchema = z.looseObject({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  kid: z.string().min(1).max(100),
});

/** A public Ed25519 key that payment links are verified with. */
export type PaymentLinkKey = Readonly<z.infer<typeof paymentLinkKeySchema>>;

/** The private half, as JWK; only the platform has it. */
export type PaymentLinkSigningKey = PaymentLinkKey & Readonly<{ d: string }>;

/** Why a payment page refuses a link. */
export type PaymentLinkRefusal = Readonly<
  | { kind: "malformed_payment_link" }
  | { kind: "unknown_payment_link_key" }
  | { kind: "wrong_payment_link_signature" }
  | { kind: "payment_link_expired"; expiredAt: string }
>;

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Keys as they were read, which takes longer than to sign; forgotten with their text. */
const read = new WeakMap<PaymentLinkSigningKey, KeyObject>();

function privateKeyOf(key: PaymentLinkSigningKey): KeyObject {
  const { kty, crv, x, d } = key;
  const known = read.get(key) ?? createPrivateKey({ key: { kty, crv, x, d }, format: "jwk" });
  read.set(key, known);
  return known;
}

/** Signs a payment link as a compact JWS (EdDSA). No call to the bank is needed. */
export function signPaymentLink(claims: PaymentLinkClaims, key: PaymentLinkSigningKey): string {
  const { kid } = key;
  const signed = `${encode({ alg: "EdDSA", typ: TYPE, kid })}.${encode(paymentLinkClaimsSchema.parse(claims))}`;
  return `${signed}.${sign(null, Buffer.from(signed), privateKeyOf(key)).toString("base64url")}`;
}

function jsonPart(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Reads a payment link. The algorithm is fixed (EdDSA) and the key comes from `keys` alone: a key or an address inside
 * the link's header is a refusal.
 * @param now business time of the bank, ISO 8601 with milliseconds
 */
export function readPaymentLink(
  link: string,
  { keys, now }: { keys: readonly PaymentLinkKey[]; now: string },
): Result<PaymentLinkClaims, PaymentLinkRefusal> {
  if (link.length > LINK_CHARACTERS_MAX) return err({ kind: "malformed_payment_link" });
  const [head, body, tail, ...more] = link.split(".");
  if (head === undefined || body === undefined || tail === undefined || more.length > 0) {
    return err({ kind: "malformed_payment_link" });
  }
  if (![head, body, tail].every((part) => /^[A-Za-z0-9_-]+$/.test(part)))
    return err({ kind: "malformed_payment_link" });
  const header = headerSchema.safeParse(jsonPart(head));
  if (!header.success) return err({ kind: "malformed_payment_link" });
  const key = keys.find(({ kid }) => kid === header.data.kid);
  if (!key) return err({ kind: "unknown_payment_link_key" });
  const publicKey = createPublicKey({ key: { kty: key.kty, crv: key.crv, x: key.x }, format: "jwk" });
  const signature = Buffer.from(tail, "base64url");
  if (signature.length !== 64 || !verify(null, Buffer.from(`${head}.${body}`), publicKey, signature)) {
    return err({ kind: "wrong_payment_link_signature" });
  }
  const claims = paymentLinkClaimsSchema.safeParse(jsonPart(body));
  if (!claims.success) return err({ kind: "malformed_payment_link" });
  const { expiresAt } = claims.data;
  return now < expiresAt ? ok(claims.data) : err({ kind: "payment_link_expired", expiredAt: expiresAt });
}
