import { z } from "zod";

/** ISO 4217 currencies that a campaign may use, with their exponent (number of decimals). */
export const CURRENCY_EXPONENT = { CNY: 2, EUR: 2, USD: 2, GBP: 2, CHF: 2, JPY: 0, KWD: 3 } as const;

export type Currency = keyof typeof CURRENCY_EXPONENT;

export const currencySchema = z.enum(["CNY", "EUR", "USD", "GBP", "CHF", "JPY", "KWD"] satisfies Currency[]);

/** Decimals of a currency: JPY 0, EUR 2, KWD 3. */
export const exponentOf = (currency: Currency): number => CURRENCY_EXPONENT[currency];
