import { assertNever } from "../kernel/invariant.ts";
import { checkEuVat } from "./eu-vat-number.ts";

/** The registers whose numbers an enterprise may give. */
export const REGISTRY_SCHEMES = ["uscc", "lei", "ein", "eu_vat"] as const;
export type RegistryScheme = (typeof REGISTRY_SCHEMES)[number];

/** Why a number is not simply valid. */
export type RegistryReason =
  | "registry_number_alphabet"
  | "registry_number_length"
  | "registry_number_checksum"
  | "registry_number_prefix"
  | "registry_number_format"
  | "registry_number_outer_check_only";

/**
 * What the digits alone say. `look_up_register` is neither: a real licence may carry it, only the register knows.
 * `normalized` is the number as it is stored and compared: upper case, no separators (EIN: nine digits).
 */
export type RegistryNumberCheck = Readonly<
  | { outcome: "valid"; scheme: RegistryScheme; normalized: string }
  | { outcome: "look_up_register"; scheme: RegistryScheme; normalized: string; reasonCode: RegistryReason }
  | { outcome: "invalid"; scheme: RegistryScheme; reasonCode: RegistryReason }
>;

const USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const USCC_LENGTH = 18;
const ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;

/** Letters and digits only, upper case; full-width forms become their plain twins. */
const compact = (text: string): string =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s.\-/]/g, "");

/**
 * The check digit of the organisation code inside a USCC (its characters 9 to 17), GB 11714.
 * Old licences were turned into a USCC around it, so it holds on some whose outer check was printed wrong.
 */
function organisationCodeHolds(code: string): boolean {
  const sum = ORGANISATION_WEIGHTS.reduce<number>(
    (total, weight, index) => total + weight * ORGANISATION_ALPHABET.indexOf(code.charAt(index)),
    0,
  );
  const check = (11 - (sum % 11)) % 11;
  return code.charAt(8) === (check === 10 ? "X" : String(check));
}

/**
 * Unified social credit code of China, GB 32100-2015: 31-character alphabet, weights 3^(i−1) mod 31,
 * check = (31 − Σ mod 31) mod 31.
 * @see docs/rules/identifiers.md#uscc
 */
export function checkUscc(text: string): RegistryNumberCheck {
  const scheme = "uscc";
  const code = compact(text);
  if (code.length !== USCC_LENGTH) {
    return { outcome: "invalid", scheme, reasonCode: "registry_number_length" };
  }
  const values = Array.from(code, (character) => USCC_ALPHABET.indexOf(character));
  if (values.includes(-1)) return { outcome: "invalid", scheme, reasonCode: "registry_number_alphabet" };
  if (!/^.{2}\d{6}/.test(code)) return { outcome: "invalid", scheme, reasonCode: "registry_number_format" };
  let weight = 1;
  let sum = 0;
  for (const value of values.slice(0, -1)) {
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  const check = (31 - (sum % 31)) % 31;
  if (values.at(-1) === check) return { outcome: "valid", scheme, normalized: code };
  return organisationCodeHolds(code.slice(8, 17))
    ? {
        outcome: "look_up_register",
        scheme,
        normalized: code,
        reasonCode: "registry_number_outer_check_only",
      }
    : { outcome: "invalid", scheme, reasonCode: "registry_number_checksum" };
}

/** Remainder by 97 of a text whose letters count 10 to 35, as ISO 7064 reads it. */
function mod97(text: string): number {
  let remainder = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    remainder = (value > 9 ? remainder * 100 + value : remainder * 10 + value) % 97;
  }
  return remainder;
}

/** Legal entity identifier, ISO 17442: 18 letters or digits and two check digits, remainder 1 by 97. */
export function checkLei(text: string): RegistryNumberCheck {
  const scheme = "lei";
  const code = compact(text);
  if (code.length !== 20) return { outcome: "invalid", scheme, reasonCode: "registry_number_length" };
  if (!/^[0-9A-Z]{18}\d{2}$/.test(code)) {
    return { outcome: "invalid", scheme, reasonCode: "registry_number_alphabet" };
  }
  return mod97(code) === 1
    ? { outcome: "valid", scheme, normalized: code }
    : { outcome: "invalid", scheme, reasonCode: "registry_number_checksum" };
}

/** Prefixes that no campus of the IRS assigns (IRS, "How EINs are assigned and valid EIN prefixes"). */
const EIN_PREFIXES_UNASSIGNED = new Set("00 07 08 09 17 18 19 28 29 49 69 70 78 79 89 96 97".split(" "));

/**
 * US employer identification number: nine digits, written `12-3456789` or plain. It has no check digit, so
 * `valid` says that the prefix is one that the IRS assigns, no more.
 */
export function checkEin(text: string): RegistryNumberCheck {
  const scheme = "ein";
  const written = text.normalize("NFKC").trim();
  if (!/^\d{2}-?\d{7}$/.test(written)) {
    return { outcome: "invalid", scheme, reasonCode: "registry_number_format" };
  }
  if (EIN_PREFIXES_UNASSIGNED.has(written.slice(0, 2))) {
    return { outcome: "invalid", scheme, reasonCode: "registry_number_prefix" };
  }
  return { outcome: "valid", scheme, normalized: written.replace("-", "") };
}

/** Checks a number that is said to be of one register. Digits only: nobody is asked. */
export function checkRegistryNumber(options: {
  readonly scheme: RegistryScheme;
  readonly text: string;
}): RegistryNumberCheck {
  const { scheme, text } = options;
  switch (scheme) {
    case "uscc":
      return checkUscc(text);
    case "lei":
      return checkLei(text);
    case "ein":
      return checkEin(text);
    case "eu_vat": {
      const checked = checkEuVat(text);
      return checked.ok
        ? { outcome: "valid", scheme, normalized: checked.value }
        : { outcome: "invalid", scheme, reasonCode: checked.error.kind };
    }
  }
  return assertNever(scheme);
}

/**
 * Which register a bare number can belong to: the best answer of all schemes, `valid` before `look_up_register`.
 * @returns undefined when no scheme accepts it
 */
export function identifyRegistryNumber(text: string): RegistryNumberCheck | undefined {
  const checks = REGISTRY_SCHEMES.map((scheme) => checkRegistryNumber({ scheme, text }));
  return (
    checks.find(({ outcome }) => outcome === "valid") ??
    checks.find(({ outcome }) => outcome === "look_up_register")
  );
}
