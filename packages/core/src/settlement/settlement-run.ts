import { z } from "zod";
import { bankDateSchema } from "../bank/calendar.ts";
import { partnerIdSchema } from "../identity/actor.ts";
import { derivedIdPart, idSchema } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { currencySchema } from "../money/currency.ts";

export const runIdSchema = idSchema("run", "RunId");
export type RunId = z.infer<typeof runIdSchema>;

const base = {
  id: runIdSchema,
  partnerId: partnerIdSchema,
  currency: currencySchema,
  /** The bank day whose cut-off opened the run. */
  bankDay: bankDateSchema,
  cutOff: instantSchema,
  plannedAt: instantSchema,
  version: z.int().min(1),
  eventHash: z.string(),
};
const announced = {
  ...base,
  instructedAt: instantSchema,
  count: z.int().min(0),
  controlTotalMinor: z.int().min(0),
};

/**
 * One per bank partner, currency and bank day:
 * `planned → instructed → confirmed | partly_confirmed`, or `planned → blocked` when the bank takes no instructions.
 * @see docs/rules/settlement.md#settlement-runs
 */
export const settlementRunSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("planned") }),
  z.strictObject({ ...base, status: z.literal("blocked"), blockedAt: instantSchema, reason: z.string() }),
  z.strictObject({ ...announced, status: z.literal("instructed") }),
  z.strictObject({ ...announced, status: z.literal("confirmed"), closedAt: instantSchema }),
  z.strictObject({
    ...announced,
    status: z.literal("partly_confirmed"),
    closedAt: instantSchema,
    /** Instructions that the bank rejected or returned, or that were cancelled. */
    failedCount: z.int().min(1),
  }),
]);
export type SettlementRun = Readonly<z.infer<typeof settlementRunSchema>>;
export type RunIn<S extends SettlementRun["status"]> = Extract<SettlementRun, { status: S }>;

/** A partner, currency and bank day have one run. */
export const runIdOf = (run: Pick<SettlementRun, "partnerId" | "currency" | "bankDay">): RunId =>
  runIdSchema.parse(`run_${derivedIdPart(["run", run.partnerId, run.currency, run.bankDay])}`);

/** Every instruction of the run is out. */
export const instructRun = (
  run: RunIn<"planned">,
  batch: { count: number; controlTotalMinor: number; at: Instant },
): RunIn<"instructed"> => ({
  ...run,
  count: batch.count,
  controlTotalMinor: batch.controlTotalMinor,
  instructedAt: batch.at,
  status: "instructed",
});

/** The bank takes no instructions: they stay created and the next run gathers them. */
export const blockRun = (
  run: RunIn<"planned">,
  block: { reason: string; at: Instant },
): RunIn<"blocked"> => ({
  ...run,
  reason: block.reason,
  blockedAt: block.at,
  status: "blocked",
});

/** Every instruction is final. */
export const closeRun = (
  run: RunIn<"instructed">,
  { failedCount, at }: { failedCount: number; at: Instant },
): RunIn<"confirmed" | "partly_confirmed"> =>
  failedCount === 0
    ? { ...run, closedAt: at, status: "confirmed" }
    : { ...run, closedAt: at, failedCount, status: "partly_confirmed" };
