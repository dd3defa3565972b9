import { z } from "zod";
import { accountNumberSchema, bankReferenceSchema, payeeSchema } from "../bank/account-number.ts";
import type { BankFact } from "../bank/bank-fact.ts";
import type { Offer } from "../campaign/offer.ts";
import { partnerIdSchema } from "../identity/actor.ts";
import type { Command } from "../kernel/command.ts";
import { instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { Writes } from "../kernel/store.ts";
import { accountId } from "../ledger/account.ts";
import { type TransferDraft, transferId } from "../ledger/transfer.ts";
import { positiveMoneySchema } from "../money/money.ts";
import type { RefundReason } from "../refund/refund.ts";
import { recountPledge } from "./backer-campaign.ts";
import { custodyNumberOf, type GivenBack, giveBackPart } from "./give-back.ts";
import { basketOf, type Payment, type Pledge, type PledgeIn } from "./pledge.ts";
import { pledgeChange } from "./pledge-store.ts";
import { meaningOf, receiveAndReturn, receivePrice, receiveShort, returnLate } from "./pledge-transition.ts";
import { payUnits, retakePaidUnits, shardNotSealed } from "./shard-store.ts";
import type { UnallocatedReason } from "./unallocated.ts";

/** Money that a bank has booked on one of our accounts, as its confirmation or its statement tells it. */
export const incomingPaymentSchema = z.strictObject({
  partnerId: partnerIdSchema,
  account: accountNumberSchema,
  /** What the payer wrote as reference. */
  reference: z.string().max(140),
  bankReference: bankReferenceSchema,
  amount: positiveMoneySchema,
  bookedAt: instantSchema,
  payer: payeeSchema,
});
export type IncomingPayment = Readonly<z.infer<typeof incomingPaymentSchema>>;

/** What the money meant. */
export type PaymentApplied = Readonly<
  | { kind: "paid" | "short" | "returned"; pledge: Pledge }
  | { kind: "unallocated"; id: string; reason: UnallocatedReason }
  /** The same fact was applied before; nothing was done now. */
  | { kind: "already_applied"; pledge: Pledge | undefined }
>;

/** A payment before it is decided. */
export interface PaymentCase {
  readonly command: Command;
  readonly payment: IncomingPayment;
  readonly fact: BankFact;
  readonly pledge: Pledge | undefined;
  /** Whether the shard may still be asked: not after it has said no. */
  readonly mayRevive: boolean;
}
/** What is written for it, with its transfers apart: a transaction books all of them in one call. */
export interface DecidedPayment {
  readonly applied: PaymentApplied;
  readonly writes: Writes;
  readonly transfers: readonly TransferDraft[];
}

type Known<P extends Pledge = Pledge> = Omit<PaymentCase, "pledge"> & {
  readonly pledge: P;
  readonly offer: Offer;
};

const paymentOf = ({ payment }: Pick<PaymentCase, "payment">): Payment => ({
  bankReference: payment.bankReference,
  amountMinor: payment.amount.minor,
  refundableMinor: payment.amount.minor,
  bookedAt: payment.bookedAt,
  payer: payment.payer,
});

/** Dr custody Cr backers, in the hot accounts of the pledge's shard or, for money that only passes through, the main ones. */
function receipt({ fact, pledge }: Known, shard?: number): TransferDraft {
  const hot = {
    book: pledge.campaignId,
    currency: pledge.currency,
    ...(shard === undefined ? {} : { shard }),
  };
  return {
    id: transferId([fact.partnerId, fact.account, fact.bankReference, "received"]),
    book: pledge.campaignId,
    debit: accountId({ ...hot, code: "custody" }),
    credit: accountId({ ...hot, code: "backers" }),
    amount: fact.amount,
    step: "posted",
    cause: pledge.id,
    at: fact.at,
    origin: "bank_fact",
  };
}

const moneyData = ({ fact }: Pick<PaymentCase, "fact">) => ({
  amountMinor: fact.amount.minor,
  currency: fact.amount.currency,
  bankReference: fact.bankReference,
});

function short(about: Known<PledgeIn<"reserved">>, missingMinor: number): DecidedPayment {
  const { pledge: previous, command } = about;
  const { pledge, writes } = pledgeChange({
    previous,
    next: receiveShort(previous, paymentOf(about)),
    kind: "pledge.payment_short",
    actor: command.actor,
    at: command.now,
    data: { ...moneyData(about), missingMinor, payBy: previous.payBy },
  });
  const shard = shardNotSealed({ campaignId: pledge.campaignId, k: pledge.shard });
  return {
    applied: { kind: "short", pledge },
    writes: { ...writes, shard },
    transfers: [receipt(about, pledge.shard)],
  };
}

const NOTHING_GIVEN_BACK: GivenBack = { refundIds: [], transfers: [], writes: {} };

function paid(
  about: Known<PledgeIn<"reserved" | "expired" | "cancelled">>,
  excessMinor: number,
): DecidedPayment {
  const { pledge: previous, command, offer } = about;
  const { actor, now: at } = command;
  const payment = paymentOf(about);
  const circumstances = {
    reason: "excess",
    debtorAccount: custodyNumberOf(offer),
    shard: previous.shard,
    at,
    actor,
  } as const;
  const excess =
    excessMinor === 0
      ? NOTHING_GIVEN_BACK
      : giveBackPart(previous, { payment, amountMinor: excessMinor }, circumstances);
  const { pledge, writes } = pledgeChange({
    previous,
    next: receivePrice(previous, { payment, excessMinor, excessRefundId: excess.refundIds[0], at }),
    kind: "pledge.paid",
    actor,
    at,
    data: {
      ...moneyData(about),
      raisedMinor: previous.raisedMinor,
      shippingMinor: previous.shippingMinor,
      late: previous.status !== "reserved",
      ...(excessMinor === 0 ? {} : { excessMinor }),
    },
  });
  const shard = { campaignId: pledge.campaignId, k: pledge.shard };
  const stock: Writes =
    previous.status === "reserved"
      ? { shard: payUnits(shard, basketOf(pledge)) }
      : { shard: retakePaidUnits(shard, basketOf(pledge)), backer: recountPledge(pledge, "on") };
  return {
    applied: { kind: "paid", pledge },
    writes: mergeWrites(writes, stock, excess.writes),
    transfers: [receipt(about, pledge.shard), ...excess.transfers],
  };
}

function giveBack(about: Known, reason: RefundReason): DecidedPayment {
  const { pledge: previous, command, offer } = about;
  const { actor, now: at } = command;
  const amountMinor = about.payment.amount.minor;
  const back = giveBackPart(
    previous,
    { payment: paymentOf(about), amountMinor },
    { reason, debtorAccount: custodyNumberOf(offer), at, actor },
  );
  const [refundId] = back.refundIds;
  invariant(refundId !== undefined, "money that goes back has a refund");
  const next =
    previous.status === "expired" || previous.status === "cancelled"
      ? returnLate(previous, { amountMinor, refundId, at })
      : receiveAndReturn(previous, { amountMinor, refundId });
  const { pledge, writes } = pledgeChange({
    previous,
    next,
    kind: "pledge.payment_returned",
    actor,
    at,
    data: { ...moneyData(about), reason, refundIds: [...back.refundIds] },
  });
  return {
    applied: { kind: "returned", pledge },
    writes: mergeWrites(writes, back.writes),
    transfers: [receipt(about), ...back.transfers],
  };
}

/**
 * What a payment of a known pledge writes: the pledge's change, its shard's, and refunds of what does not belong to it.
 * @returns nothing when the pledge has no room for one more refund: the money goes to suspense
 */
export function applyPayment(about: Known): DecidedPayment | undefined {
  const { pledge, mayRevive, payment } = about;
  const meaning = meaningOf(pledge, payment.amount.minor);
  switch (meaning.kind) {
    case "unallocated":
      return undefined;
    case "give_back":
      return giveBack(about, meaning.reason);
    case "short":
      return mayRevive && pledge.status === "reserved"
        ? short({ ...about, pledge }, meaning.missingMinor)
        : giveBack(about, "late");
    case "paid":
    case "late":
      return mayRevive &&
        (pledge.status === "reserved" || pledge.status === "expired" || pledge.status === "cancelled")
        ? paid({ ...about, pledge }, meaning.excessMinor)
        : giveBack(about, "late");
  }
}
