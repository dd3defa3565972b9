import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { RefundId, RefundReason } from "../refund/refund.ts";
import type { RefundNews } from "../refund/refund-effects.ts";
import {
  type ClosingRefund,
  PAYMENTS_MAX,
  type Payment,
  type Pledge,
  type PledgeIn,
  RETURNED_MAX,
  totalMinorOf,
} from "./pledge.ts";

type Common = Omit<PledgeIn<"reserved">, "status">;

/** What a pledge has in every status. */
function commonOf(pledge: Pledge): Common {
  const { id, kind, campaignId, backerId, partnerId, offerVersion, shard, lines, country, currency } = pledge;
  const { raisedMinor, shippingMinor, method, via, acknowledged, createdAt, payBy, payments } = pledge;
  const { receivedMinor, refundableMinor, returned, version, eventHash, payloadHash } = pledge;
  const sold = { id, kind, campaignId, backerId, partnerId, offerVersion, shard, lines, country, currency };
  const priced = { raisedMinor, shippingMinor, method, createdAt, payBy, payments };
  const money = { receivedMinor, refundableMinor, returned, version, eventHash, payloadHash };
  const said = {
    ...(via === undefined ? {} : { via }),
    ...(acknowledged === undefined ? {} : { acknowledged }),
  };
  return { ...sold, ...priced, ...money, ...said };
}

/** What money that a bank has booked means for a pledge. @see docs/rules/pledge.md#payments */
export type PaymentMeaning = Readonly<
  | { kind: "short"; missingMinor: number }
  | { kind: "paid"; excessMinor: number }
  /** The reservation had ended: paid after all if the shard still has the units, else given back. */
  | { kind: "late"; excessMinor: number }
  | { kind: "give_back"; reason: RefundReason }
  /** More payments than a pledge can keep. */
  | { kind: "unallocated" }
>;

/** Whether a pledge can keep so many more refunds that do not end it: one with more could not be read any more. */
const hasRoomFor = ({ returned }: Pick<Pledge, "returned">, more: number): boolean =>
  returned.length + more <= RETURNED_MAX;

/** Decides what an amount means, from the pledge alone. */
export function meaningOf(pledge: Pledge, amountMinor: number): PaymentMeaning {
  const total = totalMinorOf(pledge);
  const giveBack = (reason: RefundReason): PaymentMeaning =>
    hasRoomFor(pledge, 1) ? { kind: "give_back", reason } : { kind: "unallocated" };
  switch (pledge.status) {
    case "reserved": {
      const received = pledge.receivedMinor + amountMinor;
      if (received > total && !hasRoomFor(pledge, 1)) return { kind: "unallocated" };
      if (received >= total) return { kind: "paid", excessMinor: received - total };
      if (pledge.payments.length >= PAYMENTS_MAX - 1) return giveBack("excess");
      return { kind: "short", missingMinor: total - received };
    }
    case "expired":
    case "cancelled":
      return amountMinor >= total &&
        pledge.payments.length < PAYMENTS_MAX &&
        hasRoomFor(pledge, pledge.closing.length + (amountMinor > total ? 1 : 0))
        ? { kind: "late", excessMinor: amountMinor - total }
        : giveBack("late");
    case "paid":
    case "confirmed":
    case "fulfilled":
      return giveBack("duplicate");
    case "withdrawn":
    case "refunding":
    case "refund_failed":
    case "dormant":
    case "refunded":
      return giveBack("late");
  }
}

/** A part of the price has come; the pledge stays reserved and says what is missing. */
export const receiveShort = (pledge: PledgeIn<"reserved">, payment: Payment): PledgeIn<"reserved"> => ({
  ...pledge,
  payments: [...pledge.payments, payment],
  receivedMinor: pledge.receivedMinor + payment.amountMinor,
  refundableMinor: pledge.refundableMinor + payment.amountMinor,
});

/**
 * The price has come, all of it, the excess going back at once: `reserved → paid`, and `expired | cancelled → paid`
 * for late money.
 */
export function receivePrice(
  pledge: PledgeIn<"reserved" | "expired" | "cancelled">,
  received: { payment: Payment; excessMinor: number; excessRefundId?: RefundId | undefined; at: Instant },
): PledgeIn<"paid"> {
  const { payment, excessMinor, excessRefundId, at } = received;
  invariant(excessMinor > 0 === (excessRefundId !== undefined), "an excess has its own refund");
  const kept = { ...payment, refundableMinor: payment.amountMinor - excessMinor };
  const earlier = pledge.status === "reserved" ? [] : pledge.closing.map(({ refundId }) => refundId);
  const returned = [
    ...pledge.returned,
    ...earlier,
    ...(excessRefundId === undefined ? [] : [excessRefundId]),
  ];
  return {
    ...commonOf(pledge),
    status: "paid",
    paidAt: at,
    payments: [...pledge.payments, kept],
    receivedMinor: pledge.receivedMinor + payment.amountMinor,
    refundableMinor: pledge.refundableMinor + kept.refundableMinor,
    returned,
  };
}

