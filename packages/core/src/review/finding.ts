import { z } from "zod";

const code = z.string().regex(/^[a-z][a-z0-9_]*$/, "a code like invoice_sum_wrong");

/** How much a finding weighs: `error` fails a step, `warning` asks a person, `info` is shown. */
export const FINDING_SEVERITIES = ["info", "warning", "error"] as const;

/**
 * One thing a review step noticed, in a form that explains itself: what was seen, what is allowed, what the
 * applicant can do. The words for `reasonCode` and `remedyCode` stand in the policy's language tables.
 * `observed` and `limit` hold figures and codes, never a name or an account number.
 */
export const findingSchema = z.strictObject({
  reasonCode: code,
  severity: z.enum(FINDING_SEVERITIES),
  observed: z.string().max(200),
  limit: z.string().max(200),
  remedyCode: code,
});
export type Finding = Readonly<z.infer<typeof findingSchema>>;

/** How an automatic step ends; `needs_human` waits for a person. */
export const CHECK_OUTCOMES = ["passed", "warned", "failed", "needs_human"] as const;

/** What an automatic step answers. */
export const checkResultSchema = z.strictObject({
  outcome: z.enum(CHECK_OUTCOMES),
  findings: z.array(findingSchema).readonly(),
});
export type CheckResult = Readonly<z.infer<typeof checkResultSchema>>;
export type CheckOutcome = CheckResult["outcome"];
