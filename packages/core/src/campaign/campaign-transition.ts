import type { EnterpriseId } from "../identity/actor.ts";
import type { Instant } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Money } from "../money/money.ts";
import type { Approval, Campaign, CampaignId, CampaignIn, PublishedCampaign } from "./campaign.ts";
import type { Offer } from "./offer.ts";
import type { PresaleDraft, PresaleTerms } from "./presale-terms.ts";

// Each function is one arrow of the machine and accepts only the states the arrow starts from. `version`, `eventHash`
// and `changedAt` are taken on when the change is recorded (`campaignChange`).

function ground(campaign: Campaign) {
  const { id, kind, enterpriseId, createdBy, createdAt, changedAt, copiedFrom } = campaign;
  const { termsVersion, version, eventHash, payloadHash } = campaign;
  return {
    ...{ id, kind, enterpriseId, createdBy, createdAt, changedAt },
    ...(copiedFrom === undefined ? {} : { copiedFrom }),
    ...{ termsVersion, version, eventHash, payloadHash },
  };
}

function publication(campaign: PublishedCampaign) {
  const { terms, approval, publishedAt, offerVersion, shards, closesAt } = campaign;
  return { ...ground(campaign), terms, approval, publishedAt, offerVersion, shards, closesAt };
}

type Funded = CampaignIn<"funded" | "delivering">;
function funding(campaign: Funded) {
  const { closingAt, closeReason, raised, decidedAt } = campaign;
  return { ...publication(campaign), closingAt, closeReason, raised, decidedAt };
}

/** A new draft. */
export const draftCampaign = (draft: {
  id: CampaignId;
  enterpriseId: EnterpriseId;
  createdBy: string;
  at: Instant;
  payloadHash: string;
  terms: PresaleDraft;
  copiedFrom?: CampaignId;
}): CampaignIn<"draft"> => ({
  id: draft.id,
  kind: "presale",
  enterpriseId: draft.enterpriseId,
  createdBy: draft.createdBy,
  createdAt: draft.at,
  changedAt: draft.at,
  ...(draft.copiedFrom === undefined ? {} : { copiedFrom: draft.copiedFrom }),
  termsVersion: 1,
  version: 1,
  eventHash: "",
  payloadHash: draft.payloadHash,
  terms: draft.terms,
  status: "draft",
});

/** Other terms, while they are still being written. */
export const editTerms = (
  campaign: CampaignIn<"draft" | "changes_requested">,
  terms: PresaleDraft,
): CampaignIn<"draft" | "changes_requested"> => ({
  ...campaign,
  terms,
  termsVersion: campaign.termsVersion + 1,
});

/** Hands complete terms to the review; from `changes_requested` the same case goes on. */
export const submitCampaign = (
  campaign: CampaignIn<"draft" | "changes_requested">,
  submission: { terms: PresaleTerms; caseId: string; contentHash: string; at: Instant },
): CampaignIn<"submitted"> => ({
  ...ground(campaign),
  terms: submission.terms,
  caseId: submission.caseId,
  contentHash: submission.contentHash,
  submittedAt: submission.at,
  appealed: campaign.status === "changes_requested" && campaign.appealed,
  status: "submitted",
});

function underReview(campaign: CampaignIn<"submitted" | "in_review" | "rejected">) {
  const { terms, caseId, contentHash, submittedAt, appealed } = campaign;
  return { ...ground(campaign), terms, caseId, contentHash, submittedAt, appealed };
}

/** An analyst has taken the case. */
export const startReview = (campaign: CampaignIn<"submitted">): CampaignIn<"in_review"> => ({
  ...underReview(campaign),
  status: "in_review",
});

/** The review asks for a change; the terms can be written again, for 60 days. */
export const requestChanges = (
  campaign: CampaignIn<"in_review">,
  request: { findings: readonly string[]; at: Instant },
): CampaignIn<"changes_requested"> => ({
  ...ground(campaign),
  terms: campaign.terms,
  caseId: campaign.caseId,
  appealed: campaign.appealed,
  findings: [...request.findings],
  requestedAt: request.at,
  status: "changes_requested",
});

/** Approves exactly the version whose hash the approval names. */
export const approveCampaign = (
  campaign: CampaignIn<"in_review">,
  approval: Approval,
): CampaignIn<"approved"> => ({ ...ground(campaign), terms: campaign.terms, approval, status: "approved" });

export const rejectCampaign = (
  campaign: CampaignIn<"in_review">,
  rejection: { reasons: readonly string[]; at: Instant },
): CampaignIn<"rejected"> => ({
  ...underReview(campaign),
  reasons: [...rejection.reasons],
  rejectedAt: rejection.at,
  status: "rejected",
});

/** Back to review, other persons deciding; once. */
export const appealRejection = (
  campaign: CampaignIn<"rejected">,
): Result<CampaignIn<"in_review">, Readonly<{ kind: "appeal_used" }>> =>
  campaign.appealed
    ? err({ kind: "appeal_used" })
    : ok({ ...underReview(campaign), appealed: true, status: "in_review" });

/** Why a campaign went back to its owner's desk. */
export type ReturnReason =
  | "withdrawn"
  | "not_answered"
  | "approval_lapsed"
  | "content_changed"
  | "enterprise_not_verified"
  | "deadline_out_of_window";

