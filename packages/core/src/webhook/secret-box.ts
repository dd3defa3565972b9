/**
 * Encrypts small secrets at rest: KMS in AWS, a key file locally. `context` is bound to the cipher text, so that a
 * sealed secret moved to another endpoint does not open.
 */
export interface SecretBox {
  seal(plain: string, context: string): Promise<string>;
  /** @throws when the text was not sealed for this context, or the key is out of reach: never fail open */
  open(sealed: string, context: string): Promise<string>;
}
