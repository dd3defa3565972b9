import { z } from "zod";
import { authenticityPolicySchema } from "./checks/aggregate-authenticity.ts";
import { authenticityLimitsSchema } from "./checks/authenticity-limits.ts";
import { stepKindSchema } from "./step.ts";

/** One step of a policy: how it is taken, how long it may take, and what a warning or a failure leads to. */
export const policyStepSchema = z.strictObject({
  kind: stepKindSchema,
  mode: z.enum(["automatic", "human"]),
  /** Types of evidence that the step looks at; the applicant sees them in the task list. */
  evidenceTypes: z.array(z.string()),
  /** Whether a warning goes on, or waits for a person who looks. */
  onWarn: z.enum(["continue", "needs_human"]),
  /** Whether a failure is final for the step, or a person may look and overrule it with a reason. */
  onFail: z.enum(["failed", "needs_human"]),
});
export type PolicyStep = Readonly<z.infer<typeof policyStepSchema>>;

/** A versioned set of rules of review. A published version never changes: a case keeps the one it began with. */
export const policySchema = z.strictObject({
  id: z.enum(["enterprise-onboarding", "presale-campaign", "tranche-release"]),
  version: z.int().min(1),
  subject: z.enum(["enterprise", "campaign", "tranche"]),
  steps: z.array(policyStepSchema),
  /** Standard steps that this policy does not take; the case and the public page say "not checked". */
  notChecked: z.array(z.string()),
  /** Bank days until a decision is due; published as the service time. */
  decisionDays: z.int().min(1),
  reminderDays: z.int().min(1),
  /** Days an applicant has to answer a request. */
  answerDays: z.int().min(1),
  /** Minor units per currency above which two approvers decide. */
  secondApproverAbove: z.record(z.string(), z.int()),
  /** Days after which a refused applicant may apply anew. */
  reapplyDays: z.int().min(0),
  /** Types of document that each country requires; `*` for the rest. */
  requiredDocuments: z.record(z.string(), z.array(z.string())),
  authenticity: z
    .strictObject({ limits: authenticityLimitsSchema, verdict: authenticityPolicySchema })
    .optional(),
});
export type Policy = Readonly<z.infer<typeof policySchema>>;
export type PolicyId = Policy["id"];
