import { describe, expect, it } from "vitest";
import {
  newEd25519Pair,
  newHmacSecret,
  publicKeyText,
  readSigningKey,
  readVerifyingKey,
} from "./webhook-key.ts";

const kind = (result: { ok: boolean; error?: { kind: string } }) => (result.ok ? "ok" : result.error?.kind);
const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 1).toString("base64")}`;

describe("webhook keys", () => {
  it.each([
    [23, "secret_length_out_of_bounds"],
    [24, "ok"],
    [64, "ok"],
    [65, "secret_length_out_of_bounds"],
    [1, "secret_length_out_of_bounds"],
  ])("an HMAC secret of %i bytes: %s", (bytes, expected) => {
    expect(kind(readSigningKey(secretOf(bytes)))).toBe(expected);
    expect(kind(readVerifyingKey(secretOf(bytes)))).toBe(expected);
  });

  it("refuses what is not base64, another prefix, and a public key where a signing key is needed", () => {
    const { privateKey, publicKey } = newEd25519Pair(Buffer.alloc(32, 5));
    expect(kind(readSigningKey("w"))).toBe("unknown_key_prefix");
    expect(kind(readSigningKey("whsec_%"))).toBe("key_is_not_base64");
    expect(kind(readSigningKey(publicKey))).toBe("unknown_key_prefix");
    expect(kind(readVerifyingKey(privateKey))).toBe("unknown_key_prefix");
    expect(kind(readSigningKey(privateKey.slice(0, -3)))).toBe("key_is_not_base64");
    expect(kind(readSigningKey(`whsk_${Buffer.alloc(63).toString("base64")}`))).toBe(
      "wrong_ed25519_key_length",
    );
    expect(kind(readSigningKey(`whsk_${Buffer.alloc(64).toString("base64")}`))).toBe(
      "ed25519_halves_do_not_match",
    );
    expect(kind(readVerifyingKey(`whpk_${Buffer.alloc(31).toString("base64")}`))).toBe(
      "wrong_ed25519_key_length",
    );
  });

  it("makes keys from given bytes only, the same from the same bytes", () => {
    expect(kind(readSigningKey(newHmacSecret(Buffer.alloc(24, 2))))).toBe("ok");
    expect(() => newHmacSecret(Buffer.alloc(23))).toThrow(RangeError);
    const pair = newEd25519Pair(Buffer.alloc(32, 5));
    expect(newEd25519Pair(Buffer.alloc(32, 5))).toEqual(pair);
    expect(publicKeyText(pair.privateKey)).toEqual({ ok: true, value: pair.publicKey });
    expect(kind(publicKeyText(secretOf(32)))).toBe("unknown_key_prefix");
    expect(() => newEd25519Pair(Buffer.alloc(31))).toThrow(RangeError);
  });
});
