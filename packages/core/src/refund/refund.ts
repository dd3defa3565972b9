import { z } from "zod";
import { accountNumberSchema, payeeSchema } from "../bank/account-number.ts";
import { instructionIdSchema } from "../bank/instruction.ts";
import { partnerIdSchema } from "../identity/actor.ts";
import { derivedIdPart, idSchema } from "../kernel/id.ts";
import { addMs, DAY_MS, type Instant, instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { positiveMoneySchema } from "../money/money.ts";

export const refundIdSchema = idSchema("rfd", "RefundId");
export type RefundId = z.infer<typeof refundIdSchema>;

/** How long a failed refund waits for a new account before its money counts as dormant. @see docs/rules/refund.md#dormant */
export const DORMANT_AFTER_DAYS = 180;

/** Why money goes back. */
export const refundReasonSchema = z.enum([
  "withdrawn",
  "cancelled_by_backer",
  "short_at_expiry",
  "excess",
  "duplicate",
  "late",
  "campaign_failed",
  "campaign_cancelled",
]);
export type RefundReason = z.infer<typeof refundReasonSchema>;

/** A new account that the backer gave after a refund had failed; it counts only once the bank knows its name. */
const proposalSchema = z.strictObject({
  payee: payeeSchema,
  proposedAt: instantSchema,
  state: z.enum(["checking", "mismatch"]),
});

const base = {
  id: refundIdSchema,
  /** The pledge that the money was paid for. */
  pledgeId: z.string().regex(/^plg_/),
  campaignId: z.string().regex(/^cmp_/),
  backerId: z.string().regex(/^usr_/),
  partnerId: partnerIdSchema,
  amount: positiveMoneySchema,
  reason: refundReasonSchema,
  /** The custody account that pays. */
  debtorAccount: accountNumberSchema,
  /** Who is paid: the payer's own account, or the one given later. Personal data: on the item only. */
  payee: payeeSchema,
  /** The instruction that moves it, or moved it last. */
  instructionId: instructionIdSchema,
  requestedAt: instantSchema,
  version: z.int().min(1),
  eventHash: z.string(),
};
const failed = {
  ...base,
  failure: z.string(),
  failedAt: instantSchema,
  /** When the money becomes dormant unless a new account is given. */
  dormantAt: instantSchema,
  proposal: proposalSchema.optional(),
};

/** Money on its way back to a backer. @see docs/rules/refund.md */
export const refundSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("requested") }),
  z.strictObject({ ...base, status: z.literal("instructed"), instructedAt: instantSchema }),
  z.strictObject({ ...base, status: z.literal("settled"), settledAt: instantSchema }),
  z.strictObject({ ...failed, status: z.literal("rejected") }),
  z.strictObject({ ...failed, status: z.literal("returned") }),
  z.strictObject({ ...base, status: z.literal("dormant"), dormantSince: instantSchema }),
]);
export type Refund = Readonly<z.infer<typeof refundSchema>>;
export type RefundStatus = Refund["status"];
export type RefundIn<S extends RefundStatus> = Extract<Refund, { status: S }>;

/** The drawn transitions. @see docs/rules/refund.md#lifecycle */
export const REFUND_TRANSITIONS: Readonly<Record<RefundStatus, readonly RefundStatus[]>> = {
  requested: ["instructed"],
  instructed: ["settled", "rejected"],
  settled: ["returned"],
  rejected: ["rejected", "requested", "dormant"],
  returned: ["returned", "requested", "dormant"],
  dormant: [],
};

/** The refund that a cause asks for; the same cause again is the same refund. */
export const refundIdOf = (cause: readonly string[]): RefundId =>
  refundIdSchema.parse(`rfd_${derivedIdPart(["refund", ...cause])}`);

/** The move is not in the lifecycle. */
export type RefundStatusRefusal = Readonly<{ kind: "refund_status"; status: RefundStatus }>;
type Moved<S extends RefundStatus> = Result<RefundIn<S>, RefundStatusRefusal>;

const refused = ({ status }: Refund) => err({ kind: "refund_status" as const, status });

/** What every status has, without what belongs to one alone. */
function bare(refund: Refund): Omit<RefundIn<"requested">, "status"> {
  const { id, pledgeId, campaignId, backerId, partnerId, amount, reason, debtorAccount, payee } = refund;
  const { instructionId, requestedAt, version, eventHash } = refund;
  const about = { id, pledgeId, campaignId, backerId, partnerId, amount, reason, debtorAccount, payee };
  return { ...about, instructionId, requestedAt, version, eventHash };
}

/** `requested → instructed`: the bank was told, in a settlement run. */
export const markInstructed = (refund: Refund, at: Instant): Moved<"instructed"> =>
  refund.status === "requested"
    ? ok({ ...bare(refund), status: "instructed", instructedAt: at })
    : refused(refund);

/** `instructed → settled`: the bank moved the money. */
export const markSettled = (refund: Refund, at: Instant): Moved<"settled"> =>
  refund.status === "instructed"
    ? ok({ ...bare(refund), status: "settled", settledAt: at })
    : refused(refund);

/** `instructed → rejected` or `settled → returned`: the backer is asked for another account. */
export function markFailed(
  refund: Refund,
  { failure, at }: { failure: string; at: Instant },
): Moved<"rejected" | "returned"> {
  const rest = { failure, failedAt: at, dormantAt: addMs(at, DORMANT_AFTER_DAYS * DAY_MS) };
  if (refund.status === "instructed") return ok({ ...bare(refund), ...rest, status: "rejected" });
  if (refund.status === "settled") return ok({ ...bare(refund), ...rest, status: "returned" });
  return refused(refund);
}

/** Whether the backer may give another account. */
export const isFailed = (refund: Refund): refund is RefundIn<"rejected" | "returned"> =>
  refund.status === "rejected" || refund.status === "returned";

/**
 * A new account is taken down; nothing moves until the bank has checked its name. None is while another one is being
 * checked: an answer about one account must never count for the next.
 */
export const proposePayee = (
  refund: Refund,
  { payee, at }: { payee: RefundIn<"requested">["payee"]; at: Instant },
): Moved<"rejected" | "returned"> =>
  isFailed(refund) && refund.proposal?.state !== "checking"
    ? ok({ ...refund, proposal: { payee, proposedAt: at, state: "checking" } })
    : refused(refund);

/** The name does not belong to the account: the backer may give another one. */
export function refuseProposal(refund: Refund): Moved<"rejected" | "returned"> {
  if (!isFailed(refund) || refund.proposal?.state !== "checking") return refused(refund);
  return ok({ ...refund, proposal: { ...refund.proposal, state: "mismatch" } });
}

/** `rejected | returned → requested`: the checked account takes the place of the old one. */
export function requestAgain(
  refund: Refund,
  { instructionId, at }: { instructionId: Refund["instructionId"]; at: Instant },
): Moved<"requested"> {
  if (!isFailed(refund) || refund.proposal?.state !== "checking") return refused(refund);
  const { payee } = refund.proposal;
  return ok({ ...bare(refund), payee, instructionId, requestedAt: at, status: "requested" });
}

/** `rejected | returned → dormant`, at `dormantAt` and not before. */
export function markDormant(refund: Refund, now: Instant): Moved<"dormant"> {
  if (!isFailed(refund)) return refused(refund);
  invariant(now >= refund.dormantAt, "money is dormant only when its time is up");
  return ok({ ...bare(refund), status: "dormant", dormantSince: now });
}
