import { z } from "zod";
import type { Command, ConcurrencyRefusal } from "../kernel/command.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { CommitFailure, Store, Writes } from "../kernel/store.ts";
import { transferWrites } from "../ledger/ledger-store.ts";
import type { TransferDraft } from "../ledger/transfer.ts";
import { bankReferenceSchema } from "./account-number.ts";
import { loadBankAccount } from "./bank-account.ts";
import { type BankFact, bankFactName, bankFactRefusal, bankFactWrite } from "./bank-fact.ts";
import { breakIdSchema, reopenReturned } from "./break.ts";
import { changeBreak, loadBreak } from "./break-store.ts";
import type { Instruction, InstructionKind } from "./instruction.ts";
import { type FactConflict, type InstructionFact, judgeFact } from "./instruction-fact.ts";
import { loadInstruction } from "./instruction-store.ts";
import { postedTransfer, returnedTransfer, voidedTransfer } from "./instruction-transfer.ts";
import { markAccepted, markRejected, markReturned, markSettled } from "./instruction-transition.ts";
import { type QuarantineId, quarantine } from "./quarantine.ts";
import { changeInstruction } from "./send-instruction.ts";

/** What became of the money, for the thing that asked for it. */
export type InstructionOutcome = Readonly<
  | { kind: "sent" }
  | { kind: "settled" }
  | { kind: "rejected"; reason: string }
  | { kind: "returned"; reason: string }
>;

/** Further writes of an instruction's cause, in the same transaction; by kind, wired by `functions`. */
export type InstructionEffects = Readonly<
  Record<
    InstructionKind,
    (instruction: Instruction, outcome: InstructionOutcome, command: Command) => Promise<Writes>
  >
>;

export interface ConfirmDeps {
  readonly store: Store;
  readonly effects: InstructionEffects;
}

/** What a fact did. Everything but `applied` moved nothing. */
export type Confirmed = Readonly<
  | { kind: "applied"; instruction: Instruction }
  | { kind: "already_applied" }
  | { kind: "stale" }
  | { kind: "quarantined"; quarantineId: QuarantineId; reason: string }
>;

/** Why a fact could not be dealt with yet: it waits for another one, or somebody else was faster. Try again. */
export type ConfirmRefusal = Readonly<ConcurrencyRefusal | { kind: "fact_too_early" }>;

const TRIES_MAX = 4;

/**
 * Applies a bank's word to an instruction: status, ledger, bank fact and the effects of its cause in one transaction.
 * Bound to owner, end-to-end id, amount and currency; a word that does not fit is quarantined with the kept request.
 * Harmless when repeated.
 * @param more further writes of the transaction that applies it: the trace of a command
 */
export async function confirmInstruction(
  deps: ConfirmDeps,
  command: Command,
  fact: InstructionFact,
  more: Writes = {},
): Promise<Result<Confirmed, ConfirmRefusal>> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const instruction = await loadInstruction(deps.store, fact.instructionId);
    if (!instruction) return keep(deps, { command, fact, reason: "unknown_instruction" });
    const judgement = judgeFact(instruction, fact);
    switch (judgement.kind) {
      case "already_applied":
      case "stale":
        return ok({ kind: judgement.kind });
      case "early":
        return err({ kind: "fact_too_early" });
      case "conflict":
        return keep(deps, { command, fact, reason: judgement.conflict });
      case "apply": {
        const applied = await apply(deps, { command, instruction, fact }, more);
        if (applied !== "again") return applied;
      }
    }
  }
  return err({ kind: "concurrent_update" });
}

/** The reason why a fact stays unapplied for good, kept with its evidence for two persons. */
export async function keep(
  deps: Pick<ConfirmDeps, "store">,
  kept: {
    command: Command;
    fact: InstructionFact;
    reason: FactConflict | "unknown_instruction" | "fact_conflict" | "too_early";
  },
): Promise<Result<Confirmed, never>> {
  const { command, fact, reason } = kept;
  const { quarantined, writes } = quarantine({
    partnerId: fact.partnerId,
    reason,
    ref: fact.instructionId,
    evidence: fact.evidence,
    fact: z.json().parse({ ...fact, amount: { ...fact.amount } }),
    at: command.now,
    actor: command.actor,
  });
  await deps.store.commit(writes); // refused only when the same word is kept already
  killPoint("bank.fact-quarantined");
  return ok({ kind: "quarantined", quarantineId: quarantined.id, reason });
}

type Application = { command: Command; instruction: Instruction; fact: InstructionFact };

