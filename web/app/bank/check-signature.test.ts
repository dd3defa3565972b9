import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkSignature, TOLERANCE_SECONDS } from "./check-signature.ts";

const NOW = 1_797_602_400;
const BODY = '{"type":"endpoint.ping","name":"朝の光"}';
const ID = "msg_0123456789ABCDEFGHJK";

const secret = Buffer.alloc(32, 7);
const secretText = `whsec_${secret.toString("base64")}`;
const pair = generateKeyPairSync("ed25519");
const point = pair.publicKey.export({ format: "der", type: "spki" }).subarray(-32);
const publicText = `whpk_${point.toString("base64")}`;

const contentAt = (seconds: number, body = BODY) => Buffer.from(`${ID}.${seconds}.${body}`);
const v1 = (seconds = NOW) =>
  `v1,${createHmac("sha256", secret).update(contentAt(seconds)).digest("base64")}`;
const v1a = (seconds = NOW) => `v1a,${sign(null, contentAt(seconds), pair.privateKey).toString("base64")}`;

const headersOf = (signature: string, seconds = NOW) =>
  `Webhook-Id: ${ID}\r\nwebhook-timestamp: ${seconds}\nwebhook-signature: ${signature}\ncontent-type: application/json`;
const check = (more: Partial<Parameters<typeof checkSignature>[0]> = {}) =>
  checkSignature({
    headers: headersOf(`${v1()} ${v1a()}`),
    body: BODY,
    keys: secretText,
    nowSeconds: NOW,
    ...more,
  });

describe("a delivery that was signed", () => {
  it("fits by its secret and by its public key", async () => {
    expect(await check()).toEqual({ kind: "fits", id: ID, scheme: "v1", ageSeconds: 0, isTimely: true });
    expect(await check({ keys: publicText })).toMatchObject({ kind: "fits", scheme: "v1a" });
  });

  it("fits by the second of two secrets while they change", async () => {
    const other = `whsec_${Buffer.alloc(32, 8).toString("base64")}`;
    expect(await check({ keys: `${other}\n${secretText}` })).toMatchObject({ kind: "fits" });
  });

  it("is told apart when it comes too early or too late, to the second", async () => {
    const at = (nowSeconds: number) => check({ nowSeconds });
    expect(await at(NOW + TOLERANCE_SECONDS)).toMatchObject({ isTimely: true });
    expect(await at(NOW + TOLERANCE_SECONDS + 1)).toMatchObject({
      kind: "fits",
      isTimely: false,
      ageSeconds: 301,
    });
    expect(await at(NOW - TOLERANCE_SECONDS - 1)).toMatchObject({ isTimely: false, ageSeconds: -301 });
  });
});

describe("a delivery that is not to be believed", () => {
  it("has another body, another time or another key", async () => {
    const refused = { kind: "signature_does_not_fit" };
    expect(await check({ body: `${BODY}\n` })).toEqual(refused);
    expect(await check({ headers: headersOf(v1(), NOW + 1) })).toEqual(refused);
    expect(await check({ keys: `whsec_${Buffer.alloc(32, 8).toString("base64")}` })).toEqual(refused);
    expect(await check({ keys: publicText, headers: headersOf(v1()) })).toEqual(refused);
    expect(await check({ headers: headersOf("v1,AAAA v1a,AAAA v2,AAAA nonsense") })).toEqual(refused);
  });

  it("lacks a header, or has one twice", async () => {
    expect(await check({ headers: "" })).toEqual({ kind: "header_missing", header: "webhook-id" });
    const twice = `${headersOf(v1())}\nwebhook-timestamp: ${NOW}`;
    expect(await check({ headers: twice })).toEqual({ kind: "header_missing", header: "webhook-timestamp" });
  });

  it("has a time that is no count of seconds", async () => {
    const headers = headersOf(v1()).replace(String(NOW), "2026-12-18T14:00:00Z");
    expect(await check({ headers })).toEqual({ kind: "timestamp_malformed" });
  });
});

describe("a key", () => {
  it("is asked for, and read only as it was handed over", async () => {
    expect(await check({ keys: "  " })).toEqual({ kind: "key_missing" });
    for (const keys of [
      "secret",
      "whsec_AAAA",
      "whsec_not base64",
      `whpk_${"A".repeat(40)}`,
      `whsk_${"A".repeat(88)}`,
    ])
      expect(await check({ keys })).toEqual({ kind: "key_malformed" });
    expect(await check({ keys: Array.from({ length: 9 }, () => secretText).join(" ") })).toEqual({
      kind: "too_many_keys",
    });
  });
});
