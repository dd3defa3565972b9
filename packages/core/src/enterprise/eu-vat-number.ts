import {
  austria,
  belgium,
  bulgaria,
  checkVAT,
  croatia,
  cyprus,
  czechRepublic,
  denmark,
  estonia,
  europe,
  finland,
  france,
  germany,
  greece,
  hungary,
  ireland,
  italy,
  latvia,
  lithuania,
  luxembourg,
  malta,
  netherlands,
  poland,
  portugal,
  romania,
  slovakiaRepublic,
  slovenia,
  spain,
  sweden,
  unitedKingdom,
} from "jsvat";
import { err, ok, type Result } from "../kernel/result.ts";
import { luhnHolds } from "./luhn.ts";

const MEMBER_STATES = [
  austria,
  belgium,
  bulgaria,
  croatia,
  cyprus,
  czechRepublic,
  denmark,
  estonia,
  europe,
  finland,
  france,
  germany,
  greece,
  hungary,
  ireland,
  italy,
  latvia,
  lithuania,
  luxembourg,
  malta,
  netherlands,
  poland,
  portugal,
  romania,
  slovakiaRepublic,
  slovenia,
  spain,
  sweden,
];

/** Why a VAT number is refused. */
export type EuVatRefusal = Readonly<{
  kind: "registry_number_prefix" | "registry_number_format" | "registry_number_checksum";
}>;

type Checked = Result<string, EuVatRefusal>;
const refuse = (kind: EuVatRefusal["kind"]): Checked => err({ kind });

const weigh = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * Number(digits.charAt(index)), 0);

const FRENCH_KEY_ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** France: a two-character key over the SIREN; the letter keys have a formula of their own. Monaco has no SIREN. */
function checkFrench(body: string): Checked {
  const match = /^([0-9A-HJ-NP-Z]{2})(\d{9})$/.exec(body);
  if (!match) return refuse("registry_number_format");
  const [, key = "", siren = ""] = match;
  if (!siren.startsWith("000") && !luhnHolds(siren)) return refuse("registry_number_checksum");
  if (/^\d{2}$/.test(key)) {
    return Number(`${siren}12`) % 97 === Number(key) ? ok(`FR${body}`) : refuse("registry_number_checksum");
  }
  const first = FRENCH_KEY_ALPHABET.indexOf(key.charAt(0));
  const second = FRENCH_KEY_ALPHABET.indexOf(key.charAt(1));
  const value = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100;
  const holds = (Number(siren) + 1 + Math.floor(value / 11)) % 11 === value % 11;
  return holds ? ok(`FR${body}`) : refuse("registry_number_checksum");
}

/** Netherlands: nine digits, `B`, two digits from 01; the 11-test of a company or, since 2020, remainder 1 by 97. */
function checkDutch(body: string): Checked {
  const match = /^(\d{7,9})B(\d{2})$/.exec(body);
  if (!match || match[2] === "00") return refuse("registry_number_format");
  const digits = (match[1] ?? "").padStart(9, "0");
  if (Number(digits) === 0) return refuse("registry_number_format");
  const normalized = `NL${digits}B${match[2]}`;
  const elevenTest = weigh(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === Number(digits.charAt(8));
  const letters = Array.from(normalized, (character) => String(Number.parseInt(character, 36))).join("");
  return elevenTest || BigInt(letters) % 97n === 1n ? ok(normalized) : refuse("registry_number_checksum");
}

/** Romania's thirteen digits: the personal code of a sole trader. */
function checkRomanianPerson(body: string): Checked {
  const remainder = weigh(body, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
  const month = Number(body.slice(3, 5));
  const day = Number(body.slice(5, 7));
  if (month < 1 || month > 12 || day < 1 || day > 31) return refuse("registry_number_format");
  return (remainder === 10 ? 1 : remainder) === Number(body.charAt(12))
    ? ok(`RO${body}`)
    : refuse("registry_number_checksum");
}

/** Latvia's eleven digits from 0 to 3: the personal code of a sole trader, day, month, year, century. */
function checkLatvianPerson(body: string): Checked {
  const remainder = (1 + weigh(body, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11;
  const day = Number(body.slice(0, 2));
  const month = Number(body.slice(2, 4));
  const newStyle = day >= 32;
  const dated = day >= 1 && day <= 31 && month >= 1 && month <= 12 && Number(body.charAt(6)) <= 2;
  if (!newStyle && !dated) return refuse("registry_number_format");
  return newStyle || remainder % 10 === Number(body.charAt(10))
    ? ok(`LV${body}`)
    : refuse("registry_number_checksum");
}

function checkByLibrary(number: string, countries: Parameters<typeof checkVAT>[1]): Checked {
  const { isValid, isValidFormat } = checkVAT(number, countries);
  if (isValid) return ok(number);
  return refuse(isValidFormat ? "registry_number_checksum" : "registry_number_format");
}

/**
 * VAT number of an EU member state (`EL` or `GR` for Greece, `EU` for the one-stop shop) or of Northern Ireland
 * (`XI`), with its country prefix. Format and check digits by `jsvat`; France, the Netherlands, sole traders
 * of Latvia and Romania, leading zeros of Greece and `XI` by the rules of their own that it lacks.
 * @returns the number in upper case without separators, leading zeros restored
 * @see docs/rules/identifiers.md#eu-vat
 */
export function checkEuVat(text: string): Checked {
  const number = text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s.\-/]/g, "");
  const prefix = number.slice(0, 2);
  const body = number.slice(2);
  if (prefix === "FR") return checkFrench(body);
  if (prefix === "NL") return checkDutch(body);
  if (prefix === "RO" && /^\d{13}$/.test(body)) return checkRomanianPerson(body);
  if (prefix === "LV" && /^[0-3]\d{10}$/.test(body)) return checkLatvianPerson(body);
  if (prefix === "EL" || prefix === "GR") return checkByLibrary(`EL${body.padStart(9, "0")}`, MEMBER_STATES);
  if (prefix === "XI") {
    const checked = checkByLibrary(`GB${body}`, [unitedKingdom]);
    return checked.ok ? ok(number) : checked;
  }
  const known = MEMBER_STATES.some(({ codes }) => codes.includes(prefix));
  return known ? checkByLibrary(number, MEMBER_STATES) : refuse("registry_number_prefix");
}
