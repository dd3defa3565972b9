import { type Money, money } from "@firstlot/core/money/money";
import { deliverySchema } from "@firstlot/core/pledge/delivery";
import { type PaymentInstructions, referenceOf } from "@firstlot/core/pledge/payment-desk";
import { type Payment, type Pledge, totalOf } from "@firstlot/core/pledge/pledge";
import { isEnded } from "@firstlot/core/pledge/pledge-transition";
import { z } from "@hono/zod-openapi";
import { moneyOutSchema } from "../wire.ts";

const STATUSES = [
  "reserved",
  "expired",
  "cancelled",
  "paid",
  "confirmed",
  "fulfilled",
  "withdrawn",
  "refunding",
  "refund_failed",
  "dormant",
  "refunded",
] as const satisfies readonly Pledge["status"][];

const lineView = z.object({
  itemId: z.string(),
  quantity: z.int(),
  unitPrice: moneyOutSchema,
  amount: moneyOutSchema,
});

/** How to pay what is missing. `pageUrl` leads to the bank's own page; a transfer needs the reference. */
const paymentView = z
  .object({
    reference: z.string(),
    missing: moneyOutSchema,
    payee: z.object({ name: z.string(), account: z.string() }),
    payBy: z.string(),
    pageUrl: z.string().optional(),
  })
  .openapi("PaymentInstructions");

/** A pledge as its backer sees it. Money is "received" only when a bank has confirmed it. */
export const pledgeView = z
  .object({
    id: z.string(),
    campaignId: z.string(),
    status: z.enum(STATUSES),
    lines: z.array(lineView),
    country: z.string(),
    goods: moneyOutSchema,
    shipping: moneyOutSchema,
    total: moneyOutSchema,
    /** Contained in the total; only where one pledge is read. */
    vat: moneyOutSchema.optional(),
    received: moneyOutSchema,
    method: z.enum(["page", "transfer"]),
    via: z.string().optional(),
    /** The version of the risk words that were ticked, and when. */
    acknowledged: z.object({ version: z.string(), at: z.string() }).optional(),
    createdAt: z.string(),
    payBy: z.string(),
    /** What every payment for it carries (ISO 11649). */
    reference: z.string(),
    paidAt: z.string().optional(),
    confirmedAt: z.string().optional(),
    fulfilledAt: z.string().optional(),
    tracking: z.string().optional(),
    reason: z.string().optional(),
    payments: z.array(z.object({ amount: moneyOutSchema, bookedAt: z.string(), from: z.string() })),
    refundIds: z.array(z.string()),
    payment: paymentView.optional(),
    delivery: deliverySchema.optional(),
    version: z.int(),
  })
  .openapi("Pledge");

const SHOWN_CHARACTERS = 4;

/** Enough of an account number to know one's own account by. */
const masked = ({ payer }: Payment): string => `…${payer.account.slice(-SHOWN_CHARACTERS)}`;

/** What `pledgeView` shows of a pledge. */
export function pledgeOf(
  pledge: Pledge,
  more: {
    payment?: PaymentInstructions | undefined;
    delivery?: z.infer<typeof deliverySchema> | undefined;
    vat?: Money | undefined;
  } = {},
) {
  const inCurrency = (minor: number) => money(minor, pledge.currency);
  const closing = isEnded(pledge) ? pledge.closing.map(({ refundId }) => refundId) : [];
  return {
    ...pledge,
    ...more,
    reference: referenceOf(pledge.id),
    lines: pledge.lines.map(({ itemId, quantity, priceMinor }) => ({
      itemId,
      quantity,
      unitPrice: inCurrency(priceMinor),
      amount: inCurrency(priceMinor * quantity),
    })),
    goods: inCurrency(pledge.raisedMinor),
    shipping: inCurrency(pledge.shippingMinor),
    total: totalOf(pledge),
    received: inCurrency(pledge.receivedMinor),
    payments: pledge.payments.map((payment) => ({
      amount: inCurrency(payment.amountMinor),
      bookedAt: payment.bookedAt,
      from: masked(payment),
    })),
    refundIds: [...pledge.returned, ...closing],
  };
}
