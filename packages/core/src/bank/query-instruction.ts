import type { InstructionStatus as BankAnswer } from "@firstlot/partner-kit/bank-query";
import type { PartnerId } from "../identity/actor.ts";
import type { Command } from "../kernel/command.ts";
import { addMs, type Instant, instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import type { Result } from "../kernel/result.ts";
import { money, parseAmount } from "../money/money.ts";
import { bankReferenceSchema } from "./account-number.ts";
import { type ConfirmDeps, confirmInstruction } from "./confirm-instruction.ts";
import { type Instruction, type InstructionId, instructionIdSchema, isOpen } from "./instruction.ts";
import type { InstructionFact } from "./instruction-fact.ts";
import { loadInstruction } from "./instruction-store.ts";
import { markUnknown } from "./instruction-transition.ts";
import { changeInstruction, resendInstruction, SILENCE_MS_MAX } from "./send-instruction.ts";

/**
 * Asks the bank about one end-to-end id. It throws when there was no answer: then nothing is concluded. Only an explicit
 * `known: false` allows the same instruction to be sent again.
 */
export type AskBank = (question: {
  partnerId: PartnerId;
  instructionId: InstructionId;
  endToEndId: string;
}) => Promise<BankAnswer>;

export interface QueryDeps extends ConfirmDeps {
  readonly askBank: AskBank;
}

/** What the question led to. `waiting`: ask again at `dueAt`. */
export type Queried = Readonly<
  | { kind: "over" }
  | { kind: "resent" }
  | { kind: "confirmed"; outcome: string }
  | { kind: "waiting"; dueAt: Instant }
>;

/** A bank that knows the instruction but has not executed it is asked again after this time. */
const ASK_AGAIN_MS = 4 * SILENCE_MS_MAX;

/**
 * What happens when a bank has been silent for too long: the instruction becomes `unknown` (never failed), the bank is
 * asked, and its answer is a fact like any other. "Not known" sends the same end-to-end id again; a bank that
 * executed it after all recognises it. No answer throws: the work item backs off and the statement decides meanwhile.
 * @see docs/rules/bank.md#a-silent-bank
 */
export async function queryInstruction(
  deps: QueryDeps,
  command: Command,
  instructionId: InstructionId,
): Promise<Queried> {
  const unknown = await becomeUnknown(deps, command, instructionId);
  if (!unknown) return { kind: "over" };
  const { partnerId, endToEndId } = unknown;
  const answer = await deps.askBank({ partnerId, instructionId, endToEndId });
  killPoint("bank.query-answered");
  invariant(answer.endToEndId === endToEndId, "the bank answers about the instruction that was asked for");
  if (!answer.known) return resend(deps, command, unknown);
  if (answer.status === "returned") return await returnedAnswer(deps, { command, unknown, answer });
  const confirmed = await confirmInstruction(deps, command, factOf(unknown, answer));
  if (!confirmed.ok) throw new Error(`the answer of the bank was not applied: ${confirmed.error.kind}`);
  return answer.status === "accepted"
    ? { kind: "waiting", dueAt: addMs(command.now, ASK_AGAIN_MS) }
    : { kind: "confirmed", outcome: answer.status };
}

/** `sent | accepted → unknown`, committed before the bank is asked; nothing when the bank has spoken meanwhile. */
async function becomeUnknown(
  deps: QueryDeps,
  { now, actor }: Command,
  id: InstructionId,
): Promise<Instruction | undefined> {
  const instruction = await loadInstruction(deps.store, id);
  if (!instruction || !isOpen(instruction)) return undefined;
  if (instruction.status === "unknown") return instruction;
  const moved = markUnknown(instruction, now);
  invariant(moved.ok, "an open instruction may time out");
  const { next, writes } = changeInstruction({
    previous: instruction,
    next: moved.value,
    kind: "instruction.unknown",
    actor,
    at: now,
  });
  const committed = await deps.store.commit(writes);
  killPoint("bank.instruction-unknown");
  if (!committed.ok) throw new Error("the instruction changed while it was being asked for");
  return next;
}

async function resend(deps: QueryDeps, { now, actor }: Command, unknown: Instruction): Promise<Queried> {
  const sent = resendInstruction({ instruction: unknown, at: now, actor });
  invariant(sent.ok, "an unknown instruction may be sent again");
  const committed = await deps.store.commit(sent.value.writes);
  killPoint("bank.instruction-resent");
  if (!committed.ok) throw new Error("the instruction changed while it was being sent again");
  return { kind: "resent" };
}

type Known = Extract<BankAnswer, { known: true }>;

const exactly = (answer: Known): Result<{ minor: number }, unknown> =>
  parseAmount(answer.amount, answer.currency);

function factOf(instruction: Instruction, answer: Known): InstructionFact {
  const amount = exactly(answer);
  invariant(amount.ok, "the bank's amount is exact");
  return {
    partnerId: instruction.partnerId,
    instructionId: instructionIdSchema.parse(answer.instructionId),
    endToEndId: answer.endToEndId,
    outcome: answer.status,
    amount: money(amount.value.minor, answer.currency),
    bankReference: bankReferenceSchema.parse(answer.bankReference),
    bookedAt: instantSchema.parse(answer.bookedAt),
    sequence: answer.sequence,
    ...(answer.reason === undefined ? {} : { reason: answer.reason }),
    source: "query",
    evidence: `query:${instruction.id}:${instruction.sends}`,
  };
}

/**
 * The bank executed it and got it back, and both of its messages were lost. The reference of the way out is on the
 * statement alone, so nothing is booked before that; the answer is applied once the settlement is.
 */
async function returnedAnswer(
  deps: QueryDeps,
  { command, unknown, answer }: { command: Command; unknown: Instruction; answer: Known },
): Promise<Queried> {
  const confirmed = await confirmInstruction(deps, command, factOf(unknown, answer));
  return confirmed.ok
    ? { kind: "confirmed", outcome: "returned" }
    : { kind: "waiting", dueAt: addMs(command.now, ASK_AGAIN_MS) };
}
