import { minorOf, moneyOfMinor, type WireMoney } from "../../../ui/money.tsx";

const DAY_MS = 86_400_000;
const DAY_LENGTH = "2026-12-18".length;
/** As many days as are drawn one by one; a longer time is drawn by weeks. */
const DAYS_MAX = 31;
const WEEK = 7;

export interface Share {
  readonly pledges: number;
  readonly amount: WireMoney;
}

/** Pledges that came and went on a day (UTC). */
export interface FlowDay {
  readonly day: string;
  readonly paid: Share;
  readonly gone: Share;
}

/** Some days in a row: what came and what went on them. */
export interface Span {
  /** First and last day, ISO. */
  readonly from: string;
  readonly to: string;
  readonly paid: Share;
  readonly gone: Share;
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, DAY_LENGTH);

const sum = (shares: readonly Share[], zero: WireMoney): Share => ({
  pledges: shares.reduce((all, { pledges }) => all + pledges, 0),
  amount: moneyOfMinor(
    shares.reduce((all, { amount }) => all + minorOf(amount), 0n),
    zero,
  ),
});

/** The days from the first to the last, none left out; by weeks where there are more than a month of them. */
export function spansOf(
  days: readonly FlowDay[],
  { from, to, zero }: { from: string; to: string; zero: WireMoney },
): readonly Span[] {
  const start = Date.parse(from.slice(0, DAY_LENGTH));
  const end = Math.max(Date.parse(to.slice(0, DAY_LENGTH)), Date.parse(days.at(-1)?.day ?? from));
  const count = Math.floor((end - start) / DAY_MS) + 1;
  const length = count > DAYS_MAX ? WEEK : 1;
  return Array.from({ length: Math.ceil(count / length) }, (_, at) => {
    const first = start + at * length * DAY_MS;
    const span = { from: dayOf(first), to: dayOf(Math.min(first + (length - 1) * DAY_MS, end)) };
    const inside = days.filter(({ day }) => day >= span.from && day <= span.to);
    const total = (kind: "paid" | "gone") =>
      sum(
        inside.map((day) => day[kind]),
        zero,
      );
    return { ...span, paid: total("paid"), gone: total("gone") };
  });
}
