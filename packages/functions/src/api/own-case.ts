import { history } from "@firstlot/core/audit/event";
import type { Store } from "@firstlot/core/kernel/store";
import { explanationSchema } from "@firstlot/core/review/explanation";
import { policyOf } from "@firstlot/core/review/policies";
import type { ReviewCase } from "@firstlot/core/review/review-case";
import { decidingRuns, loadRuns } from "@firstlot/core/review/review-store";
import { waitingOn } from "@firstlot/core/review/waiting-on";
import { z } from "@hono/zod-openapi";
import { caseView, stepView } from "./backoffice/review-views.ts";
import { subjectName, subjectSeen } from "./case-subject.ts";

const turn = z.enum(["analyst", "approver", "applicant", "nobody"]);

/** What happened to a case that its applicant is told: nothing of what reviewers say among themselves. */
const TOLD_EVENTS = [
  "review.opened",
  "review.claimed",
  "review.change_requested",
  "review.answered",
  "review.concluded",
  "review.decided",
  "review.appealed",
  "review.withdrawn",
] as const;

/** A case as its applicant sees it: no reviewer's account, no internal note. */
export const applicantCaseView = caseView
  .omit({ analyst: true, conclusion: true, approvals: true, decision: true })
  .extend({
    name: subjectName,
    waitingOn: turn,
    /** Since when the clock stands still because the applicant was asked. */
    waitingSince: z.string().optional(),
    steps: z.array(
      stepView
        .extend({
          /** When its latest result came. */
          at: z.string().optional(),
        })
        .openapi("ApplicantStep"),
    ),
    events: z.array(z.object({ kind: z.enum(TOLD_EVENTS), at: z.string() })),
    decision: z.object({ verdict: z.string(), at: z.string(), explanation: explanationSchema }).optional(),
    decidedByRoles: z.array(z.string()).optional(),
    notChecked: z.array(z.string()),
    answerDays: z.int(),
  })
  .openapi("ApplicantCase");

/** A case in the list of its applicant. */
export const applicantCaseRowView = z
  .object({
    id: z.string(),
    status: z.string(),
    kind: z.string(),
    subjectId: z.string(),
    name: subjectName,
    round: z.int(),
    openedAt: z.string(),
    decisionDueAt: z.string(),
    waitingOn: turn,
    /** Until when the open request is to be answered. */
    answerBy: z.string().optional(),
    verdict: z.string().optional(),
    decidedAt: z.string().optional(),
  })
  .openapi("ApplicantCaseRow");

/** A case for the list of its applicant. */
export async function ownCaseRowOf(store: Store, reviewCase: ReviewCase) {
  const { id, status, subject, round, openedAt, decisionDueAt, requests } = reviewCase;
  const { name } = await subjectSeen(store, subject);
  return {
    ...{ id, status, kind: subject.kind, subjectId: subject.id, name, round, openedAt, decisionDueAt },
    waitingOn: waitingOn(reviewCase).who,
    ...(status === "waiting_for_applicant"
      ? { answerBy: requests.find(({ answeredAt }) => answeredAt === undefined)?.answerBy }
      : {}),
    ...(status === "decided"
      ? { verdict: reviewCase.decision.verdict, decidedAt: reviewCase.decision.at }
      : {}),
  };
}

const told = new Set<string>(TOLD_EVENTS);

/** A case as its applicant may read it: its steps with their times, what happened, what was asked and decided. */
export async function ownCaseOf(store: Store, reviewCase: ReviewCase) {
  const [{ name }, runs, { events }] = await Promise.all([
    subjectSeen(store, reviewCase.subject),
    loadRuns(store, reviewCase.id),
    history(store, { id: reviewCase.id }),
  ]);
  const latest = new Map(decidingRuns(runs).map((run) => [run.step, run]));
  const { notChecked, answerDays } = policyOf(reviewCase.policy);
  return {
    ...reviewCase,
    ...{ name, notChecked: [...notChecked], answerDays },
    waitingOn: waitingOn(reviewCase).who,
    steps: reviewCase.steps.map((step) => ({ ...step, at: latest.get(step.kind)?.at })),
    events: events.filter(({ kind }) => told.has(kind)).map(({ kind, at }) => ({ kind, at })),
    ...(reviewCase.status === "decided"
      ? { decidedByRoles: ["analyst", ...reviewCase.decision.approvers.map(() => "approver")] }
      : {}),
  };
}
