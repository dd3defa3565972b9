import { z } from "zod";
import { partnerIdSchema } from "../identity/actor.ts";
import { idSchema } from "../kernel/id.ts";
import { instantSchema } from "../kernel/instant.ts";
import { positiveMoneySchema } from "../money/money.ts";
import { accountNumberSchema, bankReferenceSchema, payeeSchema } from "./account-number.ts";

export const instructionIdSchema = idSchema("ins", "InstructionId");
export type InstructionId = z.infer<typeof instructionIdSchema>;

export const instructionKindSchema = z.enum(["refund", "tranche", "fee", "payment"]);
export type InstructionKind = z.infer<typeof instructionKindSchema>;

/** What one person asked for and a second one must confirm. */
export const instructionRequestSchema = z.strictObject({
  action: z.enum(["hold", "release"]),
  reason: z.string().min(1).max(500),
  userId: z.string(),
  personId: z.string(),
  at: instantSchema,
});
export type InstructionRequest = Readonly<z.infer<typeof instructionRequestSchema>>;

const base = {
  id: instructionIdSchema,
  partnerId: partnerIdSchema,
  kind: instructionKindSchema,
  /** What the money is for: a refund, a tranche, a fee run, a payment request, a break. */
  cause: z.strictObject({ kind: z.string(), id: z.string() }),
  /** The ledger book that the pending transfer is in. */
  book: z.string(),
  debtorAccount: accountNumberSchema,
  creditor: payeeSchema,
  amount: positiveMoneySchema,
  /** At most 35 characters; the same over every resend, so that a bank executes it once. */
  endToEndId: z.string().regex(/^[A-Z0-9]{1,35}$/),
  /** The transfer that is pending while the bank works: posted when settled, voided when rejected. */
  pending: z.strictObject({ debit: z.string(), credit: z.string() }),
  predecessorId: instructionIdSchema.optional(),
  /** The highest sequence of the bank's messages that was applied; 0 before the first. */
  bankSequence: z.int().min(0),
  /** How often it was announced to the bank. */
  sends: z.int().min(0),
  request: instructionRequestSchema.optional(),
  createdAt: instantSchema,
  version: z.int().min(1),
  eventHash: z.string(),
};

const sent = {
  ...base,
  runId: z.string(),
  /** The bank day that execution is asked for. */
  executeOn: z.string(),
  sentAt: instantSchema,
};
const reason = z.string().min(1).max(500);
const settled = {
  ...sent,
  bankReference: bankReferenceSchema,
  bookedAt: instantSchema,
  settledAt: instantSchema,
};

/** One money movement asked of a bank. `unknown` means that the bank's word is missing, never that it failed. */
export const instructionSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("created") }),
  z.strictObject({
    ...base,
    status: z.literal("held"),
    reason,
    heldAt: instantSchema,
    /** Set when its bank held it: then only the bank releases it. */
    heldBy: z.literal("bank").optional(),
  }),
  z.strictObject({ ...base, status: z.literal("cancelled"), reason, cancelledAt: instantSchema }),
  z.strictObject({ ...sent, status: z.literal("sent") }),
  z.strictObject({ ...sent, status: z.literal("accepted"), acceptedAt: instantSchema }),
  z.strictObject({ ...sent, status: z.literal("unknown"), unknownAt: instantSchema }),
  z.strictObject({ ...settled, status: z.literal("settled") }),
  z.strictObject({ ...sent, status: z.literal("rejected"), reason, rejectedAt: instantSchema }),
  z.strictObject({
    ...settled,
    status: z.literal("returned"),
    reason,
    returnReference: bankReferenceSchema,
    returnedAt: instantSchema,
  }),
]);
export type Instruction = Readonly<z.infer<typeof instructionSchema>>;
export type InstructionStatus = Instruction["status"];
export type InstructionIn<S extends InstructionStatus> = Extract<Instruction, { status: S }>;

/** An instruction that the bank was told of and that has no final word yet. */
export type OpenInstruction = InstructionIn<"sent" | "accepted" | "unknown">;

export const isOpen = (instruction: Instruction): instruction is OpenInstruction =>
  instruction.status === "sent" || instruction.status === "accepted" || instruction.status === "unknown";

/** Whether nothing more happens to it, except that a settled one may be returned. */
export const isFinal = ({ status }: Instruction): boolean =>
  status === "cancelled" || status === "settled" || status === "rejected" || status === "returned";

/** The end-to-end id: the instruction's id in characters that every payment scheme carries. */
export const endToEndIdOf = (id: InstructionId): string => id.replace("ins_", "INS");

/** The instruction that an end-to-end id names, if it is one of ours. */
export function instructionIdOf(endToEndId: string): InstructionId | undefined {
  if (!endToEndId.startsWith("INS")) return undefined;
  const id = instructionIdSchema.safeParse(`ins_${endToEndId.slice("INS".length)}`);
  return id.success ? id.data : undefined;
}
