import { z } from "zod";
import { enterpriseIdSchema, userIdSchema } from "../identity/actor.ts";
import { idSchema } from "../kernel/id.ts";
import { instantSchema } from "../kernel/instant.ts";
import { moneySchema } from "../money/money.ts";
import { explanationSchema } from "./explanation.ts";
import type { Policy } from "./policy.ts";
import { stepKindSchema } from "./step.ts";

export const caseIdSchema = idSchema("cas", "CaseId");
export type CaseId = z.infer<typeof caseIdSchema>;

export const subjectSchema = z.strictObject({
  kind: z.enum(["enterprise", "campaign", "tranche"]),
  id: z.string(),
  enterpriseId: enterpriseIdSchema,
  /** Hash of what is reviewed; an approval is of exactly this. */
  contentHash: z.string(),
});
export type Subject = Readonly<z.infer<typeof subjectSchema>>;

/** A person in a role of this case: persons, not accounts, are kept apart. */
const deciderSchema = z.strictObject({ userId: userIdSchema, personId: z.string(), at: instantSchema });
export type Decider = Readonly<z.infer<typeof deciderSchema>>;

export const stepStatusSchema = z.enum(["pending", "running", "passed", "warned", "failed", "needs_human"]);
export type StepStatus = z.infer<typeof stepStatusSchema>;

const stepStateSchema = z.strictObject({
  kind: stepKindSchema,
  mode: z.enum(["automatic", "human"]),
  status: stepStatusSchema,
  runs: z.int().min(0),
});
export type StepState = Readonly<z.infer<typeof stepStateSchema>>;

/** What the applicant was asked to change, and until when. */
export const changeRequestSchema = z.strictObject({
  at: instantSchema,
  by: userIdSchema,
  reasonCodes: z.array(z.string()).min(1).max(10),
  message: z.string().min(1).max(2_000),
  answerBy: instantSchema,
  answeredAt: instantSchema.optional(),
});
export type ChangeRequest = Readonly<z.infer<typeof changeRequestSchema>>;

export const verdictSchema = z.enum(["approve", "reject"]);
export type Verdict = z.infer<typeof verdictSchema>;

export const decisionSchema = z.strictObject({
  verdict: verdictSchema,
  at: instantSchema,
  analyst: deciderSchema,
  approvers: z.array(deciderSchema).min(1).max(2),
  explanation: explanationSchema,
});
export type Decision = Readonly<z.infer<typeof decisionSchema>>;

const base = {
  id: caseIdSchema,
  version: z.int().min(1),
  eventHash: z.string(),
  payloadHash: z.string(),
  subject: subjectSchema,
  policy: z.strictObject({ id: z.string(), version: z.int() }),
  amount: moneySchema.optional(),
  /** Counts openings: 1, and one more for each appeal. */
  round: z.int().min(1).max(2),
  openedAt: instantSchema,
  /** When the decision is due; moved by the time the applicant took. */
  decisionDueAt: instantSchema,
  breached: z.boolean(),
  steps: z.array(stepStateSchema),
  requests: z.array(changeRequestSchema).max(20),
  /** Persons who decided an earlier round and may not decide this one. */
  excludedPersons: z.array(z.string()),
};
const analyst = { analyst: deciderSchema };
const concluded = {
  ...analyst,
  conclusion: z.strictObject({
    verdict: verdictSchema,
    note: z.string().min(1).max(2_000),
    reasonCodes: z.array(z.string()).max(10),
    at: instantSchema,
  }),
  approvals: z.array(deciderSchema).max(2),
};

/** A review case: `open → claimed ↔ waiting_for_applicant → analyst_done → decided` (docs/rules/review.md). */
export const reviewCaseSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("open") }),
  z.strictObject({ ...base, ...analyst, status: z.literal("claimed") }),
  z.strictObject({
    ...base,
    ...analyst,
    status: z.literal("waiting_for_applicant"),
    waitingSince: instantSchema,
  }),
  z.strictObject({ ...base, ...concluded, status: z.literal("analyst_done") }),
  z.strictObject({ ...base, status: z.literal("decided"), decision: decisionSchema }),
  /** The applicant took the subject back before a decision: docs/adr/0006-withdrawn-case.md. */
  z.strictObject({ ...base, status: z.literal("withdrawn"), withdrawnAt: instantSchema }),
]);
export type ReviewCase = Readonly<z.infer<typeof reviewCaseSchema>>;
export type CaseIn<S extends ReviewCase["status"]> = Extract<ReviewCase, { status: S }>;

/** The steps of a policy, none taken yet. */
export const freshSteps = (policy: Policy): StepState[] =>
  policy.steps.map(({ kind, mode }) => ({
    kind,
    mode,
    status: mode === "automatic" ? "pending" : "needs_human",
    runs: 0,
  }));

/** The steps that still stand in the way of a conclusion. */
export const openSteps = ({ steps }: Pick<ReviewCase, "steps">): readonly StepState[] =>
  steps.filter(({ status }) => status === "pending" || status === "running" || status === "needs_human");
