import { z } from "zod";
import { partnerIdSchema } from "../identity/actor.ts";
import { derivedIdPart, idSchema } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { accountIdSchema } from "../ledger/account.ts";
import { currencySchema } from "../money/currency.ts";
import { accountNumberSchema, bankReferenceSchema, payeeSchema } from "./account-number.ts";
import { instructionIdSchema } from "./instruction.ts";

export const breakIdSchema = idSchema("brk", "BreakId");
export type BreakId = z.infer<typeof breakIdSchema>;

/** What kind of difference between the bank's books and ours it is. */
export const breakKindSchema = z.enum([
  "amount_differs",
  "duplicate_line",
  "zero_amount",
  "unmatched_credit",
  "unmatched_debit",
  "unallocated_payment",
  "statement_gap",
  "opening_differs",
  "statement_conflict",
  "unexplained_difference",
]);
export type BreakKind = z.infer<typeof breakKindSchema>;

const person = z.strictObject({ userId: z.string(), personId: z.string(), at: instantSchema });

/** What one person proposes and another natural person confirms. */
export const breakProposalSchema = z.discriminatedUnion("action", [
  z.strictObject({
    action: z.literal("correct"),
    to: accountIdSchema,
    note: z.string().min(1).max(500),
    by: person,
  }),
  z.strictObject({
    action: z.literal("return_to_payer"),
    creditor: payeeSchema,
    note: z.string().min(1).max(500),
    by: person,
  }),
  z.strictObject({
    action: z.literal("assign_to_pledge"),
    pledgeId: z.string().regex(/^plg_/),
    note: z.string().min(1).max(500),
    by: person,
  }),
]);
export type BreakProposal = Readonly<z.infer<typeof breakProposalSchema>>;

const base = {
  id: breakIdSchema,
  kind: breakKindSchema,
  partnerId: partnerIdSchema,
  account: accountNumberSchema,
  currency: currencySchema,
  /** The statement and line that show it: `stm_…:4`. */
  line: z.string(),
  bankReference: bankReferenceSchema.optional(),
  /** Effect on the bank's balance that our books do not have, minor units: a term of the equation. */
  unpostedMinor: z.int(),
  /** What was posted to suspense for it, as seen from the bank account (money in is positive); minor units. */
  suspenseMinor: z.int(),
  /** The book that holds the suspense. */
  book: z.string(),
  at: instantSchema,
  /** The last instruction that was to return the money and failed: the next one names it. */
  failedInstructionId: instructionIdSchema.optional(),
  version: z.int().min(1),
  eventHash: z.string(),
};

/** A reconciliation difference. Nothing about it is settled by itself, except by a line that comes later. */
export const breakSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("open"), proposal: breakProposalSchema.optional() }),
  z.strictObject({ ...base, status: z.literal("matched"), by: z.string(), matchedAt: instantSchema }),
  z.strictObject({ ...base, status: z.literal("explained"), note: z.string(), explainedBy: person }),
  z.strictObject({
    ...base,
    status: z.literal("corrected"),
    proposal: breakProposalSchema,
    confirmedBy: person,
    transferId: z.string(),
  }),
  z.strictObject({
    ...base,
    status: z.literal("returned_to_payer"),
    proposal: breakProposalSchema,
    confirmedBy: person,
    instructionId: instructionIdSchema,
  }),
]);
export type Break = Readonly<z.infer<typeof breakSchema>>;
export type BreakStatus = Break["status"];
export type BreakIn<S extends BreakStatus> = Extract<Break, { status: S }>;

/** The id of a difference: the same line shows the same break. */
export const breakIdOf = (cause: readonly string[]): BreakId =>
  breakIdSchema.parse(`brk_${derivedIdPart(cause)}`);

/** Why a break does not move. */
export type BreakRefusal = Readonly<
  | { kind: "break_status"; status: BreakStatus }
  | { kind: "same_person" }
  | { kind: "nothing_proposed" }
  | { kind: "already_proposed" }
  | { kind: "nothing_to_move" }
  | { kind: "account_of_another_book" }
  /** Only money that came in and fits nothing is assigned to a pledge. */
  | { kind: "break_is_no_payment" }
>;

type Person = z.infer<typeof person>;
const refused = ({ status }: Break) => err({ kind: "break_status" as const, status });

/** `open → matched`: a later line or statement accounts for it. */
export function matchBreak(
  found: Break,
  { by, at }: { by: string; at: Instant },
): Result<BreakIn<"matched">, BreakRefusal> {
  if (found.status !== "open") return refused(found);
  const { proposal: _proposal, ...rest } = found;
  return ok({ ...rest, status: "matched", by, matchedAt: at });
}

/** `open → explained`: understood, nothing moves; it goes on counting in the equation. */
export function explainBreak(
  found: Break,
  { note, by }: { note: string; by: Person },
): Result<BreakIn<"explained">, BreakRefusal> {
  if (found.status !== "open") return refused(found);
  const { proposal: _proposal, ...rest } = found;
  return ok({ ...rest, status: "explained", note, explainedBy: by });
}

/** `explained → open`: the explanation did not hold. */
export function reopenBreak(found: Break): Result<BreakIn<"open">, BreakRefusal> {
  if (found.status !== "explained") return refused(found);
  const { note: _note, explainedBy: _explainedBy, ...rest } = found;
  return ok({ ...rest, status: "open" });
}

/**
 * `returned_to_payer → open`: the bank rejected or returned the money, it is in suspense again.
 * @returns nothing when another instruction returned it meanwhile
 */
export function reopenReturned(
  found: Break,
  instructionId: BreakIn<"returned_to_payer">["instructionId"],
): BreakIn<"open"> | undefined {
  if (found.status !== "returned_to_payer" || found.instructionId !== instructionId) return undefined;
  const { proposal: _proposal, confirmedBy: _confirmedBy, instructionId: failed, ...rest } = found;
  return { ...rest, status: "open", failedInstructionId: failed };
}

/** The first person's proposal: money moves only on the second person's word. */
export function proposeResolution(
  found: Break,
  proposal: BreakProposal,
): Result<BreakIn<"open">, BreakRefusal> {
  if (found.status !== "open") return refused(found);
  if (found.proposal) return err({ kind: "already_proposed" });
  if (found.unpostedMinor === 0 && found.suspenseMinor === 0) return err({ kind: "nothing_to_move" });
  if (proposal.action !== "correct" && found.suspenseMinor <= 0) return err({ kind: "nothing_to_move" });
  if (proposal.action === "assign_to_pledge" && found.kind !== "unallocated_payment")
    return err({ kind: "break_is_no_payment" });
  if (proposal.action === "correct" && !proposal.to.startsWith(`${found.book}.`)) {
    return err({ kind: "account_of_another_book" });
  }
  return ok({ ...found, proposal });
}

/** The proposal is taken back. */
export function dropProposal(found: Break): Result<BreakIn<"open">, BreakRefusal> {
  if (found.status !== "open") return refused(found);
  if (!found.proposal) return err({ kind: "nothing_proposed" });
  const { proposal: _proposal, ...rest } = found;
  return ok(rest);
}

/** What the second person confirms: the proposal, if it is another natural person than the first. */
export function confirmedProposal(
  found: Break,
  { personId }: { personId: string },
): Result<{ open: BreakIn<"open">; proposal: BreakProposal }, BreakRefusal> {
  if (found.status !== "open") return refused(found);
  const { proposal } = found;
  if (!proposal) return err({ kind: "nothing_proposed" });
  if (proposal.by.personId === personId) return err({ kind: "same_person" });
  return ok({ open: found, proposal });
}
