import { explanationSchema } from "@firstlot/core/review/explanation";
import { type StepRun, stepKindSchema } from "@firstlot/core/review/step";
import { z } from "@hono/zod-openapi";
import { moneyOutSchema } from "../wire.ts";

const decider = z.object({ userId: z.string(), at: z.string() });

/** A step of a case and where it stands. */
export const stepView = z
  .object({ kind: stepKindSchema, mode: z.string(), status: z.string(), runs: z.int() })
  .openapi("ReviewStep");

const request = z
  .object({
    at: z.string(),
    reasonCodes: z.array(z.string()),
    message: z.string(),
    answerBy: z.string(),
    answeredAt: z.string().optional(),
  })
  .openapi("ChangeRequest");

/** A case as reviewers see it; persons are accounts here, never names. */
export const caseView = z
  .object({
    id: z.string(),
    version: z.int(),
    status: z.string(),
    subject: z.object({
      kind: z.string(),
      id: z.string(),
      enterpriseId: z.string(),
      contentHash: z.string(),
    }),
    policy: z.object({ id: z.string(), version: z.int() }),
    amount: moneyOutSchema.optional(),
    round: z.int(),
    openedAt: z.string(),
    decisionDueAt: z.string(),
    breached: z.boolean(),
    steps: z.array(stepView),
    requests: z.array(request),
    analyst: decider.optional(),
    conclusion: z
      .object({ verdict: z.string(), note: z.string(), reasonCodes: z.array(z.string()), at: z.string() })
      .optional(),
    approvals: z.array(decider).optional(),
    decision: z
      .object({
        verdict: z.string(),
        at: z.string(),
        analyst: decider,
        approvers: z.array(decider),
        explanation: explanationSchema,
      })
      .optional(),
  })
  .openapi("ReviewCase");

/** A run of a step with what it decided on. */
export const runView = z
  .object({
    step: z.string(),
    run: z.int(),
    by: z.string(),
    at: z.string(),
    durationMs: z.int(),
    outcome: z.string(),
    findings: z.array(
      z.object({
        reasonCode: z.string(),
        severity: z.string(),
        observed: z.string(),
        limit: z.string(),
        remedyCode: z.string(),
      }),
    ),
    evidence: z.array(z.object({ id: z.string(), sha256: z.string() })),
    inputsHash: z.string(),
    note: z.string().optional(),
  })
  .openapi("StepRun");

export const runOf = ({ result, inputs, ...run }: StepRun) => ({
  ...run,
  outcome: result.outcome,
  findings: result.findings,
  evidence: inputs.evidence,
});
