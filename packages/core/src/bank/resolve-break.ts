import {
  type Command,
  type ConcurrencyRefusal,
  commandKey,
  type Done,
  type IdempotencyRefusal,
  once,
  putCommand,
} from "../kernel/command.ts";
import { assertNever } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { CommitFailure, Store, Writes } from "../kernel/store.ts";
import { accountId } from "../ledger/account.ts";
import type { LedgerRefusal } from "../ledger/ledger-refusal.ts";
import { transferRefusal, transferWrites } from "../ledger/ledger-store.ts";
import { type TransferDraft, transferId, validateTransfer } from "../ledger/transfer.ts";
import { money } from "../money/money.ts";
import { putWork } from "../work/work-item.ts";
import {
  type Break,
  type BreakId,
  type BreakIn,
  type BreakProposal,
  type BreakRefusal,
  confirmedProposal,
  dropProposal,
  explainBreak,
  proposeResolution,
  reopenBreak,
} from "./break.ts";
import { changeBreak, loadBreak } from "./break-store.ts";
import type { DecidingPerson } from "./decide-instruction.ts";
import { draftInstruction } from "./draft-instruction.ts";

/** Why a break was not resolved. */
export type ResolveRefusal = Readonly<
  | BreakRefusal
  | { kind: "not_found" }
  | { kind: "version_mismatch" }
  | { kind: "ledger_refused"; reason: LedgerRefusal["kind"] }
  /** The pledge is of another bank, account or currency, or takes no money any more. */
  | { kind: "pledge_takes_no_payment" }
  | ConcurrencyRefusal
  | IdempotencyRefusal
>;

type Resolved = Promise<Result<Done<Break>, ResolveRefusal>>;
type Change = { next: Break; more?: Writes; drafts?: readonly TransferDraft[] };

/**
 * Gives unallocated money to the pledge that two persons name: its writes and transfers, out of suspense included. By the
 * room of pledges; wired in `functions`.
 */
export type AssignToPledge = (
  assigned: { found: BreakIn<"open">; pledgeId: string },
  command: Command,
) => Promise<
  Result<
    { transferId: string; writes: Writes; transfers: readonly TransferDraft[] },
    Extract<ResolveRefusal, { kind: "not_found" | "pledge_takes_no_payment" }>
  >
>;

interface BreakInput {
  readonly breakId: BreakId;
  /** The version that the person saw. */
  readonly version?: number | undefined;
}

function resolve(
  store: Store,
  command: Command,
  options: BreakInput & {
    kind: string;
    change: (found: Break) => Result<Change, ResolveRefusal> | Promise<Result<Change, ResolveRefusal>>;
  },
): Resolved {
  const { breakId, version, kind, change } = options;
  const read = async (): Promise<Result<Break, ResolveRefusal>> => {
    const found = await loadBreak(store, breakId);
    return found ? ok(found) : err({ kind: "not_found" });
  };
  const attempt = async (): Promise<Result<Break, ResolveRefusal>> => {
    const found = await read();
    if (!found.ok) return found;
    const previous = found.value;
    if (version !== undefined && previous.version !== version) return err({ kind: "version_mismatch" });
    const changed = await change(previous);
    if (!changed.ok) return changed;
    const { next: decided, more = {}, drafts = [] } = changed.value;
    const { actor, now: at } = command;
    const { next, writes } = changeBreak({ previous, next: decided, kind: `break.${kind}`, actor, at });
    const committed = await store.commit(
      mergeWrites(writes, more, transferWrites(drafts), { command: putCommand(command) }),
    );
    killPoint(`break.${kind}`);
    return committed.ok ? ok(next) : err(explain(committed.error, drafts));
  };
  return once({ store, command, identity: commandKey(command), attempt, current: read });
}

function explain(failure: CommitFailure, drafts: readonly TransferDraft[]): ResolveRefusal {
  if (failure.failed.has("shard")) return { kind: "pledge_takes_no_payment" };
  const refusal = transferRefusal(failure, drafts);
  return refusal ? { kind: "ledger_refused", reason: refusal.kind } : { kind: "concurrent_update" };
}

/** Says why there is a difference; nothing moves, and matching that waited for it goes on. */
export const explainDifference = (
  { store }: { store: Store },
  command: Command,
  input: BreakInput & { note: string; by: DecidingPerson },
): Resolved =>
  resolve(store, command, {
    ...input,
    kind: "explained",
    change: (found) => {
      const next = explainBreak(found, { note: input.note, by: { ...input.by, at: command.now } });
      if (!next.ok) return next;
      const work = putWork({
        kind: "statement.match",
        ref: found.id,
        dueAt: command.now,
        cause: [found.id, String(found.version)],
        data: { partnerId: found.partnerId, account: found.account },
      });
      return ok({ next: next.value, more: { work } });
    },
  });

/** The explanation did not hold. */
export const reopenDifference = (
  { store }: { store: Store },
  command: Command,
  input: BreakInput,
): Resolved =>
  resolve(store, command, {
    ...input,
    kind: "reopened",
    change: (found) => {
      const next = reopenBreak(found);
      return next.ok ? ok({ next: next.value }) : next;
    },
  });

