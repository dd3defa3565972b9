import { DecryptCommand, EncryptCommand, KMSClient } from "@aws-sdk/client-kms";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { SecretBox } from "@firstlot/core/webhook/secret-box";
import { awsEnvironment } from "./environment.ts";

/** Seals with the key of the stacks. */
export const kmsBox = (): SecretBox =>
  kmsSecretBox({ kms: new KMSClient(), keyId: awsEnvironment().FIRSTLOT_BOX_KEY });

/** Seals with a key that never leaves KMS; the context is bound to the cipher text and shows in CloudTrail. */
export function kmsSecretBox({ kms, keyId }: { kms: Pick<KMSClient, "send">; keyId: string }): SecretBox {
  return {
    seal: async (plain, context) => {
      const { CiphertextBlob } = await kms.send(
        new EncryptCommand({
          KeyId: keyId,
          Plaintext: Buffer.from(plain, "utf8"),
          EncryptionContext: { context },
        }),
      );
      invariant(CiphertextBlob !== undefined, "KMS answers with what it sealed");
      return Buffer.from(CiphertextBlob).toString("base64url");
    },
    open: async (sealed, context) => {
      const { Plaintext } = await kms.send(
        new DecryptCommand({
          KeyId: keyId,
          CiphertextBlob: Buffer.from(sealed, "base64url"),
          EncryptionContext: { context },
        }),
      );
      invariant(Plaintext !== undefined, "KMS answers with what it opened");
      return Buffer.from(Plaintext).toString("utf8");
    },
  };
}
