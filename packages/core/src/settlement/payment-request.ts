import { z } from "zod";
import { payeeSchema } from "../bank/account-number.ts";
import { instructionIdSchema } from "../bank/instruction.ts";
import { campaignIdSchema } from "../campaign/campaign.ts";
import { spendingLineIdSchema } from "../campaign/presale-terms.ts";
import { enterpriseIdSchema, partnerIdSchema } from "../identity/actor.ts";
import { idSchema } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { type Money, positiveMoneySchema } from "../money/money.ts";
import { PAYMENT_REVIEW_ABOVE_MINOR } from "./settlement-policy.ts";

export const paymentRequestIdSchema = idSchema("pay", "PaymentRequestId");
export type PaymentRequestId = z.infer<typeof paymentRequestIdSchema>;

const approvalSchema = z.strictObject({ by: z.string(), personId: z.string(), at: instantSchema });

/** What the enterprise asks for: one named payee, one purpose of the plan, one invoice. */
export const paymentContentSchema = z.strictObject({
  lineId: spendingLineIdSchema,
  /** Absent on the own-costs line: that one goes to the verified payout account only. */
  payee: payeeSchema.optional(),
  amount: positiveMoneySchema,
  invoiceEvidenceId: z.string().min(1).max(60).optional(),
  note: z.string().max(500).optional(),
});
export type PaymentContent = Readonly<z.infer<typeof paymentContentSchema>>;

const base = {
  id: paymentRequestIdSchema,
  campaignId: campaignIdSchema,
  enterpriseId: enterpriseIdSchema,
  partnerId: partnerIdSchema,
  ...paymentContentSchema.shape,
  createdBy: z.string(),
  createdAt: instantSchema,
  version: z.int().min(1),
  eventHash: z.string(),
  payloadHash: z.string(),
};
/** From the request on the payee is fixed, also on the own-costs line. */
const fixed = { ...base, payee: payeeSchema, requestedAt: instantSchema };
const approved = { ...fixed, approvals: z.array(approvalSchema).max(2), approvedAt: instantSchema };

/**
 * One payment from the campaign account:
 * `draft → requested → instructed | refused`, `instructed → paid`, `instructed | paid → returned`.
 * A draft may be written anew or taken away. The last approval and the instruction are one transaction; after a return the enterprise asks anew.
 * @see docs/rules/settlement.md#payment-requests
 */
export const paymentRequestSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("draft") }),
  z.strictObject({ ...fixed, approvals: z.array(approvalSchema).max(2), status: z.literal("requested") }),
  z.strictObject({ ...fixed, status: z.literal("refused"), reason: z.string(), refusedAt: instantSchema }),
  z.strictObject({ ...approved, status: z.literal("instructed"), instructionId: instructionIdSchema }),
  z.strictObject({
    ...approved,
    status: z.literal("paid"),
    instructionId: instructionIdSchema,
    paidAt: instantSchema,
  }),
  z.strictObject({
    ...approved,
    status: z.literal("returned"),
    instructionId: instructionIdSchema,
    reason: z.string(),
    returnedAt: instantSchema,
  }),
]);
export type PaymentRequest = Readonly<z.infer<typeof paymentRequestSchema>>;
export type PaymentStatus = PaymentRequest["status"];
export type PaymentIn<S extends PaymentStatus> = Extract<PaymentRequest, { status: S }>;

/** The move is not in the lifecycle. */
export type PaymentStatusRefusal = Readonly<{ kind: "payment_status"; status: PaymentStatus }>;
type Moved<S extends PaymentStatus, E = never> = Result<PaymentIn<S>, PaymentStatusRefusal | E>;

const refused = ({ status }: PaymentRequest) => err({ kind: "payment_status" as const, status });

/** How many approvers a payment needs: none up to the limit of its currency, two above. */
export const approversNeeded = ({ minor, currency }: Money): 0 | 2 =>
  minor > PAYMENT_REVIEW_ABOVE_MINOR[currency] ? 2 : 0;

/** The enterprise writes its draft anew: nothing of the old content stays. */
export function rewriteDraft(request: PaymentRequest, content: PaymentContent): Moved<"draft"> {
  if (request.status !== "draft") return refused(request);
  const { payee: _payee, invoiceEvidenceId: _invoice, note: _note, ...rest } = request;
  return ok({ ...rest, ...content });
}

/** The enterprise takes a draft away; what was asked for is never taken away. */
export const discardDraft = (request: PaymentRequest): Moved<"draft"> =>
  request.status === "draft" ? ok(request) : refused(request);

/** The enterprise asks for the payment; its amount is taken from the budget in the same commit. */
export const requestPayment = (
  request: PaymentRequest,
  { payee, at }: { payee: PaymentIn<"requested">["payee"]; at: Instant },
): Moved<"requested"> =>
  request.status === "draft"
    ? ok({ ...request, payee, requestedAt: at, approvals: [], status: "requested" })
    : refused(request);

/** One approver agrees; a second must be another natural person. */
export function agreeToPayment(
  request: PaymentRequest,
  approval: z.infer<typeof approvalSchema>,
): Moved<"requested", { kind: "second_person_required" }> {
  if (request.status !== "requested") return refused(request);
  if (request.approvals.some(({ personId }) => personId === approval.personId)) {
    return err({ kind: "second_person_required" });
  }
  return ok({ ...request, approvals: [...request.approvals, approval] });
}

/** Enough approvals: the bank will be told in the next settlement run. */
export const instructPayment = (
  request: PaymentIn<"requested">,
  { instructionId, at }: { instructionId: PaymentIn<"instructed">["instructionId"]; at: Instant },
): PaymentIn<"instructed"> => ({ ...request, instructionId, approvedAt: at, status: "instructed" });

/** A reviewer refuses it; the amount returns to the budget. */
export function refusePayment(
  request: PaymentRequest,
  { reason, at }: { reason: string; at: Instant },
): Moved<"refused"> {
  if (request.status !== "requested") return refused(request);
  const { approvals: _approvals, ...rest } = request;
  return ok({ ...rest, reason, refusedAt: at, status: "refused" });
}

/** The bank paid the payee. */
export const payPaymentRequest = (request: PaymentRequest, at: Instant): Moved<"paid"> =>
  request.status === "instructed" ? ok({ ...request, paidAt: at, status: "paid" }) : refused(request);

/** The bank rejected or returned it; the amount is in the budget again, and a new request may ask for it. */
export function reopenPaymentRequest(
  request: PaymentRequest,
  { reason, at }: { reason: string; at: Instant },
): Moved<"returned"> {
  if (request.status === "instructed") return ok({ ...request, reason, returnedAt: at, status: "returned" });
  if (request.status !== "paid") return refused(request);
  const { paidAt: _paidAt, ...rest } = request;
  return ok({ ...rest, reason, returnedAt: at, status: "returned" });
}
