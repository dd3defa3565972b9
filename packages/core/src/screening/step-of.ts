import type { z } from "zod";
import type { CheckResult } from "../review/finding.ts";
import type { Policy } from "../review/policy.ts";
import type { ReviewCase } from "../review/review-case.ts";
import type { ReadEvidence, StepRunner } from "../review/run-step.ts";
import { type EvidenceRef, stepInputsSchema } from "../review/step.ts";

/** One automatic step with facts of a known form. */
export interface TypedStep<F> {
  readonly facts: z.ZodType<F>;
  gather(reviewCase: ReviewCase): Promise<{ facts: F; evidence: readonly EvidenceRef[] }>;
  /** Decides on facts, policy and bytes alone: no store, no clock, so that a replay gives the same again. */
  evaluate(
    inputs: { facts: F; evidence: readonly EvidenceRef[] },
    policy: Policy,
    read: ReadEvidence,
  ): Promise<CheckResult>;
}

/** A runner that parses the stored facts back into their form before it decides. */
export const stepOf = <F>(step: TypedStep<F>): StepRunner => ({
  gather: async (reviewCase) => stepInputsSchema.parse(await step.gather(reviewCase)),
  evaluate: ({ facts, evidence }, policy, read) =>
    step.evaluate({ facts: step.facts.parse(facts), evidence }, policy, read),
});
