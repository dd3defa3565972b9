import { z } from "zod";
import { accountNumberSchema, bankReferenceSchema } from "../bank/account-number.ts";
import { campaignIdSchema } from "../campaign/campaign.ts";
import { LINES_MAX } from "../campaign/quote.ts";
import { partnerIdSchema, userIdSchema } from "../identity/actor.ts";
import { idSchema, sha256Hex } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { currencySchema } from "../money/currency.ts";
import { type Money, money } from "../money/money.ts";
import { refundIdSchema, refundReasonSchema } from "../refund/refund.ts";
import type { Basket } from "./shard.ts";

export const pledgeIdSchema = idSchema("plg", "PledgeId");
export type PledgeId = z.infer<typeof pledgeIdSchema>;

/** Most bank payments that one pledge keeps; a further one goes back to its payer at once. */
export const PAYMENTS_MAX = 5;
/** Most refunds of one pledge that do not end it; money beyond that goes to suspense. */
export const RETURNED_MAX = 20;
/** Buckets of a campaign's pledge list. */
export const BUCKETS = 64;

const minor = z.int().min(0);

/** A quantity of one tier or add-on at the price of the offer's version. */
const pledgeLineSchema = z.strictObject({
  itemId: z.string(),
  quantity: z.int().min(1),
  priceMinor: minor,
});

/** Money that a bank confirmed for a pledge. The payer is personal data: it stays on the item, never in an event. */
const paymentSchema = z.strictObject({
  bankReference: bankReferenceSchema,
  amountMinor: z.int().min(1),
  /** What of it still can be, or has not yet been asked to be, given back. */
  refundableMinor: minor,
  bookedAt: instantSchema,
  payer: z.strictObject({ name: z.string(), account: accountNumberSchema }),
});
export type Payment = Readonly<z.infer<typeof paymentSchema>>;

/** A refund that ends the pledge, with what has become of it. */
const closingRefundSchema = z.strictObject({
  refundId: refundIdSchema,
  state: z.enum(["requested", "settled", "failed", "dormant"]),
});
export type ClosingRefund = Readonly<z.infer<typeof closingRefundSchema>>;

export const payMethodSchema = z.enum(["page", "transfer"]);
export type PayMethod = z.infer<typeof payMethodSchema>;

/** A version of words that people were shown, like `presale-risks-1`. */
export const wordsVersionSchema = z.string().regex(/^[a-z0-9-]{1,40}$/);

const base = {
  id: pledgeIdSchema,
  kind: z.literal("presale"),
  campaignId: campaignIdSchema,
  backerId: userIdSchema,
  partnerId: partnerIdSchema,
  offerVersion: z.int().min(1),
  /** The shard whose counters hold this pledge. */
  shard: z.int().min(0),
  lines: z.array(pledgeLineSchema).min(1).max(LINES_MAX),
  country: z.string(),
  currency: currencySchema,
  /** Goods including VAT. */
  raisedMinor: minor,
  shippingMinor: minor,
  method: payMethodSchema,
  via: z.string().optional(),
  /** Which version of the risk words the backer said to have read, and when. */
  acknowledged: z.strictObject({ version: wordsVersionSchema, at: instantSchema }).optional(),
  createdAt: instantSchema,
  payBy: instantSchema,
  payments: z.array(paymentSchema).max(PAYMENTS_MAX),
  /** Everything a bank confirmed for this pledge, excess included. */
  receivedMinor: minor,
  /** What of it is not asked back yet; a refund takes from it under `>= amount`. */
  refundableMinor: minor,
  /** Refunds that do not end the pledge: an excess, a second payment. */
  returned: z.array(refundIdSchema).max(RETURNED_MAX),
  version: z.int().min(1),
  eventHash: z.string(),
  payloadHash: z.string(),
};

/** One refund per payment, and one for money that came after the end. */
const closing = { closing: z.array(closingRefundSchema).max(PAYMENTS_MAX + 1) };
const paid = { ...base, paidAt: instantSchema };
const confirmed = { ...paid, confirmedAt: instantSchema };
const returning = { ...base, ...closing, closedAt: instantSchema, reason: refundReasonSchema };

/**
 * A backer's commitment.
 * @see docs/rules/pledge.md#lifecycle
 */
