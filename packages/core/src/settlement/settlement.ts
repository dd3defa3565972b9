import { z } from "zod";
import { campaignIdSchema } from "../campaign/campaign.ts";
import { enterpriseIdSchema, partnerIdSchema } from "../identity/actor.ts";
import { idSchema } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { currencySchema } from "../money/currency.ts";

export const settlementIdSchema = idSchema("stl", "SettlementId");
export type SettlementId = z.infer<typeof settlementIdSchema>;

const minor = z.int().min(0);

const base = {
  id: settlementIdSchema,
  campaignId: campaignIdSchema,
  enterpriseId: enterpriseIdSchema,
  partnerId: partnerIdSchema,
  currency: currencySchema,
  openedAt: instantSchema,
  /** Paid pledges when the shards were sealed, and what they add up to with shipping. */
  paidCount: minor,
  paidTotalMinor: minor,
  /** How many workers share the pledges. */
  fans: z.int().min(1),
  version: z.int().min(1),
  eventHash: z.string(),
};

const split = {
  confirmedAt: instantSchema,
  confirmedMinor: minor,
  feeMinor: minor,
  feeVatMinor: minor,
  reserveMinor: minor,
  lockedMinor: minor,
};

/**
 * All that follows from closing a campaign: one per campaign.
 * `confirming → confirmed` for a funded one, `refunding → refunded` for one that failed or was cancelled.
 * @see docs/rules/settlement.md#lifecycle
 */
export const settlementSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("confirming") }),
  z.strictObject({ ...base, ...split, status: z.literal("confirmed") }),
  z.strictObject({ ...base, status: z.literal("refunding"), refundingAt: instantSchema }),
  z.strictObject({
    ...base,
    status: z.literal("refunded"),
    refundingAt: instantSchema,
    refundedAt: instantSchema,
  }),
]);
export type Settlement = Readonly<z.infer<typeof settlementSchema>>;
export type SettlementIn<S extends Settlement["status"]> = Extract<Settlement, { status: S }>;

/** The settlement of a campaign shares its 20 characters. */
export const settlementIdOf = (campaignId: string): SettlementId =>
  settlementIdSchema.parse(`stl_${campaignId.slice("cmp_".length)}`);

/** Every pledge is confirmed and the control account is split up. */
export const confirmSettlement = (
  settlement: SettlementIn<"confirming">,
  parts: Omit<SettlementIn<"confirmed">, keyof SettlementIn<"confirming"> | "status"> & {
    confirmedAt: Instant;
  },
): SettlementIn<"confirmed"> => ({ ...settlement, ...parts, status: "confirmed" });

/** Every pledge is refunded or dormant, and nothing is owed any more. */
export const finishRefunds = (
  settlement: SettlementIn<"refunding">,
  at: Instant,
): SettlementIn<"refunded"> => ({ ...settlement, refundedAt: at, status: "refunded" });
