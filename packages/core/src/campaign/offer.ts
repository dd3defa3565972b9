import { z } from "zod";
import { enterpriseIdSchema, partnerIdSchema } from "../identity/actor.ts";
import { type Instant, instantSchema, MINUTE_MS } from "../kernel/instant.ts";
import { currencySchema } from "../money/currency.ts";
import { positiveMoneySchema } from "../money/money.ts";
import { type Approval, type CampaignId, campaignIdSchema } from "./campaign.ts";
import {
  offeredAddOnSchema,
  offeredTierSchema,
  type PresaleTerms,
  shippingZoneSchema,
} from "./presale-terms.ts";
import { shardCount } from "./shard-count.ts";

/**
 * What is for sale, as a pledge needs it. Immutable: a change writes the next version, so that it can be cached
 * without expiry and a pledge names the version it was priced by.
 */
export const offerSchema = z.strictObject({
  campaignId: campaignIdSchema,
  version: z.int().min(1),
  kind: z.literal("presale"),
  enterpriseId: enterpriseIdSchema,
  currency: currencySchema,
  tiers: z.array(offeredTierSchema),
  addOns: z.array(offeredAddOnSchema),
  shippingZones: z.array(shippingZoneSchema),
  /** On sale from here, inclusive. */
  opensAt: instantSchema,
  /** On sale until here, exclusive: the deadline. */
  closesAt: instantSchema,
  /** N: over how many shards stock, headroom and sums are spread. */
  shards: z.int().min(1).max(64),
  minGoal: positiveMoneySchema,
  hardCap: positiveMoneySchema,
  partnerId: partnerIdSchema,
  /** The bank account, by its id `ptr_…/…`, that backers pay into. */
  custodyAccount: z.string().regex(/^ptr_[0-9A-HJKMNP-TV-Z]{20}\/[\w-]+$/, "an account like ptr_…/DE02…"),
  /** The platform's fee, basis points of the confirmed total including shipping. */
  feeBps: z.int().min(0),
  /** VAT on the fee, basis points of the fee. */
  feeVatBps: z.int().min(0),
  /** VAT that prices and shipping include, basis points. */
  vatBps: z.int().min(0),
  feeScheduleVersion: z.string(),
  /** How long a paid pledge stays in reflection; a pre-sale has none, since it may be withdrawn until the deadline. */
  reflectionMs: z.int().min(0),
  payWindows: z.strictObject({ pageMs: z.int().min(1), transferBankDays: z.int().min(1) }),
});
export type Offer = Readonly<z.infer<typeof offerSchema>>;

/** How long a reservation waits for its money. @see docs/rules/campaign.md#pay-windows */
export const PAY_WINDOWS = { pageMs: 30 * MINUTE_MS, transferBankDays: 5 } as const;

/** The offer that publishes approved terms at `opensAt`. The same input always gives the same offer. */
export function offerOf(input: {
  campaignId: CampaignId;
  enterpriseId: Offer["enterpriseId"];
  version: number;
  terms: PresaleTerms;
  approval: Approval;
  opensAt: Instant;
  bank: { partnerId: Offer["partnerId"]; custodyAccount: string };
}): Offer {
  const { campaignId, enterpriseId, version, terms, approval, opensAt, bank } = input;
  return {
    campaignId,
    version,
    kind: "presale",
    enterpriseId,
    currency: terms.currency,
    tiers: terms.tiers.map(({ description: _description, ...tier }) => tier),
    addOns: terms.addOns.map(({ description: _description, ...addOn }) => addOn),
    shippingZones: terms.shippingZones,
    opensAt,
    closesAt: terms.deadline,
    shards: shardCount(terms),
    minGoal: terms.minGoal,
    hardCap: terms.hardCap,
    partnerId: bank.partnerId,
    custodyAccount: bank.custodyAccount,
    feeBps: approval.feeBps,
    feeVatBps: approval.feeVatBps,
    vatBps: terms.vatBps,
    feeScheduleVersion: approval.feeScheduleVersion,
    reflectionMs: 0,
    payWindows: PAY_WINDOWS,
  };
}
