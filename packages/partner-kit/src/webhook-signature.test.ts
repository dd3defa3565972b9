import { Webhook } from "standardwebhooks";
import { describe, expect, it } from "vitest";
import { newEd25519Pair, newHmacSecret, readSigningKey, readVerifyingKey } from "./webhook-key.ts";
import { type HeaderSource, signWebhook, verifyWebhook } from "./webhook-signature.ts";

const NOW = 1_795_500_000;
const body = '{"type":"endpoint.ping"}';
const secretText = newHmacSecret(Buffer.alloc(32, 7));
const otherText = newHmacSecret(Buffer.alloc(32, 9));
const pair = newEd25519Pair(Buffer.alloc(32, 3));

function signing(text: string) {
  const key = readSigningKey(text);
  if (!key.ok) throw new Error(key.error.kind);
  return key.value;
}
function verifying(text: string) {
  const key = readVerifyingKey(text);
  if (!key.ok) throw new Error(key.error.kind);
  return key.value;
}
function signed(texts: string[], { id = "evt_1", at = NOW, content = body } = {}) {
  const headers = signWebhook({ id, timestampSeconds: at, body: content, keys: texts.map(signing) });
  if (!headers.ok) throw new Error(headers.error.kind);
  return headers.value;
}
const check = (headers: HeaderSource, texts = [secretText], content: string | Uint8Array = body) =>
  verifyWebhook({ headers, body: content, keys: texts.map(verifying), nowSeconds: NOW });
const refusal = (kind: string) =>
  expect.objectContaining({ ok: false, error: expect.objectContaining({ kind }) });

