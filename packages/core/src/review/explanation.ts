import { z } from "zod";
import { instantSchema } from "../kernel/instant.ts";
import { type Finding, findingSchema } from "./finding.ts";
import { type EvidenceRef, evidenceRefSchema, type StepRun } from "./step.ts";

/** Reasons that an explanation names at most, the weightiest first (ECOA 1002.9 commentary: four). */
const REASONS_MAX = 4;

/**
 * What the applicant is told of a decision: the principal reasons with observed value, limit and remedy, what was
 * looked at and when, what would change the outcome, and how to contest it.
 * @see docs/rules/review.md#explanation
 */
export const explanationSchema = z.strictObject({
  outcome: z.enum(["approve", "reject"]),
  policy: z.strictObject({ id: z.string(), version: z.int() }),
  reasons: z.array(findingSchema).max(REASONS_MAX),
  /** Codes that the deciders added in their own judgement. */
  reasonCodes: z.array(z.string()).max(10),
  /** With these remedied, no automatic step would stand in the way. */
  counterfactual: z.array(z.string()).max(REASONS_MAX),
  sources: z.array(
    z.strictObject({ step: z.string(), at: instantSchema, evidence: z.array(evidenceRefSchema) }),
  ),
  notChecked: z.array(z.string()),
  contest: z.strictObject({ appealPossible: z.boolean(), reapplyFrom: instantSchema }),
});
export type Explanation = Readonly<z.infer<typeof explanationSchema>>;

const WEIGHT = { error: 2, warning: 1, info: 0 } as const satisfies Record<Finding["severity"], number>;

/** The findings that count, weightiest first, in the order of the steps among equals. */
export function principalReasons(runs: readonly StepRun[]): readonly Finding[] {
  return runs
    .flatMap(({ result }) => result.findings)
    .filter(({ severity }) => WEIGHT[severity] > 0)
    .map((finding, order) => ({ finding, order }))
    .sort((a, b) => WEIGHT[b.finding.severity] - WEIGHT[a.finding.severity] || a.order - b.order)
    .slice(0, REASONS_MAX)
    .map(({ finding }) => finding);
}

/** The files behind the steps, for the explanation's sources. */
export const sourcesOf = (
  runs: readonly StepRun[],
): { step: string; at: StepRun["at"]; evidence: EvidenceRef[] }[] =>
  runs.map(({ step, at, inputs }) => ({ step, at, evidence: [...inputs.evidence] }));
