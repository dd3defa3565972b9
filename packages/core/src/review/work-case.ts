import type { UserPrincipal } from "../identity/actor.ts";
import { roleStillHeld } from "../identity/still-held.ts";
import { type Command, commandKey, type Done, once, putCommand } from "../kernel/command.ts";
import { addMs, DAY_MS } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store, Writes } from "../kernel/store.ts";
import { type CaseChange, caseOr404, commitCase } from "./change-case.ts";
import { stepWork } from "./open-case.ts";
import { policyOf } from "./policies.ts";
import { openSteps, type ReviewCase, type Subject, type Verdict } from "./review-case.ts";
import type { ReviewRefusal } from "./review-refusal.ts";
import { decidingRuns, loadRuns, putRun } from "./review-store.ts";
import { inputsHashOf, withStep } from "./run-step.ts";
import type { EvidenceRef, StepKind, StepRun } from "./step.ts";

/** What a subject does in the same transaction when its case moves; wired by the entry points. */
export interface SubjectEffects {
  onClaimed(reviewCase: ReviewCase, command: Command): Promise<Writes>;
  onChangeRequested(
    reviewCase: ReviewCase,
    reasonCodes: readonly string[],
    command: Command,
  ): Promise<Writes>;
  onDecided(reviewCase: Extract<ReviewCase, { status: "decided" }>, command: Command): Promise<Writes>;
  onAppealed(reviewCase: ReviewCase, command: Command): Promise<Writes>;
}

export interface ReviewDeps {
  readonly store: Store;
  readonly effects: Readonly<Record<Subject["kind"], SubjectEffects>>;
  /** Whether a person belongs to the enterprise under review (owner, member, representative): they may not decide. */
  readonly hasConflict: (personId: string, enterpriseId: Subject["enterpriseId"]) => Promise<boolean>;
}

type Decided = Result<CaseChange, ReviewRefusal>;

/** Runs one act of a reviewer on a case: load, decide, commit with the command's trace, harmless when repeated. */
export async function actOnCase(
  deps: ReviewDeps,
  command: Command,
  input: { caseId: string; by: UserPrincipal; role: "analyst" | "approver" },
  decideChange: (reviewCase: ReviewCase) => Promise<Decided>,
): Promise<Result<Done<ReviewCase>, ReviewRefusal>> {
  const { store } = deps;
  return once<ReviewCase, ReviewRefusal>({
    store,
    command,
    identity: commandKey(command),
    current: () => caseOr404(store, input.caseId),
    attempt: async () => {
      const found = await caseOr404(store, input.caseId);
      if (!found.ok) return found;
      if (await deps.hasConflict(input.by.personId, found.value.subject.enterpriseId))
        return err({ kind: "conflict_of_interest" });
      if (found.value.excludedPersons.includes(input.by.personId))
        return err({ kind: "decided_earlier_round" });
      const change = await decideChange(found.value);
      if (!change.ok) return change;
      return commitCase(store, command, found.value, {
        ...change.value,
        more: {
          ...change.value.more,
          command: putCommand(command),
          roleHeld: roleStillHeld(input.by.userId, input.role),
        },
      });
    },
  });
}

const wrongState = (reviewCase: ReviewCase, expected: ReviewCase["status"]) =>
  err({ kind: "case_not_in_state", status: reviewCase.status, expected } as const);

const decider = (by: UserPrincipal, command: Command) => ({
  userId: by.userId,
  personId: by.personId,
  at: command.now,
});

/** An analyst takes an open case; from here on the clock of the service time is theirs. */
export const claimCase = (deps: ReviewDeps, command: Command, input: { caseId: string; by: UserPrincipal }) =>
  actOnCase(deps, command, { ...input, role: "analyst" }, async (reviewCase) => {
    if (reviewCase.status !== "open") return wrongState(reviewCase, "open");
    const next: ReviewCase = { ...reviewCase, status: "claimed", analyst: decider(input.by, command) };
    return ok({
      next,
      happening: { kind: "review.claimed", data: { ref: reviewCase.subject.id } },
      more: await deps.effects[reviewCase.subject.kind].onClaimed(next, command),
    });
  });

/** An analyst gives the result of a step that asks for a person, with the evidence they attest. */
export const recordStep = (
  deps: ReviewDeps,
  command: Command,
  input: {
    caseId: string;
    by: UserPrincipal;
    step: StepKind;
    outcome: "passed" | "warned" | "failed";
    note: string;
    evidence: readonly EvidenceRef[];
  },
) =>
  actOnCase(deps, command, { ...input, role: "analyst" }, async (reviewCase) => {
    if (reviewCase.status !== "claimed") return wrongState(reviewCase, "claimed");
    if (reviewCase.analyst.personId !== input.by.personId) return err({ kind: "not_the_analyst" });
    const state = reviewCase.steps.find(({ kind }) => kind === input.step);
    if (state === undefined) return err({ kind: "step_not_in_policy", step: input.step });
    if (state.status === "pending" || state.status === "running")
      return err({ kind: "step_not_for_person", step: input.step, status: state.status });
    const inputs = { facts: { attested: true, note: input.note }, evidence: [...input.evidence] };
    const seen = decidingRuns(await loadRuns(deps.store, reviewCase.id)).find(
      ({ step }) => step === input.step,
    );
    // a person who agrees with the machine decides on what it found; one who clears it leaves no reason standing
    const findings = input.outcome === "passed" ? [] : [...(seen?.result.findings ?? [])];
    const run: StepRun = {
      caseId: reviewCase.id,
      step: input.step,
      run: state.runs + 1,
      policy: reviewCase.policy,
      by: input.by.userId,
      at: command.now,
      durationMs: 0,
      inputs,
      inputsHash: inputsHashOf(inputs),
      result: { outcome: input.outcome, findings },
      note: input.note,
    };
    return ok({
      next: withStep(reviewCase, input.step, input.outcome),
      happening: {
        kind: "review.step_attested",
        data: { step: input.step, run: run.run, outcome: input.outcome, inputsHash: run.inputsHash },
      },
      more: { run: putRun(run) },
    });
  });

