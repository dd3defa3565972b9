import { createCipheriv, createDecipheriv, generateKeyPairSync, randomBytes } from "node:crypto";
import { join } from "node:path";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { SecretBox } from "@firstlot/core/webhook/secret-box";
import { paymentLinkKeySchema } from "@firstlot/partner-kit/payment-link";
import { newEd25519Pair } from "@firstlot/partner-kit/webhook-key";
import { z } from "zod";
import { readTextIfPresent, writeFileAtomic } from "../blobs/atomic-file.ts";

const bankKeys = {
  /** The key that a sandbox bank signs its confirmations with; a real bank keeps its own to itself. */
  bankSigning: z.strictObject({ privateKey: z.string(), publicKey: z.string() }),
  /** The key that its machines sign in with. */
  bankClient: z.looseObject({ kty: z.string(), d: z.string(), kid: z.string() }),
};
const bankKeysSchema = z.strictObject(bankKeys);
const secretsSchema = z.strictObject({
  id: z.string().min(32),
  cursor: z.string().min(32),
  box: z.string().min(32),
  paymentLink: paymentLinkKeySchema.extend({ d: z.string() }),
  ...bankKeys,
});

/** The keys of one sandbox bank. */
export type BankKeys = Readonly<z.infer<typeof bankKeysSchema>>;

/** Everything secret of one local platform; made at its first start, kept in its data directory. */
export type LocalSecrets = Readonly<z.infer<typeof secretsSchema>>;

const KEY_BYTES = 32;

function newSecrets(): LocalSecrets {
  const random = () => randomBytes(KEY_BYTES).toString("base64url");
  const link = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  return secretsSchema.parse({
    id: random(),
    cursor: random(),
    box: random(),
    paymentLink: { ...link, kid: "payment-link-1" },
    ...newBankKeys("bank-client-1"),
  });
}

function newBankKeys(kid: string): BankKeys {
  const client = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
  return bankKeysSchema.parse({
    bankSigning: newEd25519Pair(randomBytes(KEY_BYTES)),
    bankClient: { ...client, kid },
  });
}

/** What a file holds, or what is made at the first look and kept in it. */
function kept<T extends z.ZodType>(file: string, schema: T, make: () => z.output<T>): z.output<T> {
  const text = readTextIfPresent(file);
  if (text !== undefined) return schema.parse(JSON.parse(text));
  const made = make();
  writeFileAtomic(file, JSON.stringify(made));
  return made;
}

/** The secrets of a data directory. */
export const loadSecrets = (dataDir: string): LocalSecrets =>
  kept(join(dataDir, "secrets.json"), secretsSchema, newSecrets);

/** The keys of a data directory's second bank. */
export const loadSecondBankKeys = (dataDir: string): BankKeys =>
  kept(join(dataDir, "second-bank-keys.json"), bankKeysSchema, () => newBankKeys("second-bank-client-1"));

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals with AES-256-GCM under a key of the data directory; the context is authenticated with it. */
export function localSecretBox(key: string): SecretBox {
  const secret = Buffer.from(key, "base64url");
  return {
    seal: async (plain, context) => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", secret, iv).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
    },
    open: async (text, context) => {
      const bytes = Buffer.from(text, "base64url");
      invariant(bytes.length > IV_BYTES + TAG_BYTES, "a sealed secret has its parts");
      const decipher = createDecipheriv("aes-256-gcm", secret, bytes.subarray(0, IV_BYTES))
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([
        decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
        decipher.final(),
      ]).toString("utf8");
    },
  };
}
