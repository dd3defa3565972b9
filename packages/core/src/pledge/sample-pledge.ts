import { instantSchema } from "../kernel/instant.ts";
import { type Pledge, type PledgeIn, type PledgeStatus, pledgeSchema } from "./pledge.ts";

const at = instantSchema.parse("2026-11-24T12:00:00.000Z");
const unpaid = {
  id: "plg_00000000000000000001",
  kind: "presale",
  campaignId: "cmp_00000000000000000001",
  backerId: "usr_00000000000000000001",
  partnerId: "ptr_00000000000000000001",
  offerVersion: 1,
  shard: 0,
  lines: [{ itemId: "t1", quantity: 1, priceMinor: 10_00 }],
  country: "DE",
  currency: "EUR",
  raisedMinor: 10_00,
  shippingMinor: 5_00,
  method: "page",
  createdAt: at,
  payBy: "2026-11-24T12:30:00.000Z",
  payments: [],
  receivedMinor: 0,
  refundableMinor: 0,
  returned: [],
  version: 1,
  eventHash: "",
  payloadHash: "",
};
const payment = {
  bankReference: "BR1",
  amountMinor: 15_00,
  refundableMinor: 15_00,
  bookedAt: at,
  payer: { name: "Ada Backer", account: "DE89370400440532013000" },
};
const paid = { ...unpaid, payments: [payment], receivedMinor: 15_00, refundableMinor: 15_00, paidAt: at };
const { paidAt: _paidAt, ...received } = paid;
const returning = {
  ...received,
  payments: [{ ...payment, refundableMinor: 0 }],
  refundableMinor: 0,
  closing: [],
  closedAt: at,
  reason: "withdrawn",
};

const SAMPLES = {
  reserved: unpaid,
  expired: { ...unpaid, closing: [], expiredAt: at },
  cancelled: { ...unpaid, closing: [], cancelledAt: at },
  paid,
  confirmed: { ...paid, confirmedAt: at },
  fulfilled: { ...paid, confirmedAt: at, fulfilledAt: at },
  withdrawn: returning,
  refunding: returning,
  refund_failed: returning,
  dormant: returning,
  refunded: returning,
} as const satisfies Record<PledgeStatus, object>;

const isIn = <S extends PledgeStatus>(pledge: Pledge, status: S): pledge is PledgeIn<S> =>
  pledge.status === status;

/** Every status of a pledge; for tests. */
export const STATUSES = pledgeSchema.options.map(({ shape }) => shape.status.value);

/** A pledge of 10.00 and 5.00 shipping in any status, for tests. */
export function pledgeIn<S extends PledgeStatus>(status: S): PledgeIn<S> {
  const pledge: Pledge = pledgeSchema.parse({ ...SAMPLES[status], status });
  if (!isIn(pledge, status)) throw new Error("a sample has the status asked for");
  return pledge;
}
