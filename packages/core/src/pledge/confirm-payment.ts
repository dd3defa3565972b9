import { bankAccountId } from "../bank/bank-account.ts";
import { type BankFact, bankFactName, bankFactRefusal, bankFactWrite } from "../bank/bank-fact.ts";
import { publishedOffer } from "../campaign/offer-store.ts";
import type { Command, Done } from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { type CommitFailure, type Store, StoreUnavailableError, type Writes } from "../kernel/store.ts";
import { partnerAccountIds } from "../ledger/chart.ts";
import { ensureAccounts, transferWrites } from "../ledger/ledger-store.ts";
import {
  applyPayment,
  type DecidedPayment,
  type IncomingPayment,
  type PaymentApplied,
  type PaymentCase,
} from "./apply-payment.ts";
import { pledgeIdOf } from "./payment-desk.ts";
import type { Pledge, PledgeId } from "./pledge.ts";
import { loadPledge, pledgeWriteName } from "./pledge-store.ts";
import { type UnallocatedReason, unallocatedIdOf, unallocatedWrites } from "./unallocated.ts";

export interface ConfirmPaymentDeps {
  readonly store: Store;
  /** What money without a pledge means for the bank's break list; more writes of the same transaction. */
  readonly onUnallocated: (unallocated: {
    id: string;
    fact: BankFact;
    reason: UnallocatedReason;
  }) => Promise<Writes>;
}

/** The reference names another amount, currency or direction than before: nothing is applied, somebody must look. */
export type PaymentRefusal = Readonly<{ kind: "bank_fact_conflict"; recorded: BankFact }>;

/** Times that a payment is decided anew when the pledge or its shard changed meanwhile. */
const DECISIONS_MAX = 8;

/**
 * Applies money that a bank confirmed: exact, short, over, late, twice, or fitting nothing. It always posts, exactly
 * once per bank reference, and what does not belong here goes back to its payer.
 * @param note what else is written with it, given what it meant; when that is refused the money is not posted, and
 *   whoever has written it before comes first: the call throws, to be tried again
 * @see docs/rules/pledge.md#payments
 */
export async function confirmPayment(
  deps: ConfirmPaymentDeps,
  command: Command,
  payment: IncomingPayment,
  note: (applied: PaymentApplied) => Writes = () => ({}),
): Promise<Result<Done<PaymentApplied>, PaymentRefusal>> {
  const { store } = deps;
  const id = pledgeIdOf(payment.reference);
  let mayRevive = true;
  for (let decision = 1; decision <= DECISIONS_MAX; decision++) {
    const pledge = id === undefined ? undefined : await loadPledge(store, id);
    const fact = factOf(payment, command, pledge);
    const decided = await decide(deps, { command, payment, fact, pledge, mayRevive });
    const noted = note(decided.applied);
    const committed = await store.commit(
      mergeWrites(
        { [bankFactName(fact)]: bankFactWrite(fact) },
        decided.writes,
        transferWrites(decided.transfers),
        noted,
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
    if (Object.keys(noted).some((name) => committed.error.failed.has(name)))
      throw new Error("another worker has noted this payment");
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

async function decide(deps: ConfirmPaymentDeps, about: PaymentCase): Promise<DecidedPayment> {
  const { payment, pledge } = about;
  if (pledge === undefined) return unallocated(deps, about, "unknown_reference");
  if (pledge.partnerId !== payment.partnerId) return unallocated(deps, about, "wrong_account");
  if (pledge.currency !== payment.amount.currency) return unallocated(deps, about, "currency_mismatch");
  const offer = await publishedOffer(deps.store, pledge.campaignId, pledge.offerVersion);
  if (offer.custodyAccount !== bankAccountId({ partnerId: payment.partnerId, number: payment.account }))
    return unallocated(deps, about, "wrong_account");
  return applyPayment({ ...about, pledge, offer }) ?? unallocated(deps, about, "too_many_payments");
}

async function unallocated(
  deps: ConfirmPaymentDeps,
  { payment, fact, pledge, command }: PaymentCase,
  reason: UnallocatedReason,
): Promise<DecidedPayment> {
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
