import type { Payee } from "../bank/account-number.ts";
import { draftInstruction } from "../bank/draft-instruction.ts";
import { putNameQuestion } from "../bank/name-question.ts";
import {
  type Command,
  commandKey,
  type Done,
  type IdempotencyRefusal,
  once,
  putCommand,
} from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Writes } from "../kernel/store.ts";
import { accountId } from "../ledger/account.ts";
import { putWork } from "../work/work-item.ts";
import {
  proposePayee,
  type Refund,
  type RefundId,
  type RefundIn,
  refuseProposal,
  requestAgain,
} from "./refund.ts";
import type { RefundDeps } from "./refund-effects.ts";
import type { RefundRefusal } from "./refund-refusal.ts";
import { loadRefund, refundChange } from "./refund-store.ts";

type Answer = Result<Done<Refund>, RefundRefusal | IdempotencyRefusal>;

/** Runs one change of an existing refund as a command that creates nothing. */
function changing(
  deps: Pick<RefundDeps, "store">,
  command: Command,
  id: RefundId,
  decide: (refund: Refund) => Promise<Result<{ refund: Refund; writes: Writes }, RefundRefusal>>,
): Promise<Answer> {
  const { store } = deps;
  const load = async (): Promise<Result<Refund, RefundRefusal>> => {
    const refund = await loadRefund(store, id);
    return refund === undefined ? err({ kind: "not_found" }) : ok(refund);
  };
  return once<Refund, RefundRefusal>({
    store,
    command,
    identity: commandKey(command),
    current: load,
    attempt: async () => {
      const loaded = await load();
      if (!loaded.ok) return loaded;
      const decided = await decide(loaded.value);
      if (!decided.ok) return decided;
      const { refund, writes } = decided.value;
      const committed = await store.commit({ ...writes, command: putCommand(command) });
      if (!committed.ok) return err({ kind: "concurrent_update" });
      killPoint("refund.changed");
      return ok(refund);
    },
  });
}

/**
 * The backer gives another account after a refund has failed. The bank's name check runs as work; until it says yes,
 * nothing moves. A foreign refund is not found.
 * @see docs/rules/refund.md#a-new-account
 */
export const proposeRefundAccount = (
  deps: Pick<RefundDeps, "store">,
  command: Command,
  { refundId, payee }: { refundId: RefundId; payee: Payee },
): Promise<Answer> =>
  changing(deps, command, refundId, async (refund) => {
    if (refund.backerId !== command.actor) return err({ kind: "not_found" });
    const proposed = proposePayee(refund, { payee, at: command.now });
    if (!proposed.ok) return proposed;
    const changed = refundChange({
      previous: refund,
      next: proposed.value,
      kind: "refund.account_proposed",
      actor: command.actor,
      at: command.now,
    });
    const check = putWork({
      kind: "refund.check-account",
      ref: refundId,
      dueAt: command.now,
      cause: [refundId, String(changed.refund.version)],
    });
    return ok({ refund: changed.refund, writes: { ...changed.writes, check } });
  });

/** What the bank said: only a full match is trusted with money. */
export type NameCheckResult = "match" | "close" | "mismatch";

/**
 * Asks the bank whether an account belongs to a name; called by the worker, outside of any command. `asked`: its staff
 * will answer.
 */
export type NameCheck = (account: {
  partnerId: Refund["partnerId"];
  payee: Payee;
}) => Promise<NameCheckResult | "asked">;

/**
 * Applies the bank's answer on a proposed account: a match issues a successor of the failed instruction, anything
 * else asks the backer again.
 * @param input.asked the account that was asked about, where the answer may come after another one was named
 */
export const resolveRefundAccount = (
  deps: RefundDeps,
  command: Command,
  { refundId, result, asked }: { refundId: RefundId; result: NameCheckResult; asked?: Proposal },
): Promise<Answer> =>
  changing(deps, command, refundId, async (refund) => {
    if (asked !== undefined && !isSame(asked, refund))
      return err({ kind: "refund_status", status: refund.status });
    const { actor, now: at } = command;
    if (result !== "match") {
      const refused = refuseProposal(refund);
      if (!refused.ok) return refused;
      return ok(
        refundChange({
          previous: refund,
          next: refused.value,
          kind: "refund.account_refused",
          actor,
          at,
          data: { result },
        }),
      );
    }
    return instructAgain(deps, refund, { actor, at });
  });

type Proposal = NonNullable<RefundIn<"rejected">["proposal"]>;

/** Whether a refund still has the proposal whose account was asked about. */
const isSame = ({ payee, proposedAt }: Proposal, refund: Refund): boolean =>
  "proposal" in refund &&
  refund.proposal?.proposedAt === proposedAt &&
  refund.proposal.payee.account === payee.account &&
  refund.proposal.payee.name === payee.name;

async function instructAgain(
  deps: RefundDeps,
  refund: Refund,
  { actor, at }: { actor: string; at: RefundIn<"requested">["requestedAt"] },
): Promise<Result<{ refund: Refund; writes: Writes }, RefundRefusal>> {
  if (refund.status !== "rejected" && refund.status !== "returned")
    return err({ kind: "refund_status", status: refund.status });
  const { proposal } = refund;
  if (proposal === undefined) return err({ kind: "refund_status", status: refund.status });
  const main = { book: refund.campaignId, currency: refund.amount.currency };
  const { instruction, writes: instructionWrites } = draftInstruction({
    cause: { kind: "refund", id: refund.id },
    kind: "refund",
    partnerId: refund.partnerId,
    book: refund.campaignId,
    debtorAccount: refund.debtorAccount,
    creditor: proposal.payee,
    amount: refund.amount,
    pendingDebit: accountId({ ...main, code: "refund-payable" }),
    pendingCredit: accountId({ ...main, code: "custody" }),
    predecessorId: refund.instructionId,
    at,
    actor,
  });
  const again = requestAgain(refund, { instructionId: instruction.id, at });
  if (!again.ok) return again;
  const changed = refundChange({
    previous: refund,
    next: again.value,
    kind: "refund.requested_again",
    actor,
    at,
    data: { instructionId: instruction.id, predecessorId: refund.instructionId },
  });
  const news = await deps.onNews(changed.refund, "requested", { actor, at });
  return ok({ refund: changed.refund, writes: mergeWrites(changed.writes, instructionWrites, news) });
}

/**
 * The work `refund.check-account`: asks the bank and applies its answer. Harmless to repeat; a refund that has moved
 * on meanwhile is left alone.
 */
export async function checkRefundAccount(
  deps: RefundDeps & { nameCheck: NameCheck },
  command: Command,
  refundId: RefundId,
): Promise<void> {
  const refund = await loadRefund(deps.store, refundId);
  if (refund === undefined || !("proposal" in refund) || refund.proposal?.state !== "checking") return;
  const { partnerId, proposal } = refund;
  const result = await deps.nameCheck({ partnerId, payee: proposal.payee });
  killPoint("refund.name-checked");
  if (result === "asked") {
    const { name, account } = proposal.payee;
    const about = { id: refundId, kind: "refund-account", partnerId, name, account } as const;
    await deps.store.commit({ question: putNameQuestion({ ...about, askedAt: command.now }) });
    return;
  }
  await resolveRefundAccount(deps, command, { refundId, result, asked: proposal });
}
