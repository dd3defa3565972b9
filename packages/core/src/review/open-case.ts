import { append } from "../audit/event.ts";
import type { Command } from "../kernel/command.ts";
import { derivedIdPart } from "../kernel/id.ts";
import { addMs, DAY_MS, msBetween } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Store, Writes } from "../kernel/store.ts";
import type { Money } from "../money/money.ts";
import { putWork } from "../work/work-item.ts";
import { currentPolicy, policyOf } from "./policies.ts";
import type { PolicyId } from "./policy.ts";
import { type CaseId, caseIdSchema, freshSteps, type ReviewCase, type Subject } from "./review-case.ts";
import { loadCase, putCase, putCaseRow } from "./review-store.ts";

const POLICY_OF_SUBJECT = {
  enterprise: "enterprise-onboarding",
  campaign: "presale-campaign",
  tranche: "tranche-release",
} as const satisfies Record<Subject["kind"], PolicyId>;

/** What a subject asks for when it is handed in: a new case, or the answer to a request of the case it has. */
export interface ReviewRequest {
  readonly subject: Subject;
  readonly amount?: Money;
  /** The case that waits for this answer; absent at the first submission. */
  readonly caseId?: string;
}

/**
 * The case for a subject, as writes for the subject's own transaction: a submission and its case exist together.
 * A case that waits for the applicant takes up again where it stood: its clock runs on, its automatic steps run anew.
 */
export async function openCase(
  store: Store,
  command: Command,
  request: ReviewRequest,
): Promise<{ caseId: CaseId; writes: Writes }> {
  const waiting =
    request.caseId === undefined ? undefined : await loadCase(store, caseIdSchema.parse(request.caseId));
  if (waiting?.status === "waiting_for_applicant") return resume(waiting, command, request);
  return fresh(command, request);
}

function fresh(command: Command, { subject, amount }: ReviewRequest): { caseId: CaseId; writes: Writes } {
  const policy = currentPolicy(POLICY_OF_SUBJECT[subject.kind]);
  const id = caseIdSchema.parse(`cas_${derivedIdPart([subject.kind, subject.id, command.requestId])}`);
  const event = append({
    id,
    previous: undefined,
    happening: {
      kind: "review.opened",
      actor: command.actor,
      at: command.now,
      data: {
        subject: subject.kind,
        ref: subject.id,
        enterprise: subject.enterpriseId,
        contentHash: subject.contentHash,
        policy: policy.id,
        policyVersion: policy.version,
      },
    },
  });
  const opened: ReviewCase = {
    id,
    version: event.version,
    eventHash: event.eventHash,
    payloadHash: command.payloadHash,
    subject,
    policy: { id: policy.id, version: policy.version },
    ...(amount === undefined ? {} : { amount }),
    round: 1,
    openedAt: command.now,
    decisionDueAt: addMs(command.now, policy.decisionDays * DAY_MS),
    breached: false,
    steps: freshSteps(policy),
    requests: [],
    excludedPersons: [],
    status: "open",
  };
  return {
    caseId: id,
    writes: {
      reviewCase: putCase(opened, undefined),
      reviewCaseRow: putCaseRow(opened),
      reviewEvent: event.write,
      ...stepWork(opened, command),
      ...deadlineWork(opened, command),
    },
  };
}

function resume(
  waiting: Extract<ReviewCase, { status: "waiting_for_applicant" }>,
  command: Command,
  { subject, amount }: ReviewRequest,
): { caseId: CaseId; writes: Writes } {
  invariant(waiting.subject.id === subject.id, "a case goes on with its own subject");
  const event = append({
    id: waiting.id,
    previous: waiting,
    happening: {
      kind: "review.answered",
      actor: command.actor,
      at: command.now,
      data: { ref: subject.id, contentHash: subject.contentHash },
    },
  });
  const { waitingSince, ...rest } = waiting;
  const pausedMs = msBetween({ from: waitingSince, to: command.now });
  const next: ReviewCase = {
    ...rest,
    version: event.version,
    eventHash: event.eventHash,
    subject,
    ...(amount === undefined ? {} : { amount }),
    status: "claimed",
    decisionDueAt: addMs(waiting.decisionDueAt, pausedMs),
    steps: waiting.steps.map((step) =>
      step.mode === "automatic" ? { ...step, status: "pending" } : { ...step, status: "needs_human" },
    ),
    requests: waiting.requests.map((asked) =>
      asked.answeredAt === undefined ? { ...asked, answeredAt: command.now } : asked,
    ),
  };
  return {
    caseId: waiting.id,
    writes: {
      reviewCase: putCase(next, waiting),
      reviewEvent: event.write,
      ...stepWork(next, command),
      ...deadlineWork(next, command),
    },
  };
}

/**
 * The applicant took the subject back: an undecided case ends without a decision, as writes for the subject's own
 * transaction. A decided case stays what it is.
 */
export async function withdrawCase(store: Store, command: Command, caseId: string): Promise<Writes> {
  const found = await loadCase(store, caseIdSchema.parse(caseId));
  if (found === undefined || found.status === "decided" || found.status === "withdrawn") return {};
  const { id } = found;
  const event = append({
    id,
    previous: found,
    happening: {
      kind: "review.withdrawn",
      actor: command.actor,
      at: command.now,
      data: { ref: found.subject.id },
    },
  });
  const {
    subject,
    policy,
    amount,
    round,
    openedAt,
    decisionDueAt,
    breached,
    steps,
    requests,
    excludedPersons,
    payloadHash,
  } = found;
  const next: ReviewCase = {
    ...{
      id,
      subject,
      policy,
      round,
      openedAt,
      decisionDueAt,
      breached,
      steps,
      requests,
      excludedPersons,
      payloadHash,
    },
    ...(amount === undefined ? {} : { amount }),
    version: event.version,
    eventHash: event.eventHash,
    status: "withdrawn",
    withdrawnAt: command.now,
  };
  return { reviewCase: putCase(next, found), reviewEvent: event.write };
}

/** One work item per automatic step that is to run, named by the run it will be. */
export function stepWork(reviewCase: ReviewCase, command: Command): Writes {
  const writes: Record<string, Writes[string]> = {};
  for (const { kind, status, runs } of reviewCase.steps) {
    if (status !== "pending") continue;
    writes[`step:${kind}`] = putWork({
      kind: "review.run-step",
      ref: reviewCase.id,
      dueAt: command.now,
      cause: [reviewCase.id, kind, String(reviewCase.version)],
      data: { step: kind, run: runs + 1 },
    });
  }
  return writes;
}

/** The reminder before a decision is due, and the mark when it is late; re-made whenever the clock was paused. */
export function deadlineWork(reviewCase: ReviewCase, _command: Command): Writes {
  const { id, decisionDueAt, policy } = reviewCase;
  const { reminderDays } = policyOf(policy);
  const work = (what: string, dueAt: typeof decisionDueAt) =>
    putWork({
      kind: "review.deadline",
      ref: id,
      dueAt,
      cause: [id, what, decisionDueAt],
      data: { what, decisionDueAt },
    });
  return {
    "deadline:reminder": work("reminder", addMs(decisionDueAt, -reminderDays * DAY_MS)),
    "deadline:breach": work("breach", decisionDueAt),
  };
}
