import { z } from "zod";
import { partnerIdSchema } from "../identity/actor.ts";
import { instantSchema } from "../kernel/instant.ts";
import { moneySchema } from "../money/money.ts";
import { bankReferenceSchema } from "./account-number.ts";
import { type Instruction, instructionIdSchema, isOpen } from "./instruction.ts";

/** What a bank says about one of our instructions, from whichever source it came. */
export const instructionFactSchema = z.strictObject({
  partnerId: partnerIdSchema,
  instructionId: instructionIdSchema,
  endToEndId: z.string(),
  outcome: z.enum(["accepted", "settled", "rejected", "returned"]),
  amount: moneySchema,
  bankReference: bankReferenceSchema,
  bookedAt: instantSchema,
  /** Position among the bank's messages about the instruction; 0 for a statement, which has the last word anyway. */
  sequence: z.int().min(0),
  reason: z.string().max(100).optional(),
  source: z.enum(["confirmation", "query", "statement", "portal"]),
  /** Where the kept request is: an inbox entry or a statement line. */
  evidence: z.string().max(300),
});
export type InstructionFact = Readonly<z.infer<typeof instructionFactSchema>>;

/** Why a fact is not applied but put before a person. */
export type FactConflict =
  | "another_partner"
  | "another_end_to_end_id"
  | "another_amount"
  | "another_currency"
  | "another_bank_reference"
  | "never_sent"
  | "rejected_after_settled"
  | "settled_after_rejected";

/** What is to be done with a fact. `early`: it needs another one first (a return before the settlement). */
export type FactJudgement = Readonly<
  | { kind: "apply" }
  | { kind: "already_applied" }
  | { kind: "stale" }
  | { kind: "early" }
  | { kind: "conflict"; conflict: FactConflict }
>;

const conflict = (what: FactConflict): FactJudgement => ({ kind: "conflict", conflict: what });

/** Owner, end-to-end id, currency and amount must be the instruction's own. */
function bindingConflict(instruction: Instruction, fact: InstructionFact): FactConflict | undefined {
  if (instruction.partnerId !== fact.partnerId) return "another_partner";
  if (instruction.endToEndId !== fact.endToEndId) return "another_end_to_end_id";
  if (instruction.amount.currency !== fact.amount.currency) return "another_currency";
  if (instruction.amount.minor !== fact.amount.minor) return "another_amount";
  return undefined;
}

function judgeSettled(instruction: Instruction, fact: InstructionFact): FactJudgement {
  switch (instruction.status) {
    case "sent":
    case "accepted":
    case "unknown":
      return { kind: "apply" };
    case "settled":
    case "returned":
      return instruction.bankReference === fact.bankReference
        ? { kind: "already_applied" }
        : conflict("another_bank_reference");
    case "rejected":
      return conflict("settled_after_rejected");
    case "created":
    case "held":
    case "cancelled":
      return conflict("never_sent");
  }
}

function judgeRejected(instruction: Instruction, fact: InstructionFact): FactJudgement {
  switch (instruction.status) {
    case "sent":
    case "accepted":
    case "unknown":
      return { kind: "apply" };
    case "settled":
    case "returned":
      return fact.sequence > 0 && fact.sequence < instruction.bankSequence
        ? { kind: "stale" }
        : conflict("rejected_after_settled");
    case "rejected":
      return { kind: "already_applied" };
    case "created":
    case "held":
    case "cancelled":
      return conflict("never_sent");
  }
}

function judgeReturned(instruction: Instruction, fact: InstructionFact): FactJudgement {
  switch (instruction.status) {
    case "settled":
      return { kind: "apply" };
    case "sent":
    case "accepted":
    case "unknown":
      return { kind: "early" };
    case "returned":
      return instruction.returnReference === fact.bankReference
        ? { kind: "already_applied" }
        : conflict("another_bank_reference");
    case "rejected":
      return conflict("settled_after_rejected");
    case "created":
    case "held":
    case "cancelled":
      return conflict("never_sent");
  }
}

function judgeAccepted(instruction: Instruction, fact: InstructionFact): FactJudgement {
  if (instruction.status === "created" || instruction.status === "held" || instruction.status === "cancelled")
    return conflict("never_sent");
  if (instruction.status === "accepted") return { kind: "already_applied" };
  if (!isOpen(instruction) || fact.sequence <= instruction.bankSequence) return { kind: "stale" };
  return { kind: "apply" };
}

/**
 * Decides what a fact does to an instruction. A final word is applied whatever was skipped before it; a word that is
 * behind is ignored; a word that contradicts a final one moves nothing and goes to a person.
 * @see docs/rules/bank.md#confirmations
 */
export function judgeFact(instruction: Instruction, fact: InstructionFact): FactJudgement {
  const binding = bindingConflict(instruction, fact);
  if (binding) return conflict(binding);
  switch (fact.outcome) {
    case "accepted":
      return judgeAccepted(instruction, fact);
    case "settled":
      return judgeSettled(instruction, fact);
    case "rejected":
      return judgeRejected(instruction, fact);
    case "returned":
      return judgeReturned(instruction, fact);
  }
}
