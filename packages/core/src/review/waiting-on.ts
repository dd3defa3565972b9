import type { ReviewCase } from "./review-case.ts";

/** Whose turn a case is: a role, and the person where only one can act. */
export type WaitingOn = Readonly<{ who: "analyst" | "approver" | "applicant" | "nobody"; userId?: string }>;

/** On whom a case waits in its present state. */
export function waitingOn(reviewCase: ReviewCase): WaitingOn {
  switch (reviewCase.status) {
    case "open":
      return { who: "analyst" };
    case "claimed":
      return { who: "analyst", userId: reviewCase.analyst.userId };
    case "waiting_for_applicant":
      return { who: "applicant" };
    case "analyst_done":
      return { who: "approver" };
    case "decided":
    case "withdrawn":
      return { who: "nobody" };
  }
}

/** Why a person may not take the next step of a case, whatever their role. */
export type CaseBar = "conflict_of_interest" | "decided_earlier_round" | "concluded_it" | "agreed_already";

interface Looking {
  readonly personId: string;
  /** Whether the person belongs to the enterprise under review. */
  readonly hasConflict: boolean;
}

/**
 * What bars a person from a case, as the acts themselves will refuse it; `undefined` when nothing does. An analyst who
 * concluded a case is barred from approving it, not from reading it.
 * @see docs/rules/review.md#four-eyes
 */
export function barOf(reviewCase: ReviewCase, { personId, hasConflict }: Looking): CaseBar | undefined {
  if (hasConflict) return "conflict_of_interest";
  if (reviewCase.excludedPersons.includes(personId)) return "decided_earlier_round";
  if (reviewCase.status !== "analyst_done") return undefined;
  if (reviewCase.analyst.personId === personId) return "concluded_it";
  return reviewCase.approvals.some((approval) => approval.personId === personId)
    ? "agreed_already"
    : undefined;
}

/** Whether a case waits for this person: their role's turn, theirs to take, and nothing bars them. */
export function waitsFor(
  reviewCase: ReviewCase,
  person: Looking & { readonly userId: string; readonly roles: readonly string[] },
): boolean {
  const { who, userId } = waitingOn(reviewCase);
  if (!person.roles.includes(who) || (userId !== undefined && userId !== person.userId)) return false;
  return barOf(reviewCase, person) === undefined;
}