/** A reviewer has an automatic step run again, for example after a source was down; the old run stays. */
export const rerunStep = (
  deps: ReviewDeps,
  command: Command,
  input: { caseId: string; by: UserPrincipal; step: StepKind },
) =>
  actOnCase(deps, command, { ...input, role: "analyst" }, async (reviewCase) => {
    if (reviewCase.status !== "claimed") return wrongState(reviewCase, "claimed");
    const state = reviewCase.steps.find(({ kind }) => kind === input.step);
    if (state === undefined) return err({ kind: "step_not_in_policy", step: input.step });
    if (state.mode !== "automatic" || state.status === "pending")
      return err({ kind: "step_not_for_person", step: input.step, status: state.status });
    const next: ReviewCase = {
      ...reviewCase,
      version: reviewCase.version + 1,
      steps: reviewCase.steps.map((step) =>
        step.kind === input.step ? { ...step, status: "pending" } : step,
      ),
    };
    return ok({
      next,
      happening: { kind: "review.step_rerun", data: { step: input.step } },
      more: stepWork(next, command),
    });
  });

/** The analyst asks the applicant for a change; the case waits and its clock stops. */
export const requestChange = (
  deps: ReviewDeps,
  command: Command,
  input: { caseId: string; by: UserPrincipal; reasonCodes: readonly string[]; message: string },
) =>
  actOnCase(deps, command, { ...input, role: "analyst" }, async (reviewCase) => {
    if (reviewCase.status !== "claimed") return wrongState(reviewCase, "claimed");
    if (reviewCase.analyst.personId !== input.by.personId) return err({ kind: "not_the_analyst" });
    if (input.reasonCodes.length === 0) return err({ kind: "reasons_required" });
    const { answerDays } = policyOf(reviewCase.policy);
    const next: ReviewCase = {
      ...reviewCase,
      status: "waiting_for_applicant",
      waitingSince: command.now,
      requests: [
        ...reviewCase.requests,
        {
          at: command.now,
          by: input.by.userId,
          reasonCodes: [...input.reasonCodes],
          message: input.message,
          answerBy: addMs(command.now, answerDays * DAY_MS),
        },
      ],
    };
    return ok({
      next,
      happening: {
        kind: "review.change_requested",
        data: {
          ref: reviewCase.subject.id,
          enterprise: reviewCase.subject.enterpriseId,
          reasons: [...input.reasonCodes],
          answerBy: addMs(command.now, answerDays * DAY_MS),
        },
      },
      more: await deps.effects[reviewCase.subject.kind].onChangeRequested(next, input.reasonCodes, command),
    });
  });

/** The analyst concludes: every step has a result; a failed step is never passed over without a reason. */
export const concludeCase = (
  deps: ReviewDeps,
  command: Command,
  input: {
    caseId: string;
    by: UserPrincipal;
    verdict: Verdict;
    note: string;
    reasonCodes: readonly string[];
  },
) =>
  actOnCase(deps, command, { ...input, role: "analyst" }, async (reviewCase) => {
    if (reviewCase.status !== "claimed") return wrongState(reviewCase, "claimed");
    if (reviewCase.analyst.personId !== input.by.personId) return err({ kind: "not_the_analyst" });
    const open = openSteps(reviewCase);
    const waiting =
      input.verdict === "approve" ? open : open.filter(({ status }) => status !== "needs_human");
    if (waiting.length > 0) return err({ kind: "steps_open", steps: waiting.map(({ kind }) => kind) });
    const failed = reviewCase.steps.filter(({ status }) => status === "failed").map(({ kind }) => kind);
    if (input.verdict === "approve" && failed.length > 0)
      return err({ kind: "failed_step_needs_reason", steps: failed });
    if (input.verdict === "reject" && failed.length === 0 && input.reasonCodes.length === 0)
      return err({ kind: "reasons_required" });
    const { note, verdict } = input;
    const next: ReviewCase = {
      ...reviewCase,
      status: "analyst_done",
      conclusion: { verdict, note, reasonCodes: [...input.reasonCodes], at: command.now },
      approvals: [],
    };
    return ok({
      next,
      happening: {
        kind: "review.concluded",
        data: { ref: reviewCase.subject.id, verdict, reasons: [...input.reasonCodes] },
      },
    });
  });
