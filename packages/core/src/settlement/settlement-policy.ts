import { DAY_MS, HOUR_MS, MINUTE_MS } from "../kernel/instant.ts";
import type { Currency } from "../money/currency.ts";

/** Kept back of what the enterprise raised until the campaign is completed, for late refunds. @see docs/rules/settlement.md#reserve */
export const RESERVE_BPS = 500;

/** Clocks of two machines differ by at most this much: shards are frozen this long after the deadline. */
export const CLOCK_SKEW_MS = 5_000;

/** How long until a campaign that waits for open reservations is looked at again, before the last of them ends. */
export const LOOK_AGAIN_MS = 2 * HOUR_MS;
/** And after that: only its expiry is still to be recorded. */
export const LOOK_SOON_MS = MINUTE_MS;

/** Most pledges that one transaction confirms: three items each, and the accounts they share. */
export const PLEDGES_PER_TRANSACTION_MAX = 24;

/** Most pledges that one call of a worker settles before it hands on its cursor. */
export const PLEDGES_PER_CALL_MAX = 480;

/** Campaigns with more paid pledges than this are settled by several workers at once. */
export const FAN_OUT_ABOVE = 500;
export const FANS = 8;

/** How often a refunding campaign is looked at: every three hours while instructions are on their way, then daily. */
export const REFUND_POLL_MS = 3 * HOUR_MS;
export const REFUND_POLL_LATER_MS = DAY_MS;
export const REFUND_POLL_SOON_MS = 5 * DAY_MS;

/** How often an instructed run is looked at until every instruction is final. */
export const RUN_POLL_MS = 15 * MINUTE_MS;
export const RUN_POLL_LATER_MS = 6 * HOUR_MS;
export const RUN_POLL_SOON_MS = 2 * DAY_MS;

/** Most instructions that one call of a run sends before it hands on. */
export const SENDS_PER_CALL_MAX = 200;

/**
 * Payment requests up to this amount (minor units) are approved by the check against the plan alone; above it two
 * approvers must agree. @see docs/rules/settlement.md#payment-requests
 */
export const PAYMENT_REVIEW_ABOVE_MINOR: Readonly<Record<Currency, number>> = {
  CNY: 50_000_00,
  EUR: 5_000_00,
  USD: 5_000_00,
  GBP: 5_000_00,
  CHF: 5_000_00,
  JPY: 800_000,
  KWD: 1_500_000,
};

/** How often a delivering campaign is looked at for its completion. */
export const COMPLETION_POLL_MS = DAY_MS;
