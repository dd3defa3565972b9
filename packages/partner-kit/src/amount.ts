import { z } from "zod";
import { err, ok, type Result } from "./result.ts";

/** ISO 4217 currencies that messages may carry, with their exponent (number of decimals). */
const CURRENCY_EXPONENT = { CNY: 2, EUR: 2, USD: 2, GBP: 2, CHF: 2, JPY: 0, KWD: 3 } as const;

/** A currency that a bank partner may settle in. */
export type WireCurrency = keyof typeof CURRENCY_EXPONENT;

/** ISO 4217 code of a currency that messages may carry. */
export const wireCurrencySchema = z.enum([
  "CNY",
  "EUR",
  "USD",
  "GBP",
  "CHF",
  "JPY",
  "KWD",
] satisfies WireCurrency[]);

/** What an amount text may get wrong. */
export type AmountRefusal = Readonly<
  { kind: "not_an_amount" } | { kind: "too_many_decimals"; decimals: number } | { kind: "amount_too_large" }
>;

const AMOUNT = /^(-?)(0|[1-9]\d{0,17})(?:\.(\d{1,6}))?$/;

/**
 * Minor units (cents, yen, fils) of a decimal text, exact and never through a float.
 * Refuses grouping, exponents, plus signs, more decimals than the currency has (zeros beyond them too) and
 * amounts beyond 2^53 − 1 minor units.
 */
export function minorOf(text: string, currency: WireCurrency): Result<number, AmountRefusal> {
  const match = AMOUNT.exec(text);
  if (!match) return err({ kind: "not_an_amount" });
  const [, sign = "", whole = "0", fraction = ""] = match;
  const decimals = CURRENCY_EXPONENT[currency];
  if (fraction.length > decimals) return err({ kind: "too_many_decimals", decimals });
  const magnitude = Number(BigInt(whole + fraction.padEnd(decimals, "0")));
  if (!Number.isSafeInteger(magnitude)) return err({ kind: "amount_too_large" });
  return ok(sign === "-" && magnitude > 0 ? -magnitude : magnitude);
}

/** The exact decimal text of `minor`, with all decimals of its currency: `1234.50`, `800` (JPY), `-0.01`. */
export function amountText(minor: number, currency: WireCurrency): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError("an amount is a safe integer of minor units");
  const decimals = CURRENCY_EXPONENT[currency];
  const digits = String(Math.abs(minor)).padStart(decimals + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** An amount of at least one minor unit, as a decimal text; its currency stands beside it in the message. */
export const wireAmountSchema = z
  .string()
  .max(20)
  .regex(AMOUNT, "a decimal text like 1234.50")
  .refine((text) => !text.startsWith("-") && /[1-9]/.test(text), "must be more than zero");

/** An amount that may be zero: a control total, a sum raised. */
export const wireSumSchema = z
  .string()
  .max(20)
  .regex(AMOUNT, "a decimal text like 1234.50")
  .refine((text) => !text.startsWith("-"), "must not be negative");

/** True when `amount` has no more decimals than `currency` and fits into safe integers of minor units. */
export const isExactAmount = ({ amount, currency }: { amount: string; currency: WireCurrency }): boolean =>
  minorOf(amount, currency).ok;
