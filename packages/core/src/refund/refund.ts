import { z } from "zod";
import { accountNumberSchema, payeeSchema } from "../bank/account-number.ts";
import { instructionIdSchema } from "../bank/instruction.ts";
import { nameCheckIdSchema } from "../bank/name-check-id.ts";
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

/**
 * How long the bank's answer on an account that was named in time is waited for past `dormantAt`.
 * @see docs/rules/refund.md#dormant
 */
export const CHECK_HOLDS_DAYS = 30;

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

/**
 * A new account that the backer gave after a refund had failed; it counts only once the bank knows its name. The
 * question to the bank has an id of its own, so that no answer counts for another account. `unanswered`: the bank was
 * asked long enough in vain; its answer still counts until another account is named.
 */
const proposalSchema = z.strictObject({
  checkId: nameCheckIdSchema,
  payee: payeeSchema,
  proposedAt: instantSchema,
  state: z.enum(["checking", "unanswered", "mismatch"]),
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
/** The time for naming another account is over. */
export type RefundAccountLate = Readonly<{ kind: "refund_account_late"; until: Instant }>;
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

/** Whether the bank's answer on a named account is still to come. */
const isOpen = (
  proposal: RefundIn<"rejected">["proposal"],
): proposal is NonNullable<RefundIn<"rejected">["proposal"]> =>
  proposal !== undefined && proposal.state !== "mismatch";

/** The open question to the bank about the account that the backer named, if there is one. */
export const openCheckOf = (refund: Refund): RefundIn<"rejected">["proposal"] =>
  isFailed(refund) && isOpen(refund.proposal) ? refund.proposal : undefined;

/**
 * When a failed refund becomes dormant. An account that was named in time holds the timer while its check is open, for
 * 30 days at most; a check that fails lets the timer go on as it was.
 * @see docs/rules/refund.md#dormant
 */
export const dormancyOf = (refund: RefundIn<"rejected" | "returned">): Instant =>
  isOpen(refund.proposal) ? addMs(refund.dormantAt, CHECK_HOLDS_DAYS * DAY_MS) : refund.dormantAt;

/**
 * A new account is taken down; nothing moves until the bank has checked its name. None is while another one is being
 * checked: an answer about one account must never count for the next. One whose check was given up may be replaced.
 */
export function proposePayee(
  refund: Refund,
  { payee, at }: { payee: RefundIn<"requested">["payee"]; at: Instant },
): Result<RefundIn<"rejected" | "returned">, RefundStatusRefusal | RefundAccountLate> {
  if (!isFailed(refund) || refund.proposal?.state === "checking") return refused(refund);
  const until = dormancyOf(refund);
  if (at >= until) return err({ kind: "refund_account_late", until });
  const question = derivedIdPart(["refund-account", refund.id, String(refund.version + 1)]);
  const checkId = nameCheckIdSchema.parse(`nck_${question}`);
  return ok({ ...refund, proposal: { checkId, payee, proposedAt: at, state: "checking" } });
}

/** The bank was asked in vain: the backer may name another account, and is told. */
export function giveUpCheck(refund: Refund): Moved<"rejected" | "returned"> {
  if (!isFailed(refund) || refund.proposal?.state !== "checking") return refused(refund);
  return ok({ ...refund, proposal: { ...refund.proposal, state: "unanswered" } });
}

/** A check that was given up is taken up again: an operator had the bank asked once more. */
export function askAgain(refund: Refund): Moved<"rejected" | "returned"> {
  if (!isFailed(refund) || refund.proposal?.state !== "unanswered") return refused(refund);
  return ok({ ...refund, proposal: { ...refund.proposal, state: "checking" } });
}

/** The name does not belong to the account: the backer may give another one. */
export function refuseProposal(refund: Refund): Moved<"rejected" | "returned"> {
  if (!isFailed(refund) || !isOpen(refund.proposal)) return refused(refund);
  return ok({ ...refund, proposal: { ...refund.proposal, state: "mismatch" } });
}

/** `rejected | returned → requested`: the checked account takes the place of the old one. */
export function requestAgain(
  refund: Refund,
  { instructionId, at }: { instructionId: Refund["instructionId"]; at: Instant },
): Moved<"requested"> {
  if (!isFailed(refund) || !isOpen(refund.proposal)) return refused(refund);
  const { payee } = refund.proposal;
  return ok({ ...bare(refund), payee, instructionId, requestedAt: at, status: "requested" });
}

/** `rejected | returned → dormant`, when its time is up and not before. */
export function markDormant(refund: Refund, now: Instant): Moved<"dormant"> {
  if (!isFailed(refund)) return refused(refund);
  invariant(now >= dormancyOf(refund), "money is dormant only when its time is up");
  return ok({ ...bare(refund), status: "dormant", dormantSince: now });
}
