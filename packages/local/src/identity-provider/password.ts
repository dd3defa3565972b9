import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { err, ok, type Result } from "@firstlot/core/kernel/result";

/** scrypt's cost as a power of two (RFC 7914): 15 needs 32 MB and some 60 ms. */
export const PASSWORD_COST = 15;
/** The cost of a password that is printed at start anyway. */
export const PUBLIC_PASSWORD_COST = 10;

export const PASSWORD_CHARACTERS_MIN = 12;
export const PASSWORD_CHARACTERS_MAX = 128;

const KEY_BYTES = 32;
const SALT_BYTES = 16;
const BLOCK_SIZE = 8;
const STORED = /^scrypt\$(\d{1,2})\$([\w-]+)\$([\w-]+)$/;

/** Long enough and still guessed first. */
const COMMON = new Set([
  "123456789012",
  "1234567890123",
  "12345678901234",
  "123456789012345",
  "1234567890123456",
  "111111111111",
  "000000000000",
  "abcdefghijkl",
  "qwertyuiopas",
  "qwertyuiop123",
  "qwerty123456",
  "password1234",
  "password12345",
  "password123456",
  "passwordpassword",
  "administrator",
  "iloveyou1234",
  "letmeinletmein",
  "unbelievable",
  "firstlotfirstlot",
]);

/** Why a new password is refused; no rule asks for kinds of characters. */
export type PasswordRefusal = Readonly<
  | { kind: "password_too_short"; charactersMin: number }
  | { kind: "password_too_long"; charactersMax: number }
  | { kind: "password_too_common" }
>;

/**
 * Checks a new password: 12 to 128 characters, not a common one, not the address itself.
 * @see OWASP ASVS 5.0, 6.2.1 to 6.2.12
 */
export function checkNewPassword({
  password,
  email,
}: {
  password: string;
  email: string;
}): Result<string, PasswordRefusal> {
  const characters = [...password].length;
  if (characters < PASSWORD_CHARACTERS_MIN) {
    return err({ kind: "password_too_short", charactersMin: PASSWORD_CHARACTERS_MIN });
  }
  if (characters > PASSWORD_CHARACTERS_MAX) {
    return err({ kind: "password_too_long", charactersMax: PASSWORD_CHARACTERS_MAX });
  }
  const plain = password.toLowerCase();
  const [name] = email.toLowerCase().split("@");
  const isOneCharacter = new Set(plain).size === 1;
  if (COMMON.has(plain) || isOneCharacter || plain === email.toLowerCase() || plain === name) {
    return err({ kind: "password_too_common" });
  }
  return ok(password);
}

const derive = (password: string, salt: Buffer, cost: number): Promise<Buffer> => {
  const N = 2 ** cost;
  const options: ScryptOptions = { N, r: BLOCK_SIZE, p: 1, maxmem: 256 * N * BLOCK_SIZE };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFC"), salt, KEY_BYTES, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
};

/** A salted scrypt hash that names its own cost. */
export async function hashPassword(password: string, cost = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, cost);
  return `scrypt$${cost}$${salt.toString("base64url")}$${key.toString("base64url")}`;
}

/** Hash of nothing that anybody knows: checking against it costs what a real check costs. */
const NOBODY = `scrypt$${PASSWORD_COST}$${"A".repeat(22)}$${"A".repeat(43)}`;

/** Whether a password fits; for an unknown account (`undefined`) the answer is no, after the same work. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, cost, salt, key] = STORED.exec(stored ?? NOBODY) ?? [];
  if (cost === undefined || salt === undefined || key === undefined) return false;
  const derived = await derive(password, Buffer.from(salt, "base64url"), Number(cost));
  return timingSafeEqual(derived, Buffer.from(key, "base64url")) && stored !== undefined;
}
