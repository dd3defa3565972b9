import { INTL_LOCALE, type Language } from "../messages/say.ts";
import { useReader } from "./language.tsx";

/** An amount as the APIs give it: an exact decimal text with its currency. */
export interface WireMoney {
  readonly amount: string;
  readonly currency: string;
}

const AMOUNT = /^(-?)(\d+)(?:\.(\d+))?$/;

function partsOf({ amount, currency }: WireMoney) {
  const match = AMOUNT.exec(amount);
  if (match === null) throw new Error(`not an amount of ${currency}: ${amount}`);
  const [, sign = "", whole = "0", decimals = ""] = match;
  return { isNegative: sign === "-", whole, decimals };
}

/** An exact amount in code form, `EUR 1,234.50`; never a float on the way. */
export function moneyText(money: WireMoney, language: Language): string {
  const { isNegative, whole, decimals } = partsOf(money);
  const grouped = new Intl.NumberFormat(INTL_LOCALE[language]).format(BigInt(whole));
  const number = decimals === "" ? grouped : `${grouped}.${decimals}`;
  return `${money.currency}\u00a0${isNegative ? "\u2212" : ""}${number}`;
}

/** The amount's number alone, for a column that names its currency in the header. */
export const amountText = (money: WireMoney, language: Language): string =>
  moneyText(money, language).slice(money.currency.length + 1);

/** An amount in the smallest unit of its currency. */
export const minorOf = (money: WireMoney): bigint => {
  const { isNegative, whole, decimals } = partsOf(money);
  const minor = BigInt(`${whole}${decimals}`);
  return isNegative ? -minor : minor;
};

/** An amount of minor units with as many decimals as `like`: sums and differences of amounts stay exact. */
export function moneyOfMinor(minor: bigint, like: WireMoney): WireMoney {
  const { decimals } = partsOf(like);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals.length + 1, "0");
  const whole = digits.slice(0, digits.length - decimals.length);
  const fraction = decimals.length === 0 ? "" : `.${digits.slice(-decimals.length)}`;
  return { amount: `${minor < 0n ? "-" : ""}${whole}${fraction}`, currency: like.currency };
}

/** The sum of amounts of one currency; `undefined` of none. */
export function sumOf(amounts: readonly WireMoney[]): WireMoney | undefined {
  const [first] = amounts;
  if (first === undefined) return undefined;
  return moneyOfMinor(
    amounts.reduce((sum, one) => sum + minorOf(one), 0n),
    first,
  );
}

/** How much of `whole` a part is, in whole percent rounded down: 99 until it is reached. */
export function percentOf(part: WireMoney, whole: WireMoney): number {
  const all = minorOf(whole);
  return all <= 0n ? 0 : Number((minorOf(part) * 100n) / all);
}

/** An exact amount; numbers of a column stand under each other. */
export const Money = ({ value }: { readonly value: WireMoney }) => (
  <span className="money">{moneyText(value, useReader().language)}</span>
);
