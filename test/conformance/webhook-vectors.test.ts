import { existsSync, readFileSync } from "node:fs";
import { readSigningKey, readVerifyingKey } from "@firstlot/partner-kit/webhook-key";
import { signWebhook, verifyWebhook } from "@firstlot/partner-kit/webhook-signature";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const FILE = `${process.env.FIRSTLOT_REFERENCE_DATA ?? "/work/shared/data"}/webhook-vectors.json`;

const vectorSchema = z.object({
  scheme: z.string(),
  secret: z.string().optional(),
  secretKey: z.string().optional(),
  publicKey: z.string().optional(),
  id: z.string(),
  timestamp: z.int(),
  body: z.string(),
  signature: z.string(),
});
const fileSchema = z.object({
  standardWebhooks: z.array(vectorSchema),
  secretFormatCases: z.object({ reject: z.array(z.string()), accept: z.array(z.string()) }),
  verifierNegativeCases: z.array(z.string()),
});

const present = existsSync(FILE);
if (!present) console.log("webhook vectors: file absent, 3 conformance tests skipped");
const reference = present
  ? fileSchema.parse(JSON.parse(readFileSync(FILE, "utf8")))
  : { standardWebhooks: [], secretFormatCases: { reject: [], accept: [] }, verifierNegativeCases: [] };

/** The file annotates some keys ("whsec_… (10 bytes, below 24)", "… given where …"): the key is the first word. */
const keyOf = (text: string): string => text.replace(/ .*$/, "");

describe.skipIf(!present)("webhook vectors", () => {
  it("signs and verifies every published vector, byte for byte", () => {
    expect(reference.standardWebhooks.length).toBeGreaterThan(0);
    for (const {
      secret,
      secretKey,
      publicKey,
      id,
      timestamp,
      body,
      signature,
    } of reference.standardWebhooks) {
      const signingKey = readSigningKey(secret ?? secretKey ?? "");
      const verifyingKey = readVerifyingKey(secret ?? publicKey ?? "");
      if (!signingKey.ok || !verifyingKey.ok) throw new Error(`a key of ${id} is not readable`);
      const headers = signWebhook({ id, timestampSeconds: timestamp, body, keys: [signingKey.value] });
      const expected = {
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": signature,
      };
      expect(headers).toEqual({ ok: true, value: expected });
      const keys = [verifyingKey.value];
      expect(verifyWebhook({ headers: expected, body, keys, nowSeconds: timestamp }).ok).toBe(true);
      expect(verifyWebhook({ headers: expected, body, keys, nowSeconds: timestamp + 301 }).ok).toBe(false);
    }
  });

  it.each(reference.secretFormatCases.reject)("refuses the signing key %s", (text) => {
    expect(readSigningKey(keyOf(text)).ok).toBe(false);
  });

  it.each(reference.secretFormatCases.accept)("accepts the signing key %s", (text) => {
    expect(readSigningKey(keyOf(text)).ok).toBe(true);
  });
});
