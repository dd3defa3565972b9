import { electronicFormatIBAN, ValidationErrorsIBAN, validateIBAN } from "ibantools";
import { assertNever } from "../kernel/invariant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { luhnHolds } from "./luhn.ts";

/** How an account is written: IBAN, a Chinese bank card, or Japan's bank, branch and account digits. */
export const ACCOUNT_SCHEMES = ["iban", "cn_card", "jp_account"] as const;
export type AccountScheme = (typeof ACCOUNT_SCHEMES)[number];

/** An account number that passed the checks of its own digits; that it exists only its bank can say. */
export type AccountNumber = Readonly<{
  scheme: AccountScheme;
  /** As stored and sent to the bank: no separators. */
  normalized: string;
  /** ISO 3166 country of the bank. */
  country: string;
  /** What may be shown: the last four characters. */
  lastFour: string;
}>;

/** Why an account number is refused. */
export type AccountNumberRefusal = Readonly<{
  kind:
    | "account_number_format"
    | "account_number_length"
    | "account_number_country"
    | "account_number_checksum";
}>;

type Checked = Result<AccountNumber, AccountNumberRefusal>;

const accepted = (scheme: AccountScheme, normalized: string, country: string): Checked =>
  ok({ scheme, normalized, country, lastFour: normalized.slice(-4) });

/**
 * IBAN, ISO 13616: length and shape of its country, remainder 1 by 97, and the national check digits that
 * `ibantools` knows. Dots, dashes and spaces are stripped first: people copy them from paper.
 */
export function checkIban(text: string): Checked {
  const compact = electronicFormatIBAN(text.normalize("NFKC").replace(/[\s.\-\u2010-\u2015]/g, ""));
  if (!compact) return err({ kind: "account_number_format" });
  const { valid, errorCodes } = validateIBAN(compact);
  if (valid) return accepted("iban", compact, compact.slice(0, 2));
  if (errorCodes.includes(ValidationErrorsIBAN.NoIBANCountry)) return err({ kind: "account_number_country" });
  if (errorCodes.includes(ValidationErrorsIBAN.WrongBBANLength))
    return err({ kind: "account_number_length" });
  if (errorCodes.includes(ValidationErrorsIBAN.WrongBBANFormat))
    return err({ kind: "account_number_format" });
  return err({ kind: "account_number_checksum" });
}

/** UnionPay bank card: 16 to 19 digits that start with 62 or a legacy 4, 5, 6 or 9, Luhn (GB/T 19584, ISO 7812). */
export function checkChineseCard(text: string): Checked {
  const digits = text.normalize("NFKC").replace(/[\s-]/g, "");
  if (!/^\d+$/.test(digits)) return err({ kind: "account_number_format" });
  if (digits.length < 16 || digits.length > 19) return err({ kind: "account_number_length" });
  if (!/^[4569]/.test(digits)) return err({ kind: "account_number_format" });
  return luhnHolds(digits) ? accepted("cn_card", digits, "CN") : err({ kind: "account_number_checksum" });
}

/**
 * Japanese account: four digits of the bank, three of the branch, up to seven of the account (padded with zeros),
 * as Zengin writes it: `0001-001-1234567`. It has no check digit.
 */
export function checkJapaneseAccount(text: string): Checked {
  const written = text.normalize("NFKC").trim();
  const match = /^(\d{4})[-\s]?(\d{3})[-\s]?(\d{1,7})$/.exec(written);
  if (!match) return err({ kind: "account_number_format" });
  const [, bank = "", branch = "", account = ""] = match;
  const plain = /^\d+$/.test(written);
  if (plain && written.length !== 14) return err({ kind: "account_number_length" });
  if (Number(bank) === 0) return err({ kind: "account_number_format" });
  return accepted("jp_account", `${bank}${branch}${account.padStart(7, "0")}`, "JP");
}

/** Checks an account number that is said to be written in `scheme`. Digits only: nobody is asked. */
export function checkAccountNumber(options: {
  readonly scheme: AccountScheme;
  readonly text: string;
}): Checked {
  const { scheme, text } = options;
  switch (scheme) {
    case "iban":
      return checkIban(text);
    case "cn_card":
      return checkChineseCard(text);
    case "jp_account":
      return checkJapaneseAccount(text);
  }
  return assertNever(scheme);
}
