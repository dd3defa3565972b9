import { currencySchema } from "@firstlot/core/money/currency";
import { formatAmount, type Money, parseAmount } from "@firstlot/core/money/money";
import { z } from "@hono/zod-openapi";

/** An exact amount as it travels: a decimal text with all decimals of its currency, never a float. */
export const moneyOutSchema = z
  .object({ amount: z.string().openapi({ example: "1234.50" }), currency: currencySchema })
  .openapi("Money");
export type WireMoney = z.infer<typeof moneyOutSchema>;

/** An amount that comes in: read exactly, refused with the field when it has too many decimals or is no number. */
export const moneyInSchema = z
  .strictObject({
    amount: z.string().max(24).openapi({ example: "1234.50" }),
    currency: currencySchema,
  })
  .transform(({ amount, currency }, ctx): Money => {
    const parsed = parseAmount(amount, currency);
    if (parsed.ok) return parsed.value;
    ctx.addIssue({ code: "custom", path: ["amount"], message: MONEY_MESSAGE[parsed.error.kind] });
    return z.NEVER;
  })
  .openapi("MoneyInput");

const MONEY_MESSAGE = {
  not_an_amount: "write an amount like 1234.50, with a point and without grouping",
  too_many_decimals: "has more decimals than the currency",
  amount_too_large: "is larger than any amount the platform keeps",
} as const;

/** A value of core as it travels: money becomes its decimal text, everything else stays. */
export type Wire<T> = T extends Money
  ? WireMoney
  : T extends readonly (infer U)[]
    ? Wire<U>[]
    : T extends object
      ? { -readonly [K in keyof T]: Wire<T[K]> }
      : T;

const isMoney = (value: object): value is Money =>
  "minor" in value && "currency" in value && Object.keys(value).length === 2;

/** Turns every amount inside `value` into its wire form. */
export function toWire(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toWire);
  if (value === null || typeof value !== "object") return value;
  if (isMoney(value)) return { amount: formatAmount(value), currency: value.currency };
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toWire(member)]));
}

/** Facts whose members differ by their kind: any JSON object. A document says so in one word, not recursively. */
export const factsSchema = z
  .record(z.string(), z.json())
  .openapi({ type: "object", additionalProperties: true, example: {} });