/** Back to the owner's desk; an approval is lost. Once publication has begun it only goes forward. */
export function returnToDraft(
  campaign: CampaignIn<"submitted" | "in_review" | "changes_requested" | "approved" | "scheduled">,
  because: ReturnReason,
): Result<CampaignIn<"draft">, Readonly<{ kind: "publication_started" }>> {
  if (campaign.status === "scheduled" && campaign.publicationStartedAt !== undefined)
    return err({ kind: "publication_started" });
  return ok({ ...ground(campaign), terms: campaign.terms, returnedBecause: because, status: "draft" });
}

export const archiveCampaign = (campaign: CampaignIn<"draft">, at: Instant): CampaignIn<"archived"> => ({
  ...ground(campaign),
  terms: campaign.terms,
  archivedAt: at,
  status: "archived",
});

export const scheduleCampaign = (
  campaign: CampaignIn<"approved">,
  publishAt: Instant,
): CampaignIn<"scheduled"> => ({
  ...ground(campaign),
  terms: campaign.terms,
  approval: campaign.approval,
  publishAt,
  status: "scheduled",
});

/** Goes live under an offer; stock, accounts and offer exist when this is recorded. */
export const publishCampaign = (
  campaign: CampaignIn<"scheduled">,
  { offer, at }: { offer: Offer; at: Instant },
): CampaignIn<"live"> => ({
  ...ground(campaign),
  terms: campaign.terms,
  approval: campaign.approval,
  publishedAt: at,
  offerVersion: offer.version,
  shards: offer.shards,
  closesAt: offer.closesAt,
  status: "live",
});

export const pauseCampaign = (
  campaign: CampaignIn<"live">,
  pause: { by: string; reason: string; at: Instant },
): CampaignIn<"paused"> => ({
  ...publication(campaign),
  pausedAt: pause.at,
  pausedBy: pause.by,
  reason: pause.reason,
  status: "paused",
});

/** Live again, or `closing` when the deadline has passed meanwhile: the clock ran on. */
export const resumeCampaign = (
  campaign: CampaignIn<"paused">,
  now: Instant,
): CampaignIn<"live" | "closing"> =>
  now >= campaign.closesAt
    ? closeCampaign(campaign, { reason: "deadline", at: now })
    : { ...publication(campaign), status: "live" };

/** The intent to close: from here on nobody pledges. The shards follow, each by its own update. */
export const closeCampaign = (
  campaign: CampaignIn<"live" | "paused">,
  close: { reason: "deadline" | "cap"; at: Instant },
): CampaignIn<"closing"> => ({
  ...publication(campaign),
  closingAt: close.at,
  closeReason: close.reason,
  status: "closing",
});

type Cancellable = CampaignIn<"live" | "paused" | "closing" | "funded">;

/** One approver asks that the campaign be cancelled; another must decide it. */
export const askToCancel = (
  campaign: Cancellable,
  request: { by: string; personId: string; reason: string; at: Instant },
): Cancellable => ({ ...campaign, cancelRequest: request });

/** Ends a campaign; every pledge will be refunded. */
export const cancelCampaign = (
  campaign: Cancellable,
  cancel: { reason: CampaignIn<"cancelled">["cancelReason"]; at: Instant },
): CampaignIn<"cancelled"> => ({
  ...publication(campaign),
  cancelledAt: cancel.at,
  cancelReason: cancel.reason,
  cancelledFrom: campaign.status,
  status: "cancelled",
});

/** The verdict over the sealed shards: all or nothing at the minimum goal. @see docs/rules/campaign.md#verdict */
export function decideCampaign(
  campaign: CampaignIn<"closing">,
  verdict: { raised: Money; at: Instant },
): CampaignIn<"funded" | "failed"> {
  const { closingAt, closeReason } = campaign;
  const decided = {
    ...publication(campaign),
    ...{ closingAt, closeReason, raised: verdict.raised, decidedAt: verdict.at },
  };
  return verdict.raised.minor >= campaign.terms.minGoal.minor
    ? { ...decided, status: "funded" }
    : { ...decided, status: "failed" };
}

const refundCause = (campaign: CampaignIn<"failed" | "cancelled" | "undelivered">) => campaign.status;

export const startRefunding = (
  campaign: CampaignIn<"failed" | "cancelled" | "undelivered">,
  at: Instant,
): CampaignIn<"refunding"> => ({
  ...publication(campaign),
  cause: refundCause(campaign),
  refundingAt: at,
  status: "refunding",
});

/** Every pledge is refunded or dormant and the control account is zero. */
export const finishRefunding = (campaign: CampaignIn<"refunding">, at: Instant): CampaignIn<"refunded"> => ({
  ...publication(campaign),
  cause: campaign.cause,
  refundingAt: campaign.refundingAt,
  refundedAt: at,
  status: "refunded",
});

/** The first tranche was paid. */
export const startDelivering = (campaign: CampaignIn<"funded">, at: Instant): CampaignIn<"delivering"> => ({
  ...funding(campaign),
  deliveringAt: at,
  status: "delivering",
});

export const completeCampaign = (
  campaign: CampaignIn<"delivering">,
  at: Instant,
): CampaignIn<"completed"> => ({
  ...funding(campaign),
  deliveringAt: campaign.deliveringAt,
  completedAt: at,
  status: "completed",
});

export const declareUndelivered = (
  campaign: CampaignIn<"delivering">,
  at: Instant,
): CampaignIn<"undelivered"> => ({
  ...funding(campaign),
  deliveringAt: campaign.deliveringAt,
  undeliveredAt: at,
  status: "undelivered",
});