async function apply(
  deps: ConfirmDeps,
  application: Application,
  more: Writes,
): Promise<Result<Confirmed, never> | "again"> {
  const { command, instruction, fact } = application;
  const { next, transfers, bankFact, outcome } = changeOf(application);
  const { next: changed, writes } = changeInstruction({
    previous: instruction,
    next,
    kind: `instruction.${fact.outcome}`,
    actor: command.actor,
    at: command.now,
    data: {
      source: fact.source,
      bankReference: fact.bankReference,
      bookedAt: fact.bookedAt,
      ...(fact.reason === undefined ? {} : { reason: fact.reason }),
    },
  });
  const caused = outcome ? await causedWrites(deps, { instruction: changed, outcome, command }) : {};
  const committed = await deps.store.commit(
    mergeWrites(
      writes,
      transferWrites(transfers),
      bankFact ? { [bankFactName(bankFact)]: bankFactWrite(bankFact) } : {},
      await arrival(deps, application),
      caused,
      more,
    ),
  );
  killPoint(`bank.instruction-${fact.outcome}`);
  if (committed.ok) return ok({ kind: "applied", instruction: changed });
  return explain(deps, { ...application, bankFact, failure: committed.error });
}

/** What the outcome does to the thing that asked for the money; a break that was to be returned is the bank's own room. */
const causedWrites = async (
  { store, effects }: ConfirmDeps,
  caused: { instruction: Instruction; outcome: InstructionOutcome; command: Command },
): Promise<Writes> =>
  caused.instruction.cause.kind === "break"
    ? breakWrites(store, caused)
    : effects[caused.instruction.kind](caused.instruction, caused.outcome, caused.command);

/** Money that could not be returned to its payer is in suspense again, and its break is open again. */
async function breakWrites(
  store: Store,
  {
    instruction,
    outcome,
    command,
  }: { instruction: Instruction; outcome: InstructionOutcome; command: Command },
): Promise<Writes> {
  if (outcome.kind !== "rejected" && outcome.kind !== "returned") return {};
  const previous = await loadBreak(store, breakIdSchema.parse(instruction.cause.id));
  invariant(previous !== undefined, "an instruction's break exists");
  const next = reopenReturned(previous, instruction.id);
  if (next === undefined) return {};
  const { actor, now: at } = command;
  const data = { instruction: instruction.id, reasonCode: outcome.reason };
  return changeBreak({ previous, next, kind: "break.return_failed", actor, at, data }).writes;
}

/**
 * Money that goes from one of our accounts at a bank to another is booked there twice: the arrival is a fact of the
 * other account, known by the end-to-end id until the statement brings the bank's own reference.
 */
async function arrival(deps: ConfirmDeps, { command, instruction, fact }: Application): Promise<Writes> {
  if (fact.outcome !== "settled") return {};
  const { partnerId, creditor } = instruction;
  const own = await loadBankAccount(deps.store, { partnerId, number: creditor.account });
  if (!own) return {};
  const arrived: BankFact = {
    ...factOf({ command, instruction, fact }, "credit"),
    account: creditor.account,
    bankReference: bankReferenceSchema.parse(instruction.endToEndId),
  };
  return { [bankFactName(arrived)]: bankFactWrite(arrived) };
}

async function explain(
  deps: ConfirmDeps,
  failed: Application & { bankFact: BankFact | undefined; failure: CommitFailure },
): Promise<Result<Confirmed, never> | "again"> {
  const { command, fact, bankFact, failure, instruction } = failed;
  if (failure.failed.has(`instruction:${instruction.id}`)) return "again"; // another word was faster: judge anew
  const recorded = bankFact && bankFactRefusal(failure, bankFact);
  if (recorded) return keep(deps, { command, fact, reason: "fact_conflict" });
  return "again"; // the cause or the ledger changed meanwhile
}

function changeOf({ command, instruction, fact }: Application): {
  next: Instruction;
  transfers: readonly TransferDraft[];
  bankFact?: BankFact;
  outcome?: InstructionOutcome;
} {
  const { bankReference, bookedAt, sequence } = fact;
  const at = command.now;
  const reason = fact.reason ?? "unspecified";
  switch (fact.outcome) {
    case "accepted":
      return { next: must(markAccepted(instruction, { sequence, at })), transfers: [] };
    case "settled":
      return {
        next: must(markSettled(instruction, { bankReference, bookedAt, sequence, at })),
        transfers: [postedTransfer(instruction, at)],
        bankFact: factOf({ command, instruction, fact }, "debit"),
        outcome: { kind: "settled" },
      };
    case "rejected":
      return {
        next: must(markRejected(instruction, { reason, sequence, at })),
        transfers: [voidedTransfer(instruction, at)],
        outcome: { kind: "rejected", reason },
      };
    case "returned":
      return {
        next: must(markReturned(instruction, { returnReference: bankReference, reason, sequence, at })),
        transfers: [returnedTransfer(instruction, at)],
        bankFact: factOf({ command, instruction, fact }, "credit"),
        outcome: { kind: "returned", reason },
      };
  }
}

const factOf = ({ command, instruction, fact }: Application, direction: BankFact["direction"]): BankFact => ({
  partnerId: instruction.partnerId,
  account: instruction.debtorAccount,
  bankReference: fact.bankReference,
  amount: fact.amount,
  direction,
  bookedAt: fact.bookedAt,
  cause: instruction.id,
  at: command.now,
});

function must<T>(moved: Result<T, unknown>): T {
  invariant(moved.ok, "a fact that was judged applicable applies");
  return moved.value;
}
