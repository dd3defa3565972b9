import { minorOf, moneyOfMinor, type WireMoney } from "../../ui/money.tsx";

const GROUPED = /^\d{1,3}(,\d{3})+(\.\d+)?$/;
const AMOUNT = /^\d+(\.\d+)?$/;

/** An amount as people type it, `1,234.50`, as the API takes it; `undefined` if it is none. */
export function amountOf(typed: string): string | undefined {
  const text = typed.replaceAll(/\s/g, "");
  const plain = GROUPED.test(text) ? text.replaceAll(",", "") : text;
  return AMOUNT.test(plain) ? plain : undefined;
}

const decimalsOf = (amount: string): number => amount.split(".")[1]?.length ?? 0;

/** A typed amount in the currency of `like`; `undefined` if it is none, zero, or has too many decimals. */
export function moneyTyped(typed: string, like: WireMoney): WireMoney | undefined {
  const amount = amountOf(typed);
  if (amount === undefined) return undefined;
  const lacking = decimalsOf(like.amount) - decimalsOf(amount);
  if (lacking < 0) return undefined;
  const minor = minorOf({ amount, currency: like.currency }) * 10n ** BigInt(lacking);
  return minor > 0n ? moneyOfMinor(minor, like) : undefined;
}
