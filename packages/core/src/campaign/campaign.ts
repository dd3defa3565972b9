import { z } from "zod";
import { enterpriseIdSchema } from "../identity/actor.ts";
import { idSchema } from "../kernel/id.ts";
import { addMs, DAY_MS, type Instant, instantSchema } from "../kernel/instant.ts";
import { nonNegativeMoneySchema } from "../money/money.ts";
import { presaleDraftSchema, presaleTermsSchema } from "./presale-terms.ts";

export const campaignIdSchema = idSchema("cmp", "CampaignId");
export type CampaignId = z.infer<typeof campaignIdSchema>;

/** Days that an approval, a requested change and a pause last before they lapse. @see docs/rules/campaign.md#timers */
export const PUBLISH_WITHIN_DAYS = 30;
export const ANSWER_CHANGES_WITHIN_DAYS = 60;
export const PAUSED_DAYS_MAX = 30;

const base = {
  id: campaignIdSchema,
  kind: z.literal("presale"),
  enterpriseId: enterpriseIdSchema,
  createdBy: z.string(),
  createdAt: instantSchema,
  changedAt: instantSchema,
  /** Set when the terms were copied from another campaign of the same enterprise. */
  copiedFrom: campaignIdSchema.optional(),
  /** Counts the changes of the terms; bound to what was read with the state. */
  termsVersion: z.int().min(1),
  version: z.int().min(1),
  eventHash: z.string(),
  payloadHash: z.string(),
};

const written = { ...base, terms: presaleDraftSchema };
const complete = { ...base, terms: presaleTermsSchema };
const reviewed = {
  ...complete,
  caseId: z.string(),
  contentHash: z.string(),
  submittedAt: instantSchema,
  /** A rejection can be appealed once. */
  appealed: z.boolean(),
};

/** What an approval fixed. Publication is conditioned on its `contentHash`. */
export const approvalSchema = z.strictObject({
  caseId: z.string(),
  contentHash: z.string(),
  feeScheduleVersion: z.string(),
  feeBps: z.int().min(0).max(10_000),
  feeVatBps: z.int().min(0).max(10_000),
  /** Analyst and approver, two natural persons. */
  decidedBy: z.array(z.string()).min(1).max(4),
  approvedAt: instantSchema,
});
export type Approval = Readonly<z.infer<typeof approvalSchema>>;

const cancelRequestSchema = z.strictObject({
  by: z.string(),
  personId: z.string(),
  reason: z.string(),
  at: instantSchema,
});
const approved = { ...complete, approval: approvalSchema };
const published = {
  ...approved,
  publishedAt: instantSchema,
  offerVersion: z.int().min(1),
  shards: z.int().min(1).max(64),
  closesAt: instantSchema,
};
/** While money can still go back whole, one approver may ask and another may decide that it does. */
const cancellable = { ...published, cancelRequest: cancelRequestSchema.optional() };
const closed = { closingAt: instantSchema, closeReason: z.enum(["deadline", "cap"]) };
const verdict = { raised: nonNegativeMoneySchema, decidedAt: instantSchema };
const funded = { ...published, ...closed, ...verdict };

export const cancelReasonSchema = z.enum(["by_enterprise", "by_approvers", "paused_too_long"]);
const refundCauseSchema = z.enum(["failed", "cancelled", "undelivered"]);

const presaleSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...written, status: z.literal("draft"), returnedBecause: z.string().optional() }),
  z.strictObject({ ...reviewed, status: z.literal("submitted") }),
  z.strictObject({ ...reviewed, status: z.literal("in_review") }),
  z.strictObject({
    ...written,
    status: z.literal("changes_requested"),
    caseId: z.string(),
    requestedAt: instantSchema,
    findings: z.array(z.string()).max(100),
    appealed: z.boolean(),
  }),
  z.strictObject({ ...approved, status: z.literal("approved") }),
  z.strictObject({
    ...reviewed,
    status: z.literal("rejected"),
    rejectedAt: instantSchema,
    reasons: z.array(z.string()).max(100),
  }),
  z.strictObject({
    ...approved,
    status: z.literal("scheduled"),
    publishAt: instantSchema,
    /** Set when publication needs more than one transaction and has begun: from here on it only goes forward. */
    publicationStartedAt: instantSchema.optional(),
  }),
  z.strictObject({ ...cancellable, status: z.literal("live") }),
  z.strictObject({
    ...cancellable,
    status: z.literal("paused"),
    pausedAt: instantSchema,
    pausedBy: z.string(),
    reason: z.string(),
  }),
  z.strictObject({ ...cancellable, ...closed, status: z.literal("closing") }),
  z.strictObject({ ...funded, status: z.literal("funded"), cancelRequest: cancelRequestSchema.optional() }),
  z.strictObject({ ...published, ...closed, ...verdict, status: z.literal("failed") }),
  z.strictObject({
    ...published,
    status: z.literal("cancelled"),
    cancelledAt: instantSchema,
    cancelReason: cancelReasonSchema,
    cancelledFrom: z.enum(["live", "paused", "closing", "funded"]),
  }),
  z.strictObject({
    ...published,
    status: z.literal("refunding"),
    cause: refundCauseSchema,
    refundingAt: instantSchema,
  }),
  z.strictObject({
    ...published,
    status: z.literal("refunded"),
    cause: refundCauseSchema,
    refundingAt: instantSchema,
    refundedAt: instantSchema,
  }),
  z.strictObject({ ...funded, status: z.literal("delivering"), deliveringAt: instantSchema }),
  z.strictObject({
    ...funded,
    status: z.literal("completed"),
    deliveringAt: instantSchema,
    completedAt: instantSchema,
  }),
  z.strictObject({
    ...funded,
    status: z.literal("undelivered"),
    deliveringAt: instantSchema,
    undeliveredAt: instantSchema,
  }),
  z.strictObject({ ...written, status: z.literal("archived"), archivedAt: instantSchema }),
]);

