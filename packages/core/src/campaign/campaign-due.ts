import type { Command } from "../kernel/command.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { withdrawCase } from "../review/open-case.ts";
import { type Campaign, dueAtOf } from "./campaign.ts";
import type { CampaignDeps } from "./campaign-deps.ts";
import type { CampaignRefusal } from "./campaign-refusal.ts";
import { loadCampaign } from "./campaign-store.ts";
import { type ReturnReason, returnToDraft } from "./campaign-transition.ts";
import { changeCampaign } from "./change-campaign.ts";
import { publish } from "./publish-campaign.ts";
import { cancelPaused, closeIntent } from "./run-campaign.ts";

type Ran = Result<Campaign, CampaignRefusal>;

/**
 * Does what a campaign's own due time asks for, by the state it is in now: publication, deadline, or the end of a
 * wait. The due index may lag behind, so that the state and its time are read strongly first.
 * @returns the campaign afterwards; unchanged when nothing is due any more
 * @see docs/rules/campaign.md#timers
 */
export async function onCampaignDue(deps: CampaignDeps, command: Command, campaignId: string): Promise<Ran> {
  const campaign = await loadCampaign(deps.store, campaignId);
  if (campaign === undefined) return err({ kind: "not_found" });
  const dueAt = dueAtOf(campaign);
  if (dueAt === undefined || dueAt > command.now) return ok(campaign);
  const asked = { campaignId };
  switch (campaign.status) {
    case "scheduled":
      return publishOrReturn(deps, command, campaignId);
    case "live":
      return unwrapped(await closeIntent(deps, command, { ...asked, reason: "deadline" }));
    case "paused":
      return unwrapped(await cancelPaused(deps, command, asked));
    case "changes_requested":
      return lapse(deps, command, { campaignId, because: "not_answered" });
    case "approved":
      return lapse(deps, command, { campaignId, because: "approval_lapsed" });
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
      return ok(campaign);
  }
}

const unwrapped = (outcome: Result<{ value: Campaign }, CampaignRefusal>): Ran =>
  outcome.ok ? ok(outcome.value.value) : outcome;

/** What cannot be published for good goes back to the owner's desk; what may be possible later stays scheduled. */
async function publishOrReturn(deps: CampaignDeps, command: Command, campaignId: string): Promise<Ran> {
  const published = await publish(deps, command, { campaignId });
  if (published.ok) return published;
  const { kind } = published.error;
  const isFinal =
    kind === "content_changed" || kind === "enterprise_not_verified" || kind === "deadline_out_of_window";
  return isFinal ? lapse(deps, command, { campaignId, because: kind }) : published;
}

async function lapse(
  deps: CampaignDeps,
  command: Command,
  { campaignId, because }: { campaignId: string; because: ReturnReason },
): Promise<Ran> {
  const outcome = await changeCampaign(deps, command, {
    asked: { campaignId },
    from: ["changes_requested", "approved", "scheduled"],
    decide: async (campaign) => {
      const next = returnToDraft(campaign, because);
      if (!next.ok) return next;
      const writes =
        campaign.status === "changes_requested"
          ? await withdrawCase(deps.store, command, campaign.caseId)
          : {};
      const data = { enterpriseId: campaign.enterpriseId, because };
      return ok({ next: next.value, kind: "campaign.lapsed", data, writes });
    },
  });
  return unwrapped(outcome);
}
