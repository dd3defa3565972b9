import { generateKeyPairSync } from "node:crypto";
import { CompactSign, compactVerify, importJWK } from "jose";
import { describe, expect, it } from "vitest";
import { creditorReferenceOf } from "./creditor-reference.ts";
import { paymentLinkKeySchema, readPaymentLink, signPaymentLink } from "./payment-link.ts";

function keyNamed(kid: string) {
  const jwk = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const { d = "", ...rest } = jwk;
  const publicKey = paymentLinkKeySchema.parse({ ...rest, kid });
  return { publicKey, signingKey: { ...publicKey, d } };
}
const platform = keyNamed("pay-1");
const claims = {
  reference: creditorReferenceOf("0123456789ABCDEFGHJK"),
  amount: "25.00",
  currency: "EUR",
  account: "DE89370400440532013000",
  expiresAt: "2026-11-24T08:30:00.000Z",
  returnUrl: "http://localhost:3000/pledges/back",
  description: "Pledge for the first lot of oat bars",
} as const;
const link = signPaymentLink(claims, platform.signingKey);
const at = (now: string, keys = [platform.publicKey]) => ({ keys, now });
const refused = (kind: string) => ({ ok: false, error: expect.objectContaining({ kind }) });

describe("payment link", () => {
  it("says what was signed until one millisecond before it expires", () => {
    expect(readPaymentLink(link, at("2026-11-24T08:29:59.999Z"))).toEqual({ ok: true, value: claims });
    expect(readPaymentLink(link, at(claims.expiresAt))).toEqual(refused("payment_link_expired"));
  });

  it("refuses another key, a changed claim and a header of its own making", () => {
    const now = at("2026-11-24T08:00:00.000Z");
    const [head = "", body = "", tail = ""] = link.split(".");
    const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    expect(readPaymentLink(link, at(now.now, [keyNamed("pay-2").publicKey]))).toEqual(
      refused("unknown_payment_link_key"),
    );
    expect(readPaymentLink(link, at(now.now, [keyNamed("pay-1").publicKey]))).toEqual(
      refused("wrong_payment_link_signature"),
    );
    const cheaper = json({ ...claims, amount: "0.01" });
    expect(readPaymentLink(`${head}.${cheaper}.${tail}`, now)).toEqual(
      refused("wrong_payment_link_signature"),
    );
    for (const header of [
      { alg: "none", typ: "payment-link+jwt", kid: "pay-1" },
      { alg: "HS256", typ: "payment-link+jwt", kid: "pay-1" },
      { alg: "EdDSA", typ: "payment-link+jwt", kid: "pay-1", jwk: platform.publicKey },
    ]) {
      expect(readPaymentLink(`${json(header)}.${body}.${tail}`, now)).toEqual(
        refused("malformed_payment_link"),
      );
    }
    for (const text of ["", "a.b", `${link}.x`, `${head}.${body}.`, "x".repeat(4097)]) {
      expect(readPaymentLink(text, now)).toEqual(refused("malformed_payment_link"));
    }
  });

  it("is an ordinary JWS: jose reads ours and we read what jose signs", async () => {
    const { payload } = await compactVerify(link, await importJWK(platform.publicKey, "EdDSA"));
    expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(claims);
    const theirs = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
      .setProtectedHeader({ alg: "EdDSA", typ: "payment-link+jwt", kid: "pay-1" })
      .sign(await importJWK(platform.signingKey, "EdDSA"));
    expect(readPaymentLink(theirs, at("2026-11-24T08:00:00.000Z"))).toEqual({ ok: true, value: claims });
  });
});
