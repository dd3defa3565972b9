import type { UserId } from "../identity/actor.ts";
import type { Instant } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import {
  contentHashOf,
  type Enterprise,
  type EnterpriseIn,
  type EnterprisePerson,
  type EnterpriseStatus,
  type ProfileDraft,
} from "./enterprise.ts";
import type { EnterpriseRefusal } from "./enterprise-refusal.ts";

/**
 * The transitions that exist; one that is not here does not.
 *
 * ```text
 * draft ──────► applied ◄────► changes_requested
 *                 │  ▲
 *                 │  └───────── rejected (new evidence, or once by appeal)
 *                 ├──────────►  rejected
 *                 └──────────►  verified ◄────► suspended
 * ```
 */
export const ENTERPRISE_TRANSITIONS = {
  draft: ["applied"],
  applied: ["changes_requested", "verified", "rejected"],
  changes_requested: ["applied"],
  verified: ["suspended"],
  rejected: ["applied"],
  suspended: ["verified"],
} as const satisfies Record<EnterpriseStatus, readonly EnterpriseStatus[]>;

/** Whether the machine has this transition. */
export const isEnterpriseTransition = (move: { from: EnterpriseStatus; to: EnterpriseStatus }): boolean => {
  const targets: readonly EnterpriseStatus[] = ENTERPRISE_TRANSITIONS[move.from];
  return targets.includes(move.to);
};

type NotInState = Extract<EnterpriseRefusal, { kind: "enterprise_not_in_state" }>;

/** The enterprise in one of the `allowed` states, or the refusal that names the state it is in. */
export function inState<const S extends EnterpriseStatus>(
  enterprise: Enterprise,
  allowed: readonly S[],
): Result<EnterpriseIn<S>, NotInState> {
  const isIn = (one: Enterprise): one is EnterpriseIn<S> => allowed.some((status) => status === one.status);
  return isIn(enterprise)
    ? ok(enterprise)
    : err({ kind: "enterprise_not_in_state", status: enterprise.status, allowed });
}

/** States in which the applicant writes and hands in: nothing of it is under review then. */
export const EDITABLE = ["draft", "changes_requested", "rejected"] as const;

const baseOf = (enterprise: Enterprise) => {
  const { id, createdBy, createdAt, changedAt, profile, people, appealed, version, eventHash, payloadHash } =
    enterprise;
  return { id, createdBy, createdAt, changedAt, profile, people, appealed, version, eventHash, payloadHash };
};
const reviewedOf = (enterprise: Exclude<Enterprise, EnterpriseIn<"draft">>) => {
  const { caseId, contentHash, appliedAt } = enterprise;
  return { ...baseOf(enterprise), caseId, contentHash, appliedAt };
};
const verifiedOf = (enterprise: EnterpriseIn<"verified" | "suspended">) => ({
  ...reviewedOf(enterprise),
  verifiedAt: enterprise.verifiedAt,
  decidedBy: enterprise.decidedBy,
});

/** Replaces what the applicant says; only while nothing of it is under review. */
export const writeProfile = (
  enterprise: EnterpriseIn<(typeof EDITABLE)[number]>,
  said: { profile: ProfileDraft; people: readonly EnterprisePerson[] },
): Enterprise => ({ ...enterprise, profile: said.profile, people: said.people });

/** Hands the file in; `caseId` is the case that reviews exactly this content. */
export const apply = (
  enterprise: EnterpriseIn<(typeof EDITABLE)[number]>,
  handedIn: { caseId: string; at: Instant },
): EnterpriseIn<"applied"> => ({
  ...baseOf(enterprise),
  status: "applied",
  caseId: handedIn.caseId,
  contentHash: contentHashOf(enterprise),
  appliedAt: handedIn.at,
});

/** The review asks the applicant for a change. */
export const requestChanges = (
  enterprise: EnterpriseIn<"applied">,
  asked: { reasonCodes: readonly string[]; at: Instant },
): EnterpriseIn<"changes_requested"> => ({
  ...reviewedOf(enterprise),
  status: "changes_requested",
  requestedAt: asked.at,
  reasonCodes: [...asked.reasonCodes],
});

/** Two persons have approved exactly this content. */
export const verify = (
  enterprise: EnterpriseIn<"applied">,
  decided: { by: readonly UserId[]; at: Instant },
): EnterpriseIn<"verified"> => ({
  ...reviewedOf(enterprise),
  status: "verified",
  verifiedAt: decided.at,
  decidedBy: [...decided.by],
});

/** Two persons have refused it. */
export const reject = (
  enterprise: EnterpriseIn<"applied">,
  decided: { reasonCodes: readonly string[]; at: Instant },
): EnterpriseIn<"rejected"> => ({
  ...reviewedOf(enterprise),
  status: "rejected",
  rejectedAt: decided.at,
  reasonCodes: [...decided.reasonCodes],
});

/** The same content and the same case go to other persons: once. */
export function appealRejection(
  enterprise: EnterpriseIn<"rejected">,
): Result<EnterpriseIn<"applied">, Extract<EnterpriseRefusal, { kind: "enterprise_appeal_used" }>> {
  if (enterprise.appealed) return err({ kind: "enterprise_appeal_used" });
  return ok({ ...reviewedOf(enterprise), appealed: true, status: "applied" });
}

/** Stops an enterprise at once: its campaigns pause, its tranches wait, refunds go on. */
export const suspend = (
  enterprise: EnterpriseIn<"verified">,
  by: { userId: UserId; reasonCode: string; at: Instant },
): EnterpriseIn<"suspended"> => ({
  ...verifiedOf(enterprise),
  status: "suspended",
  suspendedAt: by.at,
  suspendedBy: by.userId,
  reasonCode: by.reasonCode,
});

/** Ends a suspension. */
export const reinstate = (enterprise: EnterpriseIn<"suspended">): EnterpriseIn<"verified"> => ({
  ...verifiedOf(enterprise),
  status: "verified",
});
