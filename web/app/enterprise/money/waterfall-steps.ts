import { minorOf, moneyOfMinor, sumOf, type WireMoney } from "../../../ui/money.tsx";
import type { Split, Tranche } from "./money-data.ts";

/** A step from what backers paid to what the enterprise has of it. */
export interface Step {
  readonly key: "gross" | "fee" | "feeVat" | "reserve" | "net" | "givenBack" | "paidOut" | "stillLocked";
  readonly amount: WireMoney;
  /** Where its bar begins and ends, in major units. */
  readonly bar: readonly [number, number];
  readonly entry?: string | undefined;
}

const heightOf = ({ amount }: WireMoney): number => Number(amount);
const negated = (amount: WireMoney): WireMoney => moneyOfMinor(-minorOf(amount), amount);

/** From what backers paid to what is the enterprise's, and what of that has arrived: every step an exact amount. */
export function stepsOf(
  split: Split,
  tranches: readonly Pick<Tranche, "amount" | "status">[],
): readonly Step[] {
  const { confirmed, fee, feeVat, reserve, locked, entries } = split;
  const zero = moneyOfMinor(0n, confirmed);
  const total = (of: readonly Pick<Tranche, "amount">[]) => sumOf(of.map(({ amount }) => amount)) ?? zero;
  const isPaid = ({ status }: Pick<Tranche, "status">) => status === "paid";
  const kept = tranches.filter(({ status }) => status !== "returned_to_backers");
  const paidOut = total(tranches.filter(isPaid));
  const stillLocked = total(kept.filter((tranche) => !isPaid(tranche)));
  const givenBack = moneyOfMinor(minorOf(locked) - minorOf(paidOut) - minorOf(stillLocked), locked);
  let at = heightOf(confirmed);
  const down = (key: Step["key"], amount: WireMoney, entry?: string): Step => {
    const bar = [at - heightOf(amount), at] as const;
    [at] = bar;
    return { key, amount: negated(amount), bar, entry };
  };
  const net = heightOf(locked);
  return [
    { key: "gross", amount: confirmed, bar: [0, heightOf(confirmed)] },
    down("fee", fee, entries.fee),
    down("feeVat", feeVat, entries.feeVat),
    down("reserve", reserve, entries.reserve),
    { key: "net", amount: locked, bar: [0, net], entry: entries.locked },
    ...(minorOf(givenBack) > 0n ? [down("givenBack", givenBack)] : []),
    { key: "paidOut", amount: paidOut, bar: [0, heightOf(paidOut)] },
    {
      key: "stillLocked",
      amount: stillLocked,
      bar: [heightOf(paidOut), heightOf(paidOut) + heightOf(stillLocked)],
    },
  ];
}