/** A campaign in one of its states. Each kind of campaign is a member with the same ground and terms of its own. */
export const campaignSchema = z.discriminatedUnion("kind", [presaleSchema]);
export type Campaign = Readonly<z.infer<typeof campaignSchema>>;
export type CampaignKind = Campaign["kind"];
export type CampaignStatus = Campaign["status"];
/** A campaign in one of the states `S`. */
export type CampaignIn<S extends CampaignStatus> = Extract<Campaign, { status: S }>;

/** Every transition there is, as product.md draws them; a pair that is not here does not exist. */
export const TRANSITIONS = {
  draft: ["submitted", "archived"],
  submitted: ["in_review", "draft"],
  in_review: ["approved", "changes_requested", "rejected", "draft"],
  changes_requested: ["submitted", "draft"],
  approved: ["scheduled", "draft"],
  rejected: ["in_review"],
  scheduled: ["live", "draft"],
  live: ["paused", "closing", "cancelled"],
  paused: ["live", "closing", "cancelled"],
  closing: ["funded", "failed", "cancelled"],
  funded: ["delivering", "cancelled"],
  failed: ["refunding"],
  cancelled: ["refunding"],
  refunding: ["refunded"],
  refunded: [],
  delivering: ["completed", "undelivered"],
  completed: [],
  undelivered: ["refunding"],
  archived: [],
} as const satisfies Record<CampaignStatus, readonly CampaignStatus[]>;

/** Whether the machine has an arrow from one state to another. */
export const isTransition = ({ from, to }: { from: CampaignStatus; to: CampaignStatus }): boolean =>
  TRANSITIONS[from].some((status) => status === to);

/** Narrows a campaign to the states that a command starts from. */
export const isIn = <const S extends CampaignStatus>(
  campaign: Campaign,
  statuses: readonly S[],
): campaign is CampaignIn<S> => statuses.some((status) => status === campaign.status);

/** States that everybody may see. */
export const PUBLIC_STATUSES = [
  "live",
  "paused",
  "closing",
  "funded",
  "failed",
  "cancelled",
  "refunding",
  "refunded",
  "delivering",
  "completed",
  "undelivered",
] as const satisfies readonly CampaignStatus[];
export type PublicStatus = (typeof PUBLIC_STATUSES)[number];
/** A campaign that was published. */
export type PublishedCampaign = CampaignIn<PublicStatus>;

/**
 * When a campaign must be looked at again though nobody asks: its deadline, its publication, or the end of a wait.
 * @returns `undefined` where no timer runs
 * @see docs/rules/campaign.md#timers
 */
export function dueAtOf(campaign: Campaign): Instant | undefined {
  switch (campaign.status) {
    case "changes_requested":
      return addMs(campaign.requestedAt, ANSWER_CHANGES_WITHIN_DAYS * DAY_MS);
    case "approved":
      return addMs(campaign.approval.approvedAt, PUBLISH_WITHIN_DAYS * DAY_MS);
    case "scheduled":
      return campaign.publishAt;
    case "live":
      return campaign.closesAt;
    case "paused":
      return addMs(campaign.pausedAt, PAUSED_DAYS_MAX * DAY_MS);
    case "draft":
    case "submitted":
    case "in_review":
    case "rejected":
    case "closing":
    case "funded":
    case "failed":
    case "cancelled":
    case "refunding":
    case "refunded":
    case "delivering":
    case "completed":
    case "undelivered":
    case "archived":
      return undefined;
  }
}
