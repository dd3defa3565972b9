import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Currency } from "../money/currency.ts";

/**
 * What the platform charges a funded campaign: basis points of the confirmed total including shipping, VAT apart.
 * A version never changes; a new price is a new version, and a campaign keeps the one of its approval.
 * @see docs/rules/campaign.md#fee
 */
export interface FeeSchedule {
  readonly version: string;
  /** Approvals from this instant on (as the text of an instant) use it. */
  readonly validFrom: string;
  readonly feeBps: number;
  /** VAT on the fee, basis points, by the currency's home market. */
  readonly vatBps: Readonly<Record<Currency, number>>;
}

/** The fee that an approval fixed. */
export interface FixedFee {
  readonly feeScheduleVersion: string;
  readonly feeBps: number;
  readonly feeVatBps: number;
}

/** Every schedule ever in force, oldest first. */
export const FEE_SCHEDULES: readonly FeeSchedule[] = [
  {
    version: "2026-01",
    validFrom: "2020-01-01T00:00:00.000Z",
    feeBps: 500,
    vatBps: { CNY: 600, EUR: 1900, USD: 0, GBP: 2000, CHF: 810, JPY: 1000, KWD: 0 },
  },
];

/** The fee of a campaign in `currency` approved at `at`. */
export function feeAt(currency: Currency, at: Instant): FixedFee {
  const schedule = FEE_SCHEDULES.findLast(({ validFrom }) => validFrom <= at);
  invariant(schedule !== undefined, "a fee schedule is in force at every approval");
  return {
    feeScheduleVersion: schedule.version,
    feeBps: schedule.feeBps,
    feeVatBps: schedule.vatBps[currency],
  };
}
