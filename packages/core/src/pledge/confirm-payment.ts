import { z } from "zod";
import { accountNumberSchema, bankReferenceSchema, payeeSchema } from "../bank/account-number.ts";
import { bankAccountId } from "../bank/bank-account.ts";
import { type BankFact, bankFactName, bankFactRefusal, bankFactWrite } from "../bank/bank-fact.ts";
import type { Offer } from "../campaign/offer.ts";
import { publishedOffer } from "../campaign/offer-store.ts";
import { partnerIdSchema } from "../identity/actor.ts";
import type { Command, Done } from "../kernel/command.ts";
import { instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { type CommitFailure, type Store, StoreUnavailableError, type Writes } from "../kernel/store.ts";
import { accountId } from "../ledger/account.ts";
import { partnerAccountIds } from "../ledger/chart.ts";
import { ensureAccounts, transferWrites } from "../ledger/ledger-store.ts";
import { type TransferDraft, transferId } from "../ledger/transfer.ts";
import { positiveMoneySchema } from "../money/money.ts";
import type { RefundReason } from "../refund/refund.ts";
import { recountPledge } from "./backer-campaign.ts";
import { custodyNumberOf, type GivenBack, giveBackPart } from "./give-back.ts";
import { pledgeIdOf } from "./payment-desk.ts";
import { basketOf, type Payment, type Pledge, type PledgeId, type PledgeIn } from "./pledge.ts";
import { loadPledge, pledgeChange, pledgeWriteName } from "./pledge-store.ts";
import { meaningOf, receiveAndReturn, receivePrice, receiveShort, returnLate } from "./pledge-transition.ts";
import { payUnits, retakePaidUnits, shardNotSealed } from "./shard-store.ts";
import { type UnallocatedReason, unallocatedIdOf, unallocatedWrites } from "./unallocated.ts";

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

export interface ConfirmPaymentDeps {
  readonly store: Store;
  /** What money without a pledge means for the bank's break list; more writes of the same transaction. */
  readonly onUnallocated: (unallocated: {
    id: string;
    fact: BankFact;
    reason: UnallocatedReason;
  }) => Promise<Writes>;
}

/** What the money meant. */
export type PaymentApplied = Readonly<
  | { kind: "paid" | "short" | "returned"; pledge: Pledge }
  | { kind: "unallocated"; id: string; reason: UnallocatedReason }
  /** The same fact was applied before; nothing was done now. */
  | { kind: "already_applied"; pledge: Pledge | undefined }
>;

/** The reference names another amount, currency or direction than before: nothing is applied, somebody must look. */
export type PaymentRefusal = Readonly<{ kind: "bank_fact_conflict"; recorded: BankFact }>;

/** Times that a payment is decided anew when the pledge or its shard changed meanwhile. */
const DECISIONS_MAX = 8;

/**
 * Applies money that a bank confirmed: exact, short, over, late, twice, or fitting nothing. It always posts, exactly
 * once per bank reference, and what does not belong here goes back to its payer.
 * @see docs/rules/pledge.md#payments
 */
export async function confirmPayment(
  deps: ConfirmPaymentDeps,
  command: Command,
  payment: IncomingPayment,
): Promise<Result<Done<PaymentApplied>, PaymentRefusal>> {
  const { store } = deps;
  const id = pledgeIdOf(payment.reference);
  let mayRevive = true;
  for (let decision = 1; decision <= DECISIONS_MAX; decision++) {
    const pledge = id === undefined ? undefined : await loadPledge(store, id);
    const fact = factOf(payment, command, pledge);
    const decided = await decide(deps, { command, payment, fact, pledge, mayRevive });
    const committed = await store.commit(
      mergeWrites(
        { [bankFactName(fact)]: bankFactWrite(fact) },
        decided.writes,
        transferWrites(decided.transfers),
      ),
    );
    if (committed.ok) {
      killPoint(`payment.${decided.applied.kind}`);
      return ok({ value: decided.applied, replayed: false });
    }
    const refusal = bankFactRefusal(committed.error, fact);
    if (refusal?.kind === "bank_fact_already_applied")
      return ok({ value: { kind: "already_applied", pledge }, replayed: true });
    if (refusal !== undefined) return err({ kind: "bank_fact_conflict", recorded: refusal.recorded });
    if (id !== undefined && isShardAtFault(committed.error, id)) mayRevive = false;
  }
  throw new StoreUnavailableError("a pledge changed each time that its payment was decided");
}

/** The shard said no while the pledge was as read: its units are gone, or it is sealed. */
const isShardAtFault = ({ failed }: CommitFailure, id: PledgeId): boolean =>
  failed.has("shard") && !failed.has(pledgeWriteName(id));

const factOf = (payment: IncomingPayment, command: Command, pledge: Pledge | undefined): BankFact => ({
  partnerId: payment.partnerId,
  account: payment.account,
  bankReference: payment.bankReference,
  amount: payment.amount,
  direction: "credit",
  bookedAt: payment.bookedAt,
  cause: pledge?.id ?? "suspense",
  at: command.now,
});

interface Case {
  readonly command: Command;
  readonly payment: IncomingPayment;
  readonly fact: BankFact;
  readonly pledge: Pledge | undefined;
  /** Whether the shard may still be asked: not after it has said no. */
  readonly mayRevive: boolean;
}
interface Decided {
  readonly applied: PaymentApplied;
  readonly writes: Writes;
  readonly transfers: readonly TransferDraft[];
}

async function decide(deps: ConfirmPaymentDeps, about: Case): Promise<Decided> {
  const { payment, pledge } = about;
  if (pledge === undefined) return unallocated(deps, about, "unknown_reference");
  if (pledge.partnerId !== payment.partnerId) return unallocated(deps, about, "wrong_account");
  if (pledge.currency !== payment.amount.currency) return unallocated(deps, about, "currency_mismatch");
  const offer = await publishedOffer(deps.store, pledge.campaignId, pledge.offerVersion);
  if (offer.custodyAccount !== bankAccountId({ partnerId: payment.partnerId, number: payment.account }))
    return unallocated(deps, about, "wrong_account");
  const meaning = meaningOf(pledge, payment.amount.minor);
  switch (meaning.kind) {
    case "unallocated":
      return unallocated(deps, about, "too_many_payments");
    case "give_back":
      return giveBack({ ...about, pledge, offer }, meaning.reason);
    case "short":
      return about.mayRevive && pledge.status === "reserved"
        ? short({ ...about, pledge, offer }, meaning.missingMinor)
        : giveBack({ ...about, pledge, offer }, "late");
    case "paid":
    case "late":
      return about.mayRevive &&
        (pledge.status === "reserved" || pledge.status === "expired" || pledge.status === "cancelled")
        ? paid({ ...about, pledge, offer }, meaning.excessMinor)
        : giveBack({ ...about, pledge, offer }, "late");
  }
}

type Known<P extends Pledge = Pledge> = Omit<Case, "pledge"> & { readonly pledge: P; readonly offer: Offer };

const paymentOf = ({ payment }: Pick<Case, "payment">): Payment => ({
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

const moneyData = ({ fact }: Pick<Case, "fact">) => ({
  amountMinor: fact.amount.minor,
  currency: fact.amount.currency,
  bankReference: fact.bankReference,
});

function short(about: Known<PledgeIn<"reserved">>, missingMinor: number): Decided {
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

function paid(about: Known<PledgeIn<"reserved" | "expired" | "cancelled">>, excessMinor: number): Decided {
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

function giveBack(about: Known, reason: RefundReason): Decided {
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

async function unallocated(
  deps: ConfirmPaymentDeps,
  { payment, fact, pledge, command }: Case,
  reason: UnallocatedReason,
): Promise<Decided> {
  const { partnerId, amount } = fact;
  await ensureAccounts(deps.store, partnerAccountIds({ book: partnerId, currency: amount.currency }));
  const id = unallocatedIdOf(fact);
  const { reference, payer } = payment;
  const booked = unallocatedWrites(
    { id, fact, reason, reference, payer, ...(pledge === undefined ? {} : { pledgeId: pledge.id }) },
    command.actor,
  );
  return {
    applied: { kind: "unallocated", id, reason },
    writes: mergeWrites(booked.writes, await deps.onUnallocated({ id, fact, reason })),
    transfers: booked.transfers,
  };
}
