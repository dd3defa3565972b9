import type { Instant } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { BankReference } from "./account-number.ts";
import type { BankDate } from "./calendar.ts";
import type { Instruction, InstructionIn, InstructionRequest, InstructionStatus } from "./instruction.ts";

/** The move is not in the lifecycle of product.md. */
export type InstructionStatusRefusal = Readonly<{ kind: "instruction_status"; status: InstructionStatus }>;

type Moved<S extends InstructionStatus> = Result<InstructionIn<S>, InstructionStatusRefusal>;

const refused = ({ status }: Instruction) => err({ kind: "instruction_status" as const, status });

const withoutRequest = <S extends Instruction>({ request: _request, ...rest }: S): Omit<S, "request"> => rest;

/** `created → sent`: the bank is told, in a settlement run. */
export function markSent(
  instruction: Instruction,
  { runId, executeOn, at }: { runId: string; executeOn: BankDate; at: Instant },
): Moved<"sent"> {
  if (instruction.status !== "created") return refused(instruction);
  const { request: _request, ...rest } = instruction;
  return ok({ ...rest, status: "sent", runId, executeOn, sentAt: at, sends: instruction.sends + 1 });
}

/** `unknown → sent`, with the same end-to-end id, only after the bank said that it does not know it. */
export function markResent(instruction: Instruction, at: Instant): Moved<"sent"> {
  if (instruction.status !== "unknown") return refused(instruction);
  const { unknownAt: _unknownAt, ...rest } = instruction;
  return ok({ ...rest, status: "sent", sentAt: at, sends: instruction.sends + 1 });
}

/** `sent | accepted → unknown`: no word in time. The money may have moved; nothing is concluded. */
export function markUnknown(instruction: Instruction, at: Instant): Moved<"unknown"> {
  if (instruction.status === "sent") return ok({ ...instruction, status: "unknown", unknownAt: at });
  if (instruction.status !== "accepted") return refused(instruction);
  const { acceptedAt: _acceptedAt, ...rest } = instruction;
  return ok({ ...rest, status: "unknown", unknownAt: at });
}

/** `sent | unknown → accepted`: the bank will execute it. An answer to a query may accept what was unknown. */
export function markAccepted(
  instruction: Instruction,
  { sequence, at }: { sequence: number; at: Instant },
): Moved<"accepted"> {
  const bankSequence = Math.max(instruction.bankSequence, sequence);
  if (instruction.status === "sent") {
    return ok({ ...instruction, status: "accepted", bankSequence, acceptedAt: at });
  }
  if (instruction.status !== "unknown") return refused(instruction);
  const { unknownAt: _unknownAt, ...rest } = instruction;
  return ok({ ...rest, status: "accepted", bankSequence, acceptedAt: at });
}

/** An open instruction without what belongs to its open status alone. */
function asSent(instruction: Instruction): InstructionIn<"sent"> | undefined {
  switch (instruction.status) {
    case "sent":
      return instruction;
    case "accepted": {
      const { acceptedAt: _acceptedAt, ...rest } = instruction;
      return { ...rest, status: "sent" };
    }
    case "unknown": {
      const { unknownAt: _unknownAt, ...rest } = instruction;
      return { ...rest, status: "sent" };
    }
    case "created":
    case "held":
    case "cancelled":
    case "settled":
    case "rejected":
    case "returned":
      return undefined;
  }
}

/** `sent | accepted | unknown → settled`: the bank moved the money. */
export function markSettled(
  instruction: Instruction,
  fact: { bankReference: BankReference; bookedAt: Instant; sequence: number; at: Instant },
): Moved<"settled"> {
  const open = asSent(instruction);
  if (!open) return refused(instruction);
  const { bankReference, bookedAt, sequence, at } = fact;
  const bankSequence = Math.max(instruction.bankSequence, sequence);
  return ok({ ...open, status: "settled", bankReference, bookedAt, bankSequence, settledAt: at });
}

/** `sent | accepted | unknown → rejected`: the bank will not move the money. Its cause may issue a successor. */
export function markRejected(
  instruction: Instruction,
  fact: { reason: string; sequence: number; at: Instant },
): Moved<"rejected"> {
  const open = asSent(instruction);
  if (!open) return refused(instruction);
  const bankSequence = Math.max(instruction.bankSequence, fact.sequence);
  return ok({ ...open, status: "rejected", reason: fact.reason, bankSequence, rejectedAt: fact.at });
}

