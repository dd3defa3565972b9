import { minorOf, moneyOfMinor, type WireMoney } from "../../ui/money.tsx";
import type { Holding } from "./holdings.ts";

/** What came and went in one month, as banks booked it. */
export interface MonthFlow {
  /** Like `2026-11`, in the reader's zone. */
  readonly month: string;
  readonly paidIn: WireMoney;
  readonly refunded: WireMoney;
}

const MONTHS_MAX = 24;

const monthIn = (zone: string) => {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit" });
  return (at: string): string => {
    const parts = format.formatToParts(new Date(at));
    const part = (wanted: string) => parts.find(({ type }) => type === wanted)?.value ?? "";
    return `${part("year")}-${part("month")}`;
  };
};

const after = (month: string): string => {
  const [year = 0, at = 1] = month.split("-").map(Number);
  return at === 12 ? `${year + 1}-01` : `${year}-${String(at + 1).padStart(2, "0")}`;
};

/** The months from the first movement to the last, those without any among them; at most the last 24. */
export function cashFlow(
  holdings: readonly Holding[],
  { currency, zone }: { readonly currency: string; readonly zone: string },
): readonly MonthFlow[] {
  const own = holdings.filter(({ pledge }) => pledge.total.currency === currency);
  const like = own[0]?.pledge.total ?? { amount: "0", currency };
  const monthOf = monthIn(zone);
  const came = new Map<string, bigint>();
  const went = new Map<string, bigint>();
  const add = (to: Map<string, bigint>, at: string, amount: WireMoney) => {
    const month = monthOf(at);
    to.set(month, (to.get(month) ?? 0n) + minorOf(amount));
  };
  for (const { pledge, refunds } of own) {
    for (const { amount, bookedAt } of pledge.payments) add(came, bookedAt, amount);
    for (const { amount, settledAt } of refunds) if (settledAt !== undefined) add(went, settledAt, amount);
  }
  const moved = [...came.keys(), ...went.keys()].toSorted();
  const [first] = moved;
  const last = moved.at(-1);
  if (first === undefined || last === undefined) return [];
  const months = [first];
  for (let month = first; month < last; ) {
    month = after(month);
    months.push(month);
  }
  return months.slice(-MONTHS_MAX).map((month) => ({
    month,
    paidIn: moneyOfMinor(came.get(month) ?? 0n, like),
    refunded: moneyOfMinor(went.get(month) ?? 0n, like),
  }));
}
