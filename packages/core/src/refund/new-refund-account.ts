import type { Payee } from "../bank/account-number.ts";
import { loadBankAccount } from "../bank/bank-account.ts";
import { draftInstruction } from "../bank/draft-instruction.ts";
import type { NameCheckId } from "../bank/name-check-id.ts";
import { deleteNameQuestion, putNameQuestion } from "../bank/name-question.ts";
import {
  type Command,
  commandKey,
  type Done,
  type IdempotencyRefusal,
  once,
  putCommand,
} from "../kernel/command.ts";
import { addMs, DAY_MS, type Instant } from "../kernel/instant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Writes } from "../kernel/store.ts";
import { accountId } from "../ledger/account.ts";
import { putWork, WORK_ATTEMPTS_MAX } from "../work/work-item.ts";
import {
  askAgain,
  giveUpCheck,
  openCheckOf,
  proposePayee,
  type Refund,
  type RefundId,
  type RefundIn,
  refuseProposal,
  requestAgain,
} from "./refund.ts";
import type { RefundDeps } from "./refund-effects.ts";
import type { RefundRefusal } from "./refund-refusal.ts";
import { loadRefund, refundChange, refundUnchanged } from "./refund-store.ts";

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
 * nothing moves. An earlier account whose check was given up is asked about no longer. A foreign refund is not found.
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
    const { partnerId } = refund;
    const ours = await loadBankAccount(deps.store, { partnerId, number: payee.account });
    if (ours !== undefined) return err({ kind: "refund_account_ours" });
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
      data: { checkId: openCheckOf(changed.refund)?.checkId ?? null },
    });
    const writes = { ...mergeWrites(changed.writes, closeQuestion(refund)), check };
    return ok({ refund: changed.refund, writes });
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

/** Takes the open question about a refund's named account from the bank's staff, where there is one. */
export function closeQuestion(refund: Refund): Writes {
  const open = openCheckOf(refund);
  if (open === undefined) return {};
  return { question: deleteNameQuestion({ partnerId: refund.partnerId, id: open.checkId }) };
}

/**
 * Applies the bank's answer on a proposed account: a match issues a successor of the failed instruction, anything
 * else asks the backer again. An answer to a question that is not the refund's open one is refused as superseded.
 * @param input.isByStaff the question is still in the staff's list, and who takes the answer closes it there
 */
export const resolveRefundAccount = (
  deps: RefundDeps,
  command: Command,
  input: { refundId: RefundId; checkId: NameCheckId; result: NameCheckResult; isByStaff: boolean },
): Promise<Answer> =>
  changing(deps, command, input.refundId, async (refund) => {
    const { checkId, result, isByStaff } = input;
    if (openCheckOf(refund)?.checkId !== checkId) return err({ kind: "name_check_superseded" });
    const { actor, now: at } = command;
    const closed = isByStaff ? {} : closeQuestion(refund);
    if (result === "match") {
      const again = await instructAgain(deps, refund, { actor, at });
      if (!again.ok) return again;
      return ok({ refund: again.value.refund, writes: mergeWrites(again.value.writes, closed) });
    }
    const refused = refuseProposal(refund);
    if (!refused.ok) return refused;
    const kind = "refund.account_refused";
    const changed = refundChange({
      previous: refund,
      next: refused.value,
      kind,
      actor,
      at,
      data: { result },
    });
    return ok({ refund: changed.refund, writes: mergeWrites(changed.writes, closed) });
  });

async function instructAgain(
  deps: RefundDeps,
  refund: Refund,
  { actor, at }: { actor: string; at: RefundIn<"requested">["requestedAt"] },
): Promise<Result<{ refund: Refund; writes: Writes }, RefundRefusal>> {
  if (refund.status !== "rejected" && refund.status !== "returned")
    return err({ kind: "refund_status", status: refund.status });
  const proposal = openCheckOf(refund);
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

/** How long the bank's staff have before the backer may name another account; their answer counts until then and after. */
const STAFF_DAYS = 7;

/** `asked`: the bank's staff have the question; looked at again at `giveUpAt`. */
export type AccountCheck = Readonly<{ kind: "over" } | { kind: "asked"; giveUpAt: Instant }>;

/**
 * The work `refund.check-account`: asks the bank and applies its answer. Harmless to repeat; a question that another
 * one has replaced, or that is answered, is left alone. After the last try in vain, and when the bank's staff were
 * asked a week ago, the check is given up: the backer may name another account.
 * @param work.attempt how often it was tried, from 1
 * @param work.isAsked the bank's staff have the question since an earlier run
 * @throws what the bank's side throws: the work item tries again later
 * @see docs/rules/refund.md#a-new-account
 */
export async function checkRefundAccount(
  deps: RefundDeps & { nameCheck: NameCheck },
  command: Command,
  work: { refundId: RefundId; checkId: NameCheckId; attempt: number; isAsked: boolean },
): Promise<AccountCheck> {
  const { refundId, checkId } = work;
  const refund = await loadRefund(deps.store, refundId);
  const proposal = refund === undefined ? undefined : openCheckOf(refund);
  if (refund === undefined || proposal?.checkId !== checkId) return { kind: "over" };
  if (work.isAsked) return giveUp(deps, command, refund);
  const { partnerId } = refund;
  let result: NameCheckResult | "asked";
  try {
    result = await deps.nameCheck({ partnerId, payee: proposal.payee });
  } catch (unanswered) {
    if (work.attempt >= WORK_ATTEMPTS_MAX) await giveUp(deps, command, refund);
    throw unanswered;
  }
  killPoint("refund.name-checked");
  if (result === "asked") return askStaff(deps, command, refund);
  const input = { refundId, checkId, result, isByStaff: false };
  const resolved = await resolveRefundAccount(deps, command, input);
  if (!resolved.ok && resolved.error.kind === "concurrent_update")
    throw new Error("the refund changed while its bank was asked");
  return { kind: "over" };
}

/** Lets the backer name another account; the question stays open until then. */
async function giveUp(
  deps: Pick<RefundDeps, "store">,
  { actor, now: at }: Command,
  refund: Refund,
): Promise<AccountCheck> {
  const given = giveUpCheck(refund);
  if (!given.ok) return { kind: "over" }; // given up before
  const kind = "refund.account_unanswered";
  const changed = refundChange({ previous: refund, next: given.value, kind, actor, at });
  const committed = await deps.store.commit(changed.writes);
  if (!committed.ok) throw new Error("the refund changed while its check was given up");
  return { kind: "over" };
}

/** Puts the question before the bank's staff, unless the refund has moved on while the bank was asked. */
async function askStaff(
  deps: Pick<RefundDeps, "store">,
  { actor, now: at }: Command,
  refund: Refund,
): Promise<AccountCheck> {
  const open = openCheckOf(refund);
  if (open === undefined) return { kind: "over" };
  const { name, account } = open.payee;
  const { id: about, partnerId } = refund;
  const question = { id: open.checkId, kind: "refund-account", about, partnerId, name, account } as const;
  const again = askAgain(refund);
  const kind = "refund.account_asked_again";
  const committed = await deps.store.commit({
    ...(again.ok
      ? refundChange({ previous: refund, next: again.value, kind, actor, at }).writes
      : { refund: refundUnchanged(refund) }),
    question: putNameQuestion({ ...question, askedAt: at }),
  });
  if (!committed.ok) throw new Error("the refund changed while its bank was asked");
  return { kind: "asked", giveUpAt: addMs(at, STAFF_DAYS * DAY_MS) };
}