export const pledgeSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("reserved") }),
  z.strictObject({ ...base, ...closing, status: z.literal("expired"), expiredAt: instantSchema }),
  z.strictObject({ ...base, ...closing, status: z.literal("cancelled"), cancelledAt: instantSchema }),
  z.strictObject({ ...paid, status: z.literal("paid") }),
  z.strictObject({ ...confirmed, status: z.literal("confirmed") }),
  z.strictObject({
    ...confirmed,
    status: z.literal("fulfilled"),
    fulfilledAt: instantSchema,
    tracking: z.string().optional(),
  }),
  z.strictObject({ ...returning, status: z.literal("withdrawn") }),
  z.strictObject({ ...returning, status: z.literal("refunding") }),
  z.strictObject({ ...returning, status: z.literal("refund_failed") }),
  z.strictObject({ ...returning, status: z.literal("dormant") }),
  z.strictObject({ ...returning, status: z.literal("refunded") }),
]);
export type Pledge = Readonly<z.infer<typeof pledgeSchema>>;
export type PledgeStatus = Pledge["status"];
export type PledgeIn<S extends PledgeStatus> = Extract<Pledge, { status: S }>;

/** Goods and shipping in minor units: what the backer pays. */
export const totalMinorOf = ({ raisedMinor, shippingMinor }: Pick<Pledge, "raisedMinor" | "shippingMinor">) =>
  raisedMinor + shippingMinor;

/** What the backer pays. */
export const totalOf = (pledge: Pick<Pledge, "raisedMinor" | "shippingMinor" | "currency">): Money =>
  money(totalMinorOf(pledge), pledge.currency);

/** What is still missing of a reserved pledge's price. */
export const missingOf = (pledge: PledgeIn<"reserved">): Money =>
  money(Math.max(0, totalMinorOf(pledge) - pledge.receivedMinor), pledge.currency);

/** What a pledge takes from its shard. */
export const basketOf = (pledge: Pick<Pledge, "lines" | "raisedMinor" | "shippingMinor">): Basket => ({
  units: Object.fromEntries(pledge.lines.map(({ itemId, quantity }) => [itemId, quantity])),
  raisedMinor: pledge.raisedMinor,
  totalMinor: totalMinorOf(pledge),
});

/** The bucket of the campaign's pledge list that a pledge is in, 0 to 63. */
export const bucketOf = (id: PledgeId): number => Number.parseInt(sha256Hex(id).slice(0, 4), 16) % BUCKETS;

/** The partition of events that a pledge's events are in: 64 a campaign. */
export const pledgeStream = ({ campaignId, id }: Pick<Pledge, "campaignId" | "id">): string =>
  `${campaignId}#${bucketOf(id)}`;

/** Last moment at which the bank's payment page may end, two minutes before the reservation does. */
export const PAGE_MARGIN_MS = 2 * 60_000;

type Legal = Readonly<Record<PledgeStatus, readonly PledgeStatus[]>>;

/** The drawn transitions; what is not here does not exist. @see docs/rules/pledge.md#lifecycle */
export const PLEDGE_TRANSITIONS: Legal = {
  reserved: ["reserved", "paid", "expired", "cancelled"],
  expired: ["expired", "paid", "refunding"],
  cancelled: ["cancelled", "paid", "refunding"],
  paid: ["paid", "confirmed", "withdrawn", "refunding"],
  confirmed: ["confirmed", "fulfilled", "withdrawn", "refunding"],
  fulfilled: ["fulfilled"],
  withdrawn: ["withdrawn", "refunding"],
  refunding: ["refunding", "refunded", "refund_failed", "dormant"],
  refund_failed: ["refund_failed", "refunding", "dormant"],
  dormant: ["dormant"],
  refunded: ["refunded", "refund_failed"],
};

/** Whether a pledge may go from one status to another. */
export const mayBecome = (from: PledgeStatus, to: PledgeStatus): boolean =>
  PLEDGE_TRANSITIONS[from].includes(to);

/** Whether `now` is past a reservation's last moment: at `payBy` itself it is. */
export const isOverdue = (pledge: PledgeIn<"reserved">, now: Instant): boolean => now >= pledge.payBy;
