import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { invariant } from "@firstlot/core/kernel/invariant";

/** The text of a secret, read once when a function starts. */
export async function secretText(arn: string): Promise<string> {
  const { SecretString } = await new SecretsManagerClient().send(
    new GetSecretValueCommand({ SecretId: arn }),
  );
  invariant(SecretString !== undefined && SecretString !== "", "a secret has a text");
  return SecretString;
}
