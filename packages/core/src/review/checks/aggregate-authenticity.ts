import { z } from "zod";
import type { CheckResult, Finding } from "../finding.ts";
import type { AuthenticityResult } from "./authenticity-checks.ts";

/** How single checks become one verdict: a part of the review policy. */
export const authenticityPolicySchema = z.strictObject({
  /** Warned checks that still pass; one more and a person looks. */
  warnedMax: z.int().min(0),
  /** Checks with an answer below which a person looks, however good the answers are. */
  answeredMin: z.int().min(0),
});
export type AuthenticityPolicy = Readonly<z.infer<typeof authenticityPolicySchema>>;

/** Start values: any warning goes to a person, and at least three checks must have had enough data. */
export const AUTHENTICITY_START_POLICY: AuthenticityPolicy = { warnedMax: 0, answeredMin: 3 };

const SEVERITY = {
  passed: "info",
  not_applicable: "info",
  not_enough_data: "info",
  warned: "warning",
  failed: "error",
} as const satisfies Record<AuthenticityResult["outcome"], Finding["severity"]>;

/** Rows in the finding's words, so that the applicant knows where to look. */
const observedWithRows = ({ observed, n, direction, examples }: AuthenticityResult): string => {
  const rows = examples.length > 0 ? `; rows ${examples.join(", ")}` : "";
  return `${observed} of ${n} (${direction})${rows}`;
};

/**
 * The verdict over all checks of all files: a failed check fails, warnings or too little data ask a person.
 * Only a check that warned or failed leaves a finding, and too little data as a whole.
 */
export function aggregateAuthenticity(
  results: readonly AuthenticityResult[],
  policy: AuthenticityPolicy,
): CheckResult {
  const findings = results
    .filter(({ outcome }) => outcome === "failed" || outcome === "warned")
    .map(
      (result): Finding => ({
        reasonCode: result.reasonCode,
        severity: SEVERITY[result.outcome],
        observed: observedWithRows(result),
        limit: result.limit,
        remedyCode: result.remedy,
      }),
    );
  const count = (outcome: AuthenticityResult["outcome"]) =>
    results.filter((result) => result.outcome === outcome).length;
  const answered = count("passed") + count("warned") + count("failed");
  if (answered < policy.answeredMin) {
    findings.push({
      reasonCode: "invoices_too_few",
      severity: "warning",
      observed: String(answered),
      limit: String(policy.answeredMin),
      remedyCode: "upload_more_invoices",
    });
  }
  if (count("failed") > 0) return { outcome: "failed", findings };
  if (count("warned") > policy.warnedMax || answered < policy.answeredMin)
    return { outcome: "needs_human", findings };
  return { outcome: count("warned") > 0 ? "warned" : "passed", findings };
}
