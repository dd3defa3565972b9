import type { CheckOutcome, CheckResult, Finding } from "../finding.ts";
import type { ReasonCode, RemedyCode } from "./reason-texts.ts";

/** A finding whose codes have their texts here: a code without words does not compile. */
export type KnownFinding = Omit<Finding, "reasonCode" | "remedyCode"> &
  Readonly<{ reasonCode: ReasonCode; remedyCode: RemedyCode }>;

/** The longest text a finding stores; what users named (a tier, a document) is cut to it. */
const TEXT_MAX = 200;

/**
 * The outcome that findings lead to: an error fails, a warning goes where the step says, information passes.
 * @param onWarning `needs_human` when a person must look, `warned` when it is only told
 */
export function conclude(
  findings: readonly KnownFinding[],
  onWarning: Extract<CheckOutcome, "warned" | "needs_human"> = "needs_human",
): CheckResult {
  const has = (severity: Finding["severity"]) => findings.some((finding) => finding.severity === severity);
  return {
    outcome: has("error") ? "failed" : has("warning") ? onWarning : "passed",
    findings: findings.map((finding) => ({ ...finding, observed: finding.observed.slice(0, TEXT_MAX) })),
  };
}
