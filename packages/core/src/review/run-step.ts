import { canonicalJson } from "../kernel/canonical-json.ts";
import type { Command } from "../kernel/command.ts";
import { sha256Hex } from "../kernel/id.ts";
import { type Instant, msBetween } from "../kernel/instant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import type { Store } from "../kernel/store.ts";
import { caseOr404, commitCase } from "./change-case.ts";
import type { CheckResult } from "./finding.ts";
import { policyOf } from "./policies.ts";
import type { Policy, PolicyStep } from "./policy.ts";
import type { ReviewCase, StepStatus } from "./review-case.ts";
import { putRun } from "./review-store.ts";
import type { AutomaticStepKind, EvidenceRef, StepInputs, StepKind, StepRun } from "./step.ts";

/** Reads the bytes of a file and refuses (throws) when they do not have the hash that the run names. */
export type ReadEvidence = (ref: EvidenceRef) => Promise<Uint8Array>;

/** One automatic step: it gathers facts once, and decides on nothing but them, so that it can be replayed. */
export interface StepRunner {
  gather(reviewCase: ReviewCase): Promise<StepInputs>;
  evaluate(inputs: StepInputs, policy: Policy, read: ReadEvidence): Promise<CheckResult>;
}
export type StepRunners = Readonly<Record<AutomaticStepKind, StepRunner>>;

export interface StepDeps {
  readonly store: Store;
  readonly runners: StepRunners;
  readonly read: ReadEvidence;
  readonly wall: () => Instant;
}

/** The hash that binds a run to what it decided on. */
export const inputsHashOf = (inputs: StepInputs): string => sha256Hex(canonicalJson(inputs));

const isAutomatic = (runners: StepRunners, kind: StepKind): kind is AutomaticStepKind => kind in runners;

/** The status that a result leads to, by the step's policy: a warning or a failure may first need a person's look. */
export function statusAfter({ outcome }: Pick<CheckResult, "outcome">, step: PolicyStep): StepStatus {
  if (outcome === "warned" && step.onWarn === "needs_human") return "needs_human";
  if (outcome === "failed" && step.onFail === "needs_human") return "needs_human";
  return outcome;
}

/**
 * Runs one automatic step of a case and keeps the run. Harmless when repeated: a step that is no longer pending, or
 * a run that exists, is left alone. A source that is down throws: the step stays pending and never passes.
 */
export async function runStep(
  deps: StepDeps,
  command: Command,
  input: { caseId: string; step: StepKind },
): Promise<void> {
  const found = await caseOr404(deps.store, input.caseId);
  if (!found.ok || found.value.status === "decided") return;
  const reviewCase = found.value;
  const state = reviewCase.steps.find(({ kind }) => kind === input.step);
  if (state?.status !== "pending" || !isAutomatic(deps.runners, state.kind)) return;
  const policy = policyOf(reviewCase.policy);
  const step = policy.steps.find(({ kind }) => kind === state.kind);
  if (step === undefined) return;
  const startedAt = deps.wall();
  const runner = deps.runners[state.kind];
  const inputs = await runner.gather(reviewCase);
  const result = await runner.evaluate(inputs, policy, deps.read);
  killPoint("review.step-evaluated");
  const run: StepRun = {
    caseId: reviewCase.id,
    step: state.kind,
    run: state.runs + 1,
    policy: reviewCase.policy,
    by: command.actor,
    at: command.now,
    durationMs: Math.max(0, msBetween({ from: startedAt, to: deps.wall() })),
    inputs,
    inputsHash: inputsHashOf(inputs),
    result: { outcome: result.outcome, findings: [...result.findings] },
  };
  const committed = await commitCase(deps.store, command, reviewCase, {
    next: withStep(reviewCase, state.kind, statusAfter(result, step)),
    happening: {
      kind: "review.step_run",
      data: {
        step: run.step,
        run: run.run,
        outcome: result.outcome,
        inputsHash: run.inputsHash,
        reasons: result.findings.map(({ reasonCode }) => reasonCode),
      },
    },
    more: { run: putRun(run) },
  });
  // another step of the same case was stored at the same moment: this one runs again, and then fits
  if (!committed.ok) throw new Error("the case changed while a step ran");
}

/** The case with one step in a new state and one run more. */
export const withStep = <C extends ReviewCase>(reviewCase: C, kind: StepKind, status: StepStatus): C => ({
  ...reviewCase,
  steps: reviewCase.steps.map((step) =>
    step.kind === kind ? { ...step, status, runs: step.runs + 1 } : step,
  ),
});
