import type { Campaign } from "@firstlot/core/campaign/campaign";
import type { CampaignRefusal } from "@firstlot/core/campaign/campaign-refusal";
import { presaleShape } from "@firstlot/core/campaign/presale-terms";
import { type MissingTerm, missingForSubmission, type Remedy } from "@firstlot/core/campaign/task-list";
import type { Instant } from "@firstlot/core/kernel/instant";
import type { Money } from "@firstlot/core/money/money";
import { z } from "@hono/zod-openapi";
import { moneyInSchema, moneyOutSchema } from "./wire.ts";

const isPositive = ({ minor }: Money): boolean => minor > 0;
const isNotNegative = ({ minor }: Money): boolean => minor >= 0;

/** Terms as they come in: amounts as exact texts; any field may be missing while they are written. */
export const termsInput = z
  .strictObject(
    presaleShape({
      positive: moneyInSchema.refine(isPositive, "must be more than zero"),
      nonNegative: moneyInSchema.refine(isNotNegative, "must not be negative"),
    }),
  )
  .partial()
  .openapi("PresaleTermsInput");

/** The form of the terms as they go out. */
export const termsOut = presaleShape({ positive: moneyOutSchema, nonNegative: moneyOutSchema });

const approvalView = z
  .object({
    caseId: z.string(),
    contentHash: z.string(),
    feeScheduleVersion: z.string(),
    feeBps: z.int(),
    feeVatBps: z.int(),
    approvedAt: z.string(),
  })
  .openapi("CampaignApproval");

const taskView = z
  .object({ pointer: z.string(), code: z.string(), detail: z.string() })
  .openapi("CampaignTask");

/** A campaign as its enterprise and the staff see it; what a state does not have is absent. */
export const campaignView = z
  .object({
    id: z.string(),
    kind: z.string(),
    status: z.string(),
    enterpriseId: z.string(),
    version: z.int(),
    createdAt: z.string(),
    changedAt: z.string(),
    copiedFrom: z.string().optional(),
    returnedBecause: z.string().optional(),
    terms: z.object(termsOut).partial().openapi("PresaleTerms"),
    /** What is missing before submission; while the terms can be written. */
    tasks: z.array(taskView).optional(),
    caseId: z.string().optional(),
    contentHash: z.string().optional(),
    submittedAt: z.string().optional(),
    findings: z.array(z.string()).optional(),
    reasons: z.array(z.string()).optional(),
    appealed: z.boolean().optional(),
    approval: approvalView.optional(),
    publishAt: z.string().optional(),
    publishedAt: z.string().optional(),
    offerVersion: z.int().optional(),
    shards: z.int().optional(),
    closesAt: z.string().optional(),
    pausedAt: z.string().optional(),
    reason: z.string().optional(),
    closingAt: z.string().optional(),
    closeReason: z.string().optional(),
    raised: moneyOutSchema.optional(),
    decidedAt: z.string().optional(),
    cancelRequest: z.object({ by: z.string(), reason: z.string(), at: z.string() }).optional(),
    cancelledAt: z.string().optional(),
    cancelReason: z.string().optional(),
    cause: z.string().optional(),
    refundedAt: z.string().optional(),
    deliveringAt: z.string().optional(),
    completedAt: z.string().optional(),
    undeliveredAt: z.string().optional(),
    archivedAt: z.string().optional(),
  })
  .openapi("Campaign");

/** A campaign in a list of its enterprise or of the staff. */
export const campaignRowView = z
  .object({
    id: z.string(),
    kind: z.string(),
    enterpriseId: z.string(),
    status: z.string(),
    title: z.string(),
    createdAt: z.string(),
    changedAt: z.string(),
    version: z.int(),
  })
  .openapi("CampaignRow");

/** What to do about each task, in plain words; interfaces translate the code. */
const REMEDY_TEXT = {
  fill_in: "fill this in",
  write_in_campaign_language: "write this in the campaign's language",
  use_one_currency: "use the campaign's currency for every amount",
  give_unique_ids: "give this an id of its own",
  reduce_items: "offer at most 40 tiers and add-ons",
  name_known_zone: "name one of the shipping zones",
  name_country_once: "name a country in one zone only",
  add_shipping_zone: "add a zone to ship to",
  order_sale_window: "end the window after it begins",
  move_window_before_deadline: "begin the window before the deadline",
  make_shares_whole: "make the tranches add up to 10,000 basis points",
  keep_one_own_costs_line: "keep at most one line for own costs",
  lower_plan_to_cap: "plan to spend no more than the hard cap",
  raise_cap_to_goal: "set the hard cap to at least the minimum goal",
  raise_stock_to_goal: "offer enough units to reach the minimum goal",
  move_deadline: "choose a deadline between one and 180 days from now",
  move_delivery_after_deadline: "promise delivery after the deadline",
  state_unit_cost: "state what a unit of each tier costs to make",
  name_known_tier: "name one of the tiers",
} as const satisfies Record<Remedy, string>;

const tasksOf = (missing: readonly MissingTerm[]) =>
  missing.map(({ pointer, code }) => ({ pointer, code, detail: REMEDY_TEXT[code] }));

/** A campaign for its view, with its tasks while there can be any. */
export const campaignOf = (campaign: Campaign, now: Instant) =>
  campaign.status === "draft" || campaign.status === "changes_requested"
    ? { ...campaign, tasks: tasksOf(missingForSubmission(campaign.terms, now)) }
    : campaign;

/** A refusal with the words of its tasks, if it has any. */
export const explained = (refusal: CampaignRefusal) =>
  refusal.kind === "terms_incomplete" ? { ...refusal, missing: tasksOf(refusal.missing) } : refusal;