describe("verifyWebhook", () => {
  it("believes its own v1 and v1a signatures and says which key matched", () => {
    const headers = signed([pair.privateKey, secretText]);
    expect(check(headers)).toEqual({ ok: true, value: { id: "evt_1", timestampSeconds: NOW, keyIndex: 0 } });
    expect(check(headers, [otherText, pair.publicKey])).toMatchObject({ ok: true, value: { keyIndex: 1 } });
    expect(check(new Headers(headers), [pair.publicKey], Buffer.from(body)).ok).toBe(true);
  });

  it("accepts the old and the new key during a rotation, and the old one alone no longer after it", () => {
    const both = signed([otherText, secretText]);
    expect(check(both, [secretText]).ok).toBe(true);
    expect(check(both, [otherText]).ok).toBe(true);
    expect(check(signed([secretText]), [otherText])).toEqual(refusal("no_matching_webhook_signature"));
  });

  it.each(["webhook-id", "webhook-timestamp", "webhook-signature"] as const)(
    "refuses without %s",
    (header) => {
      const headers: Record<string, string | undefined> = { ...signed([secretText]), [header]: undefined };
      expect(check(headers)).toEqual({ ok: false, error: { kind: "missing_webhook_header", header } });
      expect(check({ ...headers, [header]: ["a", "b"] })).toEqual(refusal("missing_webhook_header"));
    },
  );

  it.each([
    ["hello", "malformed_webhook_timestamp"],
    [`${NOW}abc`, "malformed_webhook_timestamp"],
    [`0${NOW}`, "malformed_webhook_timestamp"],
    ["-5", "malformed_webhook_timestamp"],
    ["1e9", "malformed_webhook_timestamp"],
    [`${NOW - 301}`, "webhook_timestamp_too_old"],
    [`${NOW + 301}`, "webhook_timestamp_too_new"],
  ])("refuses the timestamp %s", (timestamp, kind) => {
    expect(check({ ...signed([secretText]), "webhook-timestamp": timestamp })).toEqual(refusal(kind));
  });

  it("accepts a timestamp exactly 300 seconds off, and refuses one second more", () => {
    expect(check(signed([secretText], { at: NOW - 300 })).ok).toBe(true);
    expect(check(signed([secretText], { at: NOW + 300 })).ok).toBe(true);
    expect(check(signed([secretText], { at: NOW - 301 }))).toEqual(refusal("webhook_timestamp_too_old"));
    expect(check(signed([secretText], { at: NOW + 301 }))).toEqual(refusal("webhook_timestamp_too_new"));
  });

  it.each(["v1,dawfeoifkpqwoekfpqoekf", "v1,", "v1", ",", "v2,abcd", "v1a,AAAA"])(
    "refuses the signature %s",
    (text) => {
      expect(
        check({ ...signed([secretText]), "webhook-signature": text }, [secretText, pair.publicKey]),
      ).toEqual(refusal("no_matching_webhook_signature"));
    },
  );

  it("refuses a truncated signature, a v1 value under the name v1a, a changed byte and another id", () => {
    const headers = signed([secretText]);
    const signature = headers["webhook-signature"];
    const changed = (value: string) => check({ ...headers, "webhook-signature": value });
    expect(changed(signature.slice(0, 8))).toEqual(refusal("no_matching_webhook_signature"));
    expect(changed(signature.replace("v1,", "v1a,"))).toEqual(refusal("no_matching_webhook_signature"));
    expect(changed(signature.replace(/=$/, ""))).toEqual(refusal("no_matching_webhook_signature"));
    expect(check(headers, [secretText], `${body} `)).toEqual(refusal("no_matching_webhook_signature"));
    expect(check({ ...headers, "webhook-id": "evt_2" })).toEqual(refusal("no_matching_webhook_signature"));
  });

  it("finds the right signature in a list with wrong and unknown ones", () => {
    const headers = signed([secretText]);
    const list = `v1,AAAA v2,BBBB ${headers["webhook-signature"]} v1,CCCC`;
    expect(check({ ...headers, "webhook-signature": list }).ok).toBe(true);
  });

  it("refuses an id with a dot, a space or 256 characters, signed or not", () => {
    for (const id of ["evt.1", "evt 1", "e".repeat(256)]) {
      expect(check({ ...signed([secretText]), "webhook-id": id })).toEqual(refusal("malformed_webhook_id"));
      expect(signWebhook({ id, timestampSeconds: NOW, body, keys: [signing(secretText)] })).toEqual(
        refusal("malformed_webhook_id"),
      );
    }
  });

  it("bounds the header: 17 signatures or 4,097 characters are refused unread", () => {
    const headers = signed([secretText]);
    const right = headers["webhook-signature"];
    const many = [right, ...Array.from({ length: 16 }, () => "v1,AAAA")].join(" ");
    expect(check({ ...headers, "webhook-signature": many })).toEqual(refusal("too_many_webhook_signatures"));
    const long = `${right} v1,${"A".repeat(4096)}`;
    expect(check({ ...headers, "webhook-signature": long })).toEqual(
      refusal("webhook_signature_header_too_long"),
    );
  });

  it("refuses to work without keys, to sign with more than eight, and to sign a fraction of a second", () => {
    expect(check(signed([secretText]), [])).toEqual(refusal("no_keys"));
    expect(signWebhook({ id: "a", timestampSeconds: NOW, body, keys: [] })).toEqual(refusal("no_keys"));
    const nine = Array.from({ length: 9 }, () => signing(secretText));
    expect(signWebhook({ id: "a", timestampSeconds: NOW, body, keys: nine })).toEqual(
      refusal("too_many_keys"),
    );
    expect(signWebhook({ id: "a", timestampSeconds: 1.5, body, keys: [signing(secretText)] })).toEqual(
      refusal("malformed_webhook_timestamp"),
    );
  });
});

describe("interoperability with the standardwebhooks library (v1)", () => {
  const nowSeconds = Math.floor(Date.now() / 1000); // the library reads the machine's clock
  const content = '{"text":"首批 ✓","n":1}';

  it("their verifier accepts what we sign, with a second signature beside it", () => {
    const headers = signed([pair.privateKey, secretText], { at: nowSeconds, content });
    expect(new Webhook(secretText).verify(content, { ...headers })).toEqual(JSON.parse(content));
  });

  it("we accept what their signer signs", () => {
    const headers = {
      "webhook-id": "msg_1",
      "webhook-timestamp": String(nowSeconds),
      "webhook-signature": new Webhook(secretText).sign("msg_1", new Date(nowSeconds * 1000), content),
    };
    const verified = verifyWebhook({ headers, body: content, keys: [verifying(secretText)], nowSeconds });
    expect(verified).toMatchObject({ ok: true, value: { id: "msg_1" } });
  });
});
