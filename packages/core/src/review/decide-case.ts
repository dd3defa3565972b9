import type { UserPrincipal } from "../identity/actor.ts";
import type { Command } from "../kernel/command.ts";
import { err, ok } from "../kernel/result.ts";
import { explainDecision } from "./explain-decision.ts";
import { policyOf } from "./policies.ts";
import type { Policy } from "./policy.ts";
import type { CaseIn, Decider, ReviewCase } from "./review-case.ts";
import { decidingRuns, loadRuns } from "./review-store.ts";
import { actOnCase, type ReviewDeps } from "./work-case.ts";

/** How many approvers a case needs: two when its amount is above the policy's limit for one. */
export function approversNeeded(reviewCase: ReviewCase, policy: Policy): 1 | 2 {
  const { amount } = reviewCase;
  if (amount === undefined) return 1;
  const limitMinor = policy.secondApproverAbove[amount.currency];
  return limitMinor !== undefined && amount.minor > limitMinor ? 2 : 1;
}

/**
 * An approver, another person than the analyst, agrees with the conclusion: the case is decided, and its subject in
 * the same transaction. Above the policy's limit a second approver must agree first.
 * @see docs/rules/review.md#four-eyes
 */
export const approveConclusion = (
  deps: ReviewDeps,
  command: Command,
  input: { caseId: string; by: UserPrincipal },
) =>
  actOnCase(deps, command, { ...input, role: "approver" }, async (reviewCase) => {
    if (reviewCase.status !== "analyst_done")
      return err({ kind: "case_not_in_state", status: reviewCase.status, expected: "analyst_done" });
    const { personId, userId } = input.by;
    const before = [reviewCase.analyst, ...reviewCase.approvals];
    if (before.some((person) => person.personId === personId)) return err({ kind: "second_person_required" });
    const policy = policyOf(reviewCase.policy);
    const approver: Decider = { userId, personId, at: command.now };
    const approvals = [...reviewCase.approvals, approver];
    const data = {
      ref: reviewCase.subject.id,
      enterprise: reviewCase.subject.enterpriseId,
      subject: reviewCase.subject.kind,
      verdict: reviewCase.conclusion.verdict,
    };
    if (approvals.length < approversNeeded(reviewCase, policy))
      return ok({ next: { ...reviewCase, approvals }, happening: { kind: "review.approved_first", data } });
    const runs = decidingRuns(await loadRuns(deps.store, reviewCase.id));
    const { analyst, conclusion, approvals: _approvals, ...rest } = reviewCase;
    const decided: CaseIn<"decided"> = {
      ...rest,
      status: "decided",
      decision: {
        verdict: conclusion.verdict,
        at: command.now,
        analyst,
        approvers: approvals,
        explanation: explainDecision(reviewCase, conclusion, runs, command.now),
      },
    };
    return ok({
      next: decided,
      happening: { kind: "review.decided", data: { ...data, contentHash: reviewCase.subject.contentHash } },
      more: await deps.effects[reviewCase.subject.kind].onDecided(decided, command),
    });
  });

/** The approver does not agree: the case goes back to its analyst with a reason. */
export const returnToAnalyst = (
  deps: ReviewDeps,
  command: Command,
  input: { caseId: string; by: UserPrincipal; reason: string },
) =>
  actOnCase(deps, command, { ...input, role: "approver" }, async (reviewCase) => {
    if (reviewCase.status !== "analyst_done")
      return err({ kind: "case_not_in_state", status: reviewCase.status, expected: "analyst_done" });
    if (reviewCase.analyst.personId === input.by.personId) return err({ kind: "second_person_required" });
    const { conclusion: _conclusion, approvals: _approvals, ...rest } = reviewCase;
    return ok({
      next: { ...rest, status: "claimed" },
      happening: { kind: "review.returned", data: { ref: reviewCase.subject.id, reason: input.reason } },
    });
  });