/** The first person proposes a correction, a write-off or a return; nothing moves yet. */
export const proposeBreakResolution = (
  { store }: { store: Store },
  command: Command,
  input: BreakInput & { proposal: BreakProposal },
): Resolved =>
  resolve(store, command, {
    ...input,
    kind: "proposed",
    change: (found) => {
      const next = proposeResolution(found, input.proposal);
      return next.ok ? ok({ next: next.value }) : next;
    },
  });

/** The proposal is taken back. */
export const dropBreakProposal = (
  { store }: { store: Store },
  command: Command,
  input: BreakInput,
): Resolved =>
  resolve(store, command, {
    ...input,
    kind: "proposal_dropped",
    change: (found) => {
      const next = dropProposal(found);
      return next.ok ? ok({ next: next.value }) : next;
    },
  });

/** The second person, another natural person, confirms: the transfer is posted, or the instruction created. */
export const confirmBreakResolution = (
  { store, assign }: { store: Store; assign: AssignToPledge },
  command: Command,
  input: BreakInput & { by: DecidingPerson },
): Resolved =>
  resolve(store, command, {
    ...input,
    kind: "resolved",
    change: async (found) => {
      const confirmed = confirmedProposal(found, input.by);
      if (!confirmed.ok) return confirmed;
      const { open, proposal } = confirmed.value;
      const by = { ...input.by, at: command.now };
      switch (proposal.action) {
        case "correct":
          return correct(open, { proposal, by, command });
        case "return_to_payer":
          return giveBack(open, { proposal, by, command });
        case "assign_to_pledge":
          return assignTo(assign, open, { proposal, by, command });
      }
      return assertNever(proposal);
    },
  });

type Confirming<A extends BreakProposal["action"]> = {
  proposal: Extract<BreakProposal, { action: A }>;
  by: BreakIn<"explained">["explainedBy"];
  command: Command;
};

/** The code of the account that is the money at the bank, in the break's book. */
const bankCode = ({ book }: Break): "custody" | "campaign-bank" =>
  book.startsWith("cmp_") ? "campaign-bank" : "custody";

function correct(
  open: BreakIn<"open">,
  { proposal, by, command }: Confirming<"correct">,
): Result<Change, ResolveRefusal> {
  const { book, currency, suspenseMinor, unpostedMinor } = open;
  const fromCode = suspenseMinor === 0 ? bankCode(open) : "suspense";
  const from = accountId({ book, code: fromCode, currency });
  const minor = suspenseMinor === 0 ? unpostedMinor : suspenseMinor;
  const transfer: TransferDraft = {
    id: transferId([open.id, "correction"]),
    book,
    ...(minor > 0 ? { debit: from, credit: proposal.to } : { debit: proposal.to, credit: from }),
    amount: money(Math.abs(minor), currency),
    step: "posted",
    cause: open.id,
    at: command.now,
    origin: suspenseMinor === 0 ? "bank_fact" : "command",
  };
  const refusal = validateTransfer(transfer);
  if (refusal) return err({ kind: "ledger_refused", reason: refusal.kind });
  const { proposal: _open, ...rest } = open;
  const next: BreakIn<"corrected"> = {
    ...rest,
    status: "corrected",
    proposal,
    confirmedBy: by,
    transferId: transfer.id,
  };
  return ok({ next, drafts: [transfer] });
}

function giveBack(
  open: BreakIn<"open">,
  { proposal, by, command }: Confirming<"return_to_payer">,
): Result<Change, ResolveRefusal> {
  const { book, currency, suspenseMinor } = open;
  const { instruction, writes } = draftInstruction({
    cause: { kind: "break", id: open.id },
    kind: "refund",
    partnerId: open.partnerId,
    book,
    debtorAccount: open.account,
    creditor: proposal.creditor,
    amount: money(suspenseMinor, currency),
    pendingDebit: accountId({ book, code: "suspense", currency }),
    pendingCredit: accountId({ book, code: bankCode(open), currency }),
    ...(open.failedInstructionId === undefined ? {} : { predecessorId: open.failedInstructionId }),
    at: command.now,
    actor: command.actor,
  });
  const { proposal: _open, ...rest } = open;
  const next: BreakIn<"returned_to_payer"> = {
    ...rest,
    status: "returned_to_payer",
    proposal,
    confirmedBy: by,
    instructionId: instruction.id,
  };
  return ok({ next, more: writes });
}

async function assignTo(
  assign: AssignToPledge,
  open: BreakIn<"open">,
  { proposal, by, command }: Confirming<"assign_to_pledge">,
): Promise<Result<Change, ResolveRefusal>> {
  const assigned = await assign({ found: open, pledgeId: proposal.pledgeId }, command);
  if (!assigned.ok) return assigned;
  const { transferId: out, writes, transfers } = assigned.value;
  const { proposal: _open, ...rest } = open;
  const next: BreakIn<"corrected"> = {
    ...rest,
    status: "corrected",
    proposal,
    confirmedBy: by,
    transferId: out,
  };
  return ok({ next, more: writes, drafts: transfers });
}