/** `settled → returned`: the money came back, by a return message or a statement and never by anything else. */
export function markReturned(
  instruction: Instruction,
  fact: { returnReference: BankReference; reason: string; sequence: number; at: Instant },
): Moved<"returned"> {
  if (instruction.status !== "settled") return refused(instruction);
  const { returnReference, reason, sequence, at } = fact;
  const bankSequence = Math.max(instruction.bankSequence, sequence);
  return ok({ ...instruction, status: "returned", returnReference, reason, bankSequence, returnedAt: at });
}

/** `created → held`: it stays out of settlement runs. A hold by its bank is lifted by the bank alone. */
export function holdInstruction(
  instruction: Instruction,
  { reason, at, by }: { reason: string; at: Instant; by?: "bank" },
): Moved<"held"> {
  if (instruction.status !== "created") return refused(instruction);
  const held = { ...withoutRequest(instruction), status: "held" as const, reason, heldAt: at };
  return ok(by === undefined ? held : { ...held, heldBy: by });
}

/** `held → created`: the next run takes it. */
export function releaseInstruction(instruction: Instruction): Moved<"created"> {
  if (instruction.status !== "held") return refused(instruction);
  const { reason: _reason, heldAt: _heldAt, heldBy: _heldBy, request: _request, ...rest } = instruction;
  return ok({ ...rest, status: "created" });
}

/**
 * `created | held → cancelled`: never sent, so the bank need not be told. Only together with what it pays: nobody
 * cancels an instruction alone, since the money that it owes would be owed for ever and paid by nothing.
 */
export function cancelInstruction(
  instruction: Instruction,
  { reason, at }: { reason: string; at: Instant },
): Moved<"cancelled"> {
  if (instruction.status === "created") {
    return ok({ ...withoutRequest(instruction), status: "cancelled", reason, cancelledAt: at });
  }
  if (instruction.status !== "held") return refused(instruction);
  const { heldAt: _heldAt, heldBy: _heldBy, request: _request, ...rest } = instruction;
  return ok({ ...rest, status: "cancelled", reason, cancelledAt: at });
}

/** What two persons may refuse each other. */
export type TwoPersonsRefusal = Readonly<
  | InstructionStatusRefusal
  | { kind: "same_person" }
  | { kind: "nothing_requested" }
  | { kind: "already_requested" }
  /** Its bank holds it: the platform's people cannot release it. */
  | { kind: "held_by_bank" }
>;

const mayRequest = (instruction: Instruction, action: InstructionRequest["action"]): boolean =>
  instruction.status === (action === "release" ? "held" : "created");

/** Whether its bank holds it. */
export const isHeldByBank = (instruction: Instruction): boolean =>
  instruction.status === "held" && instruction.heldBy === "bank";

/** The first person's word: recorded, nothing moves yet. */
export function requestInstructionChange(
  instruction: Instruction,
  request: InstructionRequest,
): Result<Instruction, TwoPersonsRefusal> {
  if (!mayRequest(instruction, request.action)) return refused(instruction);
  if (request.action === "release" && isHeldByBank(instruction)) return err({ kind: "held_by_bank" });
  if (instruction.request) return err({ kind: "already_requested" });
  return ok({ ...instruction, request });
}

/** The second person's word: another natural person than the first, and then it happens. */
export function confirmInstructionChange(
  instruction: Instruction,
  { personId, at }: { personId: string; at: Instant },
): Result<Instruction, TwoPersonsRefusal> {
  const { request } = instruction;
  if (!request) return err({ kind: "nothing_requested" });
  if (request.personId === personId) return err({ kind: "same_person" });
  const why = { reason: request.reason, at };
  switch (request.action) {
    case "hold":
      return holdInstruction(instruction, why);
    case "release":
      return releaseInstruction(instruction);
  }
}

/** The request is withdrawn by either person. */
export function dropInstructionRequest(instruction: Instruction): Result<Instruction, TwoPersonsRefusal> {
  if (!instruction.request) return err({ kind: "nothing_requested" });
  const { request: _request, ...rest } = instruction;
  return ok(rest);
}
