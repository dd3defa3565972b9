import { z } from "zod";
import type { PartnerId } from "../identity/actor.ts";
import {
  type Command,
  type ConcurrencyRefusal,
  commandKey,
  type Done,
  type IdempotencyRefusal,
  once,
  putCommand,
} from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store } from "../kernel/store.ts";
import { bankReferenceSchema } from "./account-number.ts";
import { type ConfirmDeps, confirmInstruction } from "./confirm-instruction.ts";
import { type Instruction, type InstructionId, isOpen } from "./instruction.ts";
import { loadInstruction } from "./instruction-store.ts";
import {
  holdInstruction,
  type InstructionStatusRefusal,
  isHeldByBank,
  releaseInstruction,
} from "./instruction-transition.ts";
import { changeInstruction } from "./send-instruction.ts";

/** A reason code of the ISO 20022 external code sets: AC04, AM05, MS03. */
export const reasonCodeSchema = z.string().regex(/^[A-Z0-9]{4}$/, "an ISO 20022 reason code like AC04");

/** Why a bank's decision about one of its instructions was not taken. */
export type BankDecisionRefusal = Readonly<
  | { kind: "not_found" }
  | InstructionStatusRefusal
  /** The platform holds it: its own two persons release it. */
  | { kind: "held_by_platform" }
  | ConcurrencyRefusal
  | IdempotencyRefusal
>;

type Decided = Promise<Result<Done<Instruction>, BankDecisionRefusal>>;
type Own = { partnerId: PartnerId; instructionId: InstructionId };
type Found = Result<Instruction, BankDecisionRefusal>;

/** The instruction, if it is this bank's: a foreign one is not found. */
async function ownInstruction(store: Store, { partnerId, instructionId }: Own): Promise<Found> {
  const instruction = await loadInstruction(store, instructionId);
  return instruction?.partnerId === partnerId ? ok(instruction) : err({ kind: "not_found" });
}

function decide(
  store: Store,
  command: Command,
  options: Own & { kind: string; reason?: string; change: (instruction: Instruction) => Found },
): Decided {
  const { kind, reason, change } = options;
  const current = () => ownInstruction(store, options);
  const attempt = async (): Promise<Found> => {
    const previous = await current();
    if (!previous.ok) return previous;
    const changed = change(previous.value);
    if (!changed.ok) return changed;
    const { next, writes } = changeInstruction({
      previous: previous.value,
      next: changed.value,
      kind,
      actor: command.actor,
      at: command.now,
      data: reason === undefined ? {} : { reason },
    });
    const committed = await store.commit(mergeWrites(writes, { command: putCommand(command) }));
    killPoint(`bank.${kind}`);
    return committed.ok ? ok(next) : err({ kind: "concurrent_update" });
  };
  return once({ store, command, identity: commandKey(command), attempt, current });
}

/**
 * Its bank keeps an instruction out of the runs, with a reason: `created → held`. Only the bank releases it again.
 * @see docs/rules/bank.md#what-a-bank-decides
 */
export const holdByBank = (
  { store }: { store: Store },
  command: Command,
  input: Own & { reason: string },
): Decided =>
  decide(store, command, {
    ...input,
    kind: "instruction.held_by_bank",
    change: (instruction) =>
      holdInstruction(instruction, { reason: input.reason, at: command.now, by: "bank" }),
  });

/** Its bank lets it go: `held → created`, for the next run. What the platform holds is not the bank's to release. */
export const releaseByBank = ({ store }: { store: Store }, command: Command, input: Own): Decided =>
  decide(store, command, {
    ...input,
    kind: "instruction.released_by_bank",
    change: (instruction) =>
      instruction.status === "held" && !isHeldByBank(instruction)
        ? err({ kind: "held_by_platform" })
        : releaseInstruction(instruction),
  });

/**
 * Its bank will not execute it: `sent | accepted | unknown → rejected` with a reason code, the same as a signed
 * confirmation that says so; the cause is reopened. One that was never sent is not rejected but held.
 */
export const rejectByBank = (deps: ConfirmDeps, command: Command, input: Own & { code: string }): Decided => {
  const current = () => ownInstruction(deps.store, input);
  const attempt = async (): Promise<Found> => {
    const found = await current();
    if (!found.ok) return found;
    const { id, status, endToEndId, amount, bankSequence, partnerId } = found.value;
    if (!isOpen(found.value)) return err({ kind: "instruction_status", status });
    const said = await confirmInstruction(
      deps,
      command,
      {
        ...{ partnerId, instructionId: id, endToEndId, amount, outcome: "rejected", reason: input.code },
        bankReference: bankReferenceSchema.parse(endToEndId),
        bookedAt: command.now,
        sequence: bankSequence + 1,
        source: "portal",
        evidence: `command ${command.requestId}`,
      },
      { command: putCommand(command) },
    );
    if (!said.ok || said.value.kind !== "applied") return err({ kind: "concurrent_update" });
    return ok(said.value.instruction);
  };
  return once({ store: deps.store, command, identity: commandKey(command), attempt, current });
};
