import { minorOf, moneyOfMinor, percentOf, type WireMoney } from "../../../ui/money.tsx";

const DAY_MS = 86_400_000;
/** Days that the pace is an average of. */
export const PACE_DAYS = 7;

/** What was raised at the end of a day (UTC). */
export interface RaisedDay {
  readonly day: string;
  readonly raised: WireMoney;
}

/** Where a campaign ends if the last days go on. */
export interface Pace {
  /** Whole days that the average is of. */
  readonly days: number;
  /** What came less what went, a day; may be negative. Rounded to the minor unit, towards zero. */
  readonly perDay: WireMoney;
  /** At the deadline, never below zero. Rounded to the minor unit, towards zero. */
  readonly atDeadline: WireMoney;
  /** Of the goal, whole percent rounded down. */
  readonly percent: number;
  /** When the hard cap would end the campaign, if that is before its deadline. */
  readonly capAt?: string;
}

const raisedBefore = (days: readonly RaisedDay[], before: string, zero: WireMoney): WireMoney =>
  days.findLast(({ day }) => day < before)?.raised ?? zero;

/**
 * Carries the average of the last seven days on to the deadline, in exact amounts. `undefined` while there is less
 * than one day to go by, or nothing left to wait for.
 */
export function paceOf(of: {
  readonly days: readonly RaisedDay[];
  readonly raised: WireMoney;
  readonly goal: WireMoney;
  readonly cap: WireMoney;
  readonly publishedAt: string;
  readonly closesAt: string;
  readonly asOf: string;
}): Pace | undefined {
  const { days, raised, goal } = of;
  const [start, end, now] = [Date.parse(of.publishedAt), Date.parse(of.closesAt), Date.parse(of.asOf)];
  const midnight = now - (now % DAY_MS);
  const windowStart = Math.max(start, midnight - (PACE_DAYS - 1) * DAY_MS);
  const elapsed = now - windowStart;
  if (elapsed < DAY_MS || now >= end) return undefined;
  const zero = moneyOfMinor(0n, goal);
  const before = raisedBefore(days, new Date(windowStart).toISOString().slice(0, "2026-12-18".length), zero);
  const net = minorOf(raised) - minorOf(before);
  const projected = minorOf(raised) + (net * BigInt(end - now)) / BigInt(elapsed);
  const atDeadline = moneyOfMinor(projected < 0n ? 0n : projected, goal);
  const toCap = minorOf(of.cap) - minorOf(raised);
  const isCapped = net > 0n && toCap >= 0n && projected >= minorOf(of.cap);
  return {
    days: Math.floor(elapsed / DAY_MS),
    perDay: moneyOfMinor((net * BigInt(DAY_MS)) / BigInt(elapsed), goal),
    atDeadline,
    percent: percentOf(atDeadline, goal),
    ...(isCapped ? { capAt: new Date(now + Number((toCap * BigInt(elapsed)) / net)).toISOString() } : {}),
  };
}