/** Money that goes back whole and changes nothing of the pledge but its record. */
export const receiveAndReturn = <T extends Pledge>(
  pledge: T,
  { amountMinor, refundId }: { amountMinor: number; refundId: RefundId },
): T => ({
  ...pledge,
  receivedMinor: pledge.receivedMinor + amountMinor,
  returned: [...pledge.returned, refundId],
});

/** `expired | cancelled → refunding`: money that came too late goes back, and the pledge with it. */
export const returnLate = (
  pledge: PledgeIn<"expired" | "cancelled">,
  { amountMinor, refundId, at }: { amountMinor: number; refundId: RefundId; at: Instant },
): PledgeIn<"refunding"> => ({
  ...commonOf(pledge),
  status: "refunding",
  receivedMinor: pledge.receivedMinor + amountMinor,
  closing: [...pledge.closing, { refundId, state: "requested" }],
  closedAt: at,
  reason: "late",
});

/** A pledge of which everything that was received is asked back. */
const emptied = (pledge: Pledge): Common => ({
  ...commonOf(pledge),
  payments: pledge.payments.map((payment) => ({ ...payment, refundableMinor: 0 })),
  refundableMinor: 0,
});

const requested = (refundIds: readonly RefundId[]): ClosingRefund[] =>
  refundIds.map((refundId) => ({ refundId, state: "requested" }));

type Ending = Readonly<{ at: Instant; refundIds: readonly RefundId[] }>;

/** `reserved → expired`: `payBy` has passed without the price. */
export const expirePledge = (
  pledge: PledgeIn<"reserved">,
  { at, refundIds }: Ending,
): PledgeIn<"expired"> => ({
  ...emptied(pledge),
  closing: requested(refundIds),
  status: "expired",
  expiredAt: at,
});

/** `reserved → cancelled`: the backer does not want it any more. */
export const cancelPledge = (
  pledge: PledgeIn<"reserved">,
  { at, refundIds }: Ending,
): PledgeIn<"cancelled"> => ({
  ...emptied(pledge),
  closing: requested(refundIds),
  status: "cancelled",
  cancelledAt: at,
});

/** `paid | confirmed → withdrawn`: the backer takes the money back, freely before the deadline, by right after funding. */
export const withdrawPledge = (
  pledge: PledgeIn<"paid" | "confirmed">,
  { at, refundIds }: Ending,
): PledgeIn<"withdrawn"> => ({
  ...emptied(pledge),
  closing: requested(refundIds),
  status: "withdrawn",
  closedAt: at,
  reason: "withdrawn",
});

/** `paid | confirmed → refunding`: the campaign failed or was cancelled. */
export const refundPledge = (
  pledge: PledgeIn<"paid" | "confirmed">,
  { at, refundIds, reason }: Ending & { reason: RefundReason },
): PledgeIn<"refunding"> => ({
  ...emptied(pledge),
  closing: requested(refundIds),
  status: "refunding",
  closedAt: at,
  reason,
});

/** `confirmed → fulfilled`: sent with a tracking reference, or received by the backer's word. */
export const fulfilPledge = (
  pledge: PledgeIn<"confirmed">,
  { at, tracking }: { at: Instant; tracking?: string | undefined },
): PledgeIn<"fulfilled"> => ({
  ...pledge,
  status: "fulfilled",
  fulfilledAt: at,
  ...(tracking === undefined ? {} : { tracking }),
});

const STATE_AFTER = {
  requested: "requested",
  instructed: "requested",
  settled: "settled",
  failed: "failed",
  dormant: "dormant",
} as const satisfies Record<RefundNews, ClosingRefund["state"]>;

/** A pledge that is being given back. */
export type EndedPledge = PledgeIn<
  "expired" | "cancelled" | "withdrawn" | "refunding" | "refund_failed" | "dormant" | "refunded"
>;

export const isEnded = (pledge: Pledge): pledge is EndedPledge => "closing" in pledge;

function statusAfter(states: readonly ClosingRefund[]) {
  if (states.some(({ state }) => state === "failed")) return "refund_failed";
  if (states.some(({ state }) => state === "requested")) return "refunding";
  if (states.some(({ state }) => state === "dormant")) return "dormant";
  return "refunded";
}

/**
 * What news of a refund makes of the pledge that it ends: `→ refunding → refunded | refund_failed | dormant`.
 * With several refunds (a price paid in parts) the pledge is refunded when the last one is.
 * @returns nothing when the refund does not end this pledge
 */
export function applyRefundNews(
  pledge: Pledge,
  news: { refundId: RefundId; news: RefundNews; reason: RefundReason; at: Instant },
): EndedPledge | undefined {
  if (!isEnded(pledge) || !pledge.closing.some(({ refundId }) => refundId === news.refundId))
    return undefined;
  const closing = pledge.closing.map((entry) =>
    entry.refundId === news.refundId ? { ...entry, state: STATE_AFTER[news.news] } : entry,
  );
  const closedAt = "closedAt" in pledge ? pledge.closedAt : news.at;
  const reason = "reason" in pledge ? pledge.reason : news.reason;
  return { ...commonOf(pledge), closing, closedAt, reason, status: statusAfter(closing) };
}
