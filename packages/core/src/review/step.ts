import { z } from "zod";
import { instantSchema } from "../kernel/instant.ts";
import { checkResultSchema } from "./finding.ts";

/** The standard steps of a review, in their order; a policy names those it takes. */
export const STEP_KINDS = [
  "identity",
  "conflict",
  "sanctions",
  "payout-account",
  "documents",
  "data-authenticity",
  "campaign-plausibility",
  "disclosure",
  "tranche-evidence",
] as const;
export const stepKindSchema = z.enum(STEP_KINDS);
export type StepKind = z.infer<typeof stepKindSchema>;

/** Steps that a program can take; every other one is a person's, with evidence they attest. */
export const AUTOMATIC_STEP_KINDS = [
  "identity",
  "conflict",
  "payout-account",
  "documents",
  "data-authenticity",
  "campaign-plausibility",
] as const satisfies readonly StepKind[];
export type AutomaticStepKind = (typeof AUTOMATIC_STEP_KINDS)[number];

/** A file that a step looked at, bound to its bytes. */
export const evidenceRefSchema = z.strictObject({
  id: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type EvidenceRef = Readonly<z.infer<typeof evidenceRefSchema>>;

/**
 * Everything a step decides on: facts as they stood (no names, only codes, hashes and amounts) and the files.
 * Together with the policy version it gives the outcome again, for ever.
 */
export const stepInputsSchema = z.strictObject({
  facts: z.record(z.string(), z.json()),
  evidence: z.array(evidenceRefSchema).max(50),
});
export type StepInputs = Readonly<z.infer<typeof stepInputsSchema>>;

/** One run of one step; kept when the step is run again. */
export const stepRunSchema = z.strictObject({
  caseId: z.string(),
  step: stepKindSchema,
  run: z.int().min(1),
  policy: z.strictObject({ id: z.string(), version: z.int() }),
  by: z.string(),
  at: instantSchema,
  durationMs: z.int().min(0),
  inputs: stepInputsSchema,
  /** SHA-256 of the canonical inputs; the event of the run carries it too. */
  inputsHash: z.string(),
  result: checkResultSchema,
  note: z.string().max(2_000).optional(),
});
export type StepRun = Readonly<z.infer<typeof stepRunSchema>>;
