import type { IdempotencyRefusal } from "../kernel/command.ts";
import {
  type Command,
  type ConcurrencyRefusal,
  commandKey,
  type Done,
  once,
  putCommand,
} from "../kernel/command.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store } from "../kernel/store.ts";
import type { Instruction, InstructionId, InstructionRequest } from "./instruction.ts";
import { loadInstruction } from "./instruction-store.ts";
import {
  confirmInstructionChange,
  dropInstructionRequest,
  requestInstructionChange,
  type TwoPersonsRefusal,
} from "./instruction-transition.ts";
import { changeInstruction } from "./send-instruction.ts";

/** Why a decision about an instruction was not taken. */
export type DecideInstructionRefusal = Readonly<
  | TwoPersonsRefusal
  | { kind: "not_found" }
  | { kind: "version_mismatch" }
  | ConcurrencyRefusal
  | IdempotencyRefusal
>;

/** Who decides: an operator as natural person. */
export interface DecidingPerson {
  readonly userId: string;
  readonly personId: string;
}

type Decided = Promise<Result<Done<Instruction>, DecideInstructionRefusal>>;

interface Decision {
  readonly instructionId: InstructionId;
  /** The version that the person saw. */
  readonly version?: number | undefined;
}

function decide(
  store: Store,
  command: Command,
  options: Decision & {
    kind: string;
    change: (instruction: Instruction) => Result<Instruction, TwoPersonsRefusal>;
  },
): Decided {
  const { instructionId, version, kind, change } = options;
  const read = async (): Promise<Result<Instruction, DecideInstructionRefusal>> => {
    const found = await loadInstruction(store, instructionId);
    return found ? ok(found) : err({ kind: "not_found" });
  };
  const attempt = async (): Promise<Result<Instruction, DecideInstructionRefusal>> => {
    const previous = await read();
    if (!previous.ok) return previous;
    if (version !== undefined && previous.value.version !== version) return err({ kind: "version_mismatch" });
    const changed = change(previous.value);
    if (!changed.ok) return changed;
    const { next, writes } = changeInstruction({
      previous: previous.value,
      next: changed.value,
      kind: `instruction.${kind}`,
      actor: command.actor,
      at: command.now,
      data: { status: changed.value.status },
    });
    const committed = await store.commit(mergeWrites(writes, { command: putCommand(command) }));
    return committed.ok ? ok(next) : err({ kind: "concurrent_update" });
  };
  return once({ store, command, identity: commandKey(command), attempt, current: read });
}

/** The first person asks that an instruction be held or released; nothing moves yet. */
export const requestDecision = (
  { store }: { store: Store },
  command: Command,
  input: Decision & { action: InstructionRequest["action"]; reason: string; by: DecidingPerson },
): Decided =>
  decide(store, command, {
    ...input,
    kind: "change_requested",
    change: (instruction) =>
      requestInstructionChange(instruction, {
        action: input.action,
        reason: input.reason,
        ...input.by,
        at: command.now,
      }),
  });

/** The second person, another natural person, makes it happen. */
export const confirmDecision = (
  { store }: { store: Store },
  command: Command,
  input: Decision & { by: DecidingPerson },
): Decided =>
  decide(store, command, {
    ...input,
    kind: "change_confirmed",
    change: (instruction) =>
      confirmInstructionChange(instruction, { personId: input.by.personId, at: command.now }),
  });

/** The request is taken back. */
export const dropDecision = ({ store }: { store: Store }, command: Command, input: Decision): Decided =>
  decide(store, command, { ...input, kind: "change_dropped", change: dropInstructionRequest });
