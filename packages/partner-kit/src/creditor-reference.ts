import { err, ok, type Result } from "./result.ts";

const BODY = /^[0-9A-HJKMNP-TV-Z]{20}$/; // Crockford's alphabet: no I, L, O, U

/** Why a payment's reference names nothing of ours. */
export type ReferenceRefusal = Readonly<
  | { kind: "not_a_creditor_reference" }
  | { kind: "wrong_check_digits" }
  | { kind: "foreign_creditor_reference" }
>;

/** Remainder modulo 97 with letters read as 10 to 35 (ISO 7064 MOD 97-10). */
function mod97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    const digit = Number.parseInt(character, 36);
    remainder = (remainder * (digit > 9 ? 100 : 10) + digit) % 97;
  }
  return remainder;
}

/**
 * The ISO 11649 creditor reference of 20 Crockford characters: `RF` + 2 check digits + the characters.
 * @see https://www.iso.org/standard/50649.html
 */
export function creditorReferenceOf(body: string): string {
  if (!BODY.test(body)) throw new RangeError("a creditor reference is made of 20 Crockford characters");
  const check = 98 - mod97(`${body}RF00`);
  return `RF${String(check).padStart(2, "0")}${body}`;
}

/** The 20 characters of a reference as people type it: spaces and lower case are forgiven, a wrong digit is not. */
export function readCreditorReference(text: string): Result<string, ReferenceRefusal> {
  if (text.length > 64) return err({ kind: "not_a_creditor_reference" });
  const reference = text.replace(/\s/g, "").toUpperCase();
  if (!/^RF\d{2}[0-9A-Z]{1,21}$/.test(reference)) return err({ kind: "not_a_creditor_reference" });
  const body = reference.slice(4);
  if (mod97(body + reference.slice(0, 4)) !== 1) return err({ kind: "wrong_check_digits" });
  return BODY.test(body) ? ok(body) : err({ kind: "foreign_creditor_reference" });
}
