import { z } from "zod";
import { invariant } from "../kernel/invariant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { type Currency, currencySchema, exponentOf } from "./currency.ts";

/** An amount in minor units (cents, yen, fils): a safe integer, possibly negative in differences. */
export const moneySchema = z.strictObject({ minor: z.int(), currency: currencySchema });
export type Money = Readonly<z.infer<typeof moneySchema>>;

/** An amount that may be zero but never negative. */
export const nonNegativeMoneySchema = moneySchema.refine(({ minor }) => minor >= 0, "must not be negative");

/** An amount of at least one minor unit. */
export const positiveMoneySchema = moneySchema.refine(({ minor }) => minor > 0, "must be more than zero");

/** Builds an amount; a number beyond 2^53 is a bug, not a rounding. */
export function money(minor: number, currency: Currency): Money {
  invariant(Number.isSafeInteger(minor), "money is a safe integer of minor units");
  return { minor, currency };
}

export const zero = (currency: Currency): Money => ({ minor: 0, currency });

function sameCurrency(a: Money, b: Money): void {
  invariant(a.currency === b.currency, `amounts of ${a.currency} and ${b.currency} do not mix`);
}

export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return money(a.minor + b.minor, a.currency);
}

export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return money(a.minor - b.minor, a.currency);
}

export const sum = (amounts: readonly Money[], currency: Currency): Money =>
  amounts.reduce(add, zero(currency));

export function isAtLeast(a: Money, b: Money): boolean {
  sameCurrency(a, b);
  return a.minor >= b.minor;
}

/** `amount × count`, exact; refuses (as a bug) what leaves the safe integers. */
export function times(amount: Money, count: number): Money {
  invariant(Number.isSafeInteger(count) && count >= 0, "a count is a non-negative integer");
  const product = BigInt(amount.minor) * BigInt(count);
  return money(Number(product), amount.currency);
}

/**
 * `amount × bps / 10,000`, rounded half to even to a minor unit.
 * @param bps basis points, a non-negative integer: 500 is 5 %
 * @see docs/rules/money.md#rounding
 */
export function shareOf(amount: Money, bps: number): Money {
  invariant(
    Number.isSafeInteger(bps) && bps >= 0 && amount.minor >= 0,
    "a share is taken of a non-negative amount",
  );
  const scaled = BigInt(amount.minor) * BigInt(bps);
  const quotient = scaled / 10_000n;
  const twice = (scaled % 10_000n) * 2n;
  const up = twice > 10_000n || (twice === 10_000n && quotient % 2n === 1n);
  return money(Number(up ? quotient + 1n : quotient), amount.currency);
}

/** What an amount text may get wrong. */
export type MoneyRefusal = Readonly<
  { kind: "not_an_amount" } | { kind: "too_many_decimals"; decimals: number } | { kind: "amount_too_large" }
>;

const AMOUNT = /^(-?)(0|[1-9]\d{0,17})(?:\.(\d{1,6}))?$/;

/**
 * Reads `1234.50` exactly. No grouping, no exponent, no plus sign; never through a float.
 * Refuses more decimals than the currency has, and amounts beyond 2^53 − 1 minor units.
 */
export function parseAmount(text: string, currency: Currency): Result<Money, MoneyRefusal> {
  const match = AMOUNT.exec(text);
  if (!match) return err({ kind: "not_an_amount" });
  const [, sign = "", whole = "0", fraction = ""] = match;
  const decimals = exponentOf(currency);
  if (fraction.length > decimals) return err({ kind: "too_many_decimals", decimals });
  const minor = BigInt(whole + fraction.padEnd(decimals, "0")) * (sign === "-" ? -1n : 1n);
  const value = Number(minor);
  if (!Number.isSafeInteger(value)) return err({ kind: "amount_too_large" });
  return ok({ minor: value === 0 ? 0 : value, currency });
}

/** The exact decimal text of an amount, always with all decimals of its currency: `1234.50`, `800` (JPY). */
export function formatAmount({ minor, currency }: Money): string {
  const decimals = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(decimals + 1, "0");
  const sign = minor < 0 ? "-" : "";
  return decimals === 0 ? sign + digits : `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
