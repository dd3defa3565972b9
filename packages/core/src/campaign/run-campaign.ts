import type { Command } from "../kernel/command.ts";
import { addMs, type Instant } from "../kernel/instant.ts";
import { err, ok } from "../kernel/result.ts";
import type { Writes } from "../kernel/store.ts";
import { putWork } from "../work/work-item.ts";
import { type CampaignIn, isIn } from "./campaign.ts";
import type { CampaignDeps } from "./campaign-deps.ts";
import { loadCampaign } from "./campaign-store.ts";
import {
  askToCancel,
  cancelCampaign,
  closeCampaign,
  pauseCampaign,
  resumeCampaign,
} from "./campaign-transition.ts";
import { type Asked, type CampaignOutcome, changeCampaign } from "./change-campaign.ts";

/** Shards stay open this long after the deadline at most, by the clocks of the instances. */
export const CLOCK_SKEW_MS = 5_000;

/** Asks that all shards follow a campaign that closes or is cancelled: frozen, then sealed once nothing is open. */
const closeShardsWork = (campaign: { id: string; version: number }, dueAt: Instant): Writes => ({
  "work:close-shards": putWork({
    kind: "campaign.close-shards",
    ref: campaign.id,
    dueAt,
    cause: [campaign.id, String(campaign.version)],
  }),
});

/** Asks that all shards follow a pause or its end. */
const alignShardsWork = (campaign: { id: string; version: number }, dueAt: Instant): Writes => ({
  "work:align-shards": putWork({
    kind: "campaign.align-shards",
    ref: campaign.id,
    dueAt,
    cause: [campaign.id, String(campaign.version)],
  }),
});

/** An operator stops new pledges on a critical signal. The clock runs on. */
export const pause = (
  deps: Pick<CampaignDeps, "store">,
  command: Command,
  input: Asked & { reason: string },
): Promise<CampaignOutcome> =>
  changeCampaign(deps, command, {
    asked: input,
    from: ["live"],
    decide: async (campaign) =>
      ok({
        next: pauseCampaign(campaign, { by: command.actor, reason: input.reason, at: command.now }),
        kind: "campaign.paused",
        data: { enterpriseId: campaign.enterpriseId, reason: input.reason },
        writes: alignShardsWork(campaign, command.now),
      }),
  });

/** An operator lets a paused campaign go on; one whose deadline has passed meanwhile closes. */
export const resume = (
  deps: Pick<CampaignDeps, "store">,
  command: Command,
  asked: Asked,
): Promise<CampaignOutcome> =>
  changeCampaign(deps, command, {
    asked,
    from: ["paused"],
    decide: async (campaign) => {
      const next = resumeCampaign(campaign, command.now);
      const isClosing = next.status === "closing";
      return ok({
        next,
        kind: isClosing ? "campaign.closing" : "campaign.resumed",
        data: { enterpriseId: campaign.enterpriseId },
        writes: isClosing ? closeShardsWork(campaign, command.now) : alignShardsWork(campaign, command.now),
      });
    },
  });

/**
 * The intent to close: at the deadline, or when bank-confirmed money has reached the hard cap. The shards follow,
 * each by its own update; nobody pledges from the deadline on, whatever the state says.
 */
export const closeIntent = (
  deps: Pick<CampaignDeps, "store" | "shards">,
  command: Command,
  input: Asked & { reason: "deadline" | "cap" },
): Promise<CampaignOutcome> =>
  changeCampaign(deps, command, {
    asked: input,
    from: ["live"],
    decide: async (campaign) => {
      const { closesAt, id: campaignId, shards, terms } = campaign;
      const { reason } = input;
      if (reason === "deadline" && command.now < closesAt)
        return err({ kind: "deadline_not_reached", deadline: closesAt });
      if (reason === "cap" && command.now < closesAt) {
        const paid = await deps.shards.paidRaised({ campaignId, shards, currency: terms.currency });
        if (paid.minor < terms.hardCap.minor) return err({ kind: "cap_not_reached" });
      }
      const frozenAt = addMs(closesAt, CLOCK_SKEW_MS);
      const dueAt = reason === "cap" && command.now < frozenAt ? command.now : frozenAt;
      return ok({
        next: closeCampaign(campaign, { reason, at: command.now }),
        kind: "campaign.closing",
        data: { enterpriseId: campaign.enterpriseId, reason },
        writes: closeShardsWork(campaign, dueAt),
      });
    },
  });

const cancelled = (
  campaign: CampaignIn<"live" | "paused" | "closing" | "funded">,
  command: Command,
  reason: CampaignIn<"cancelled">["cancelReason"],
) => ({
  next: cancelCampaign(campaign, { reason, at: command.now }),
  kind: "campaign.cancelled",
  data: { enterpriseId: campaign.enterpriseId, reason, from: campaign.status },
  writes: closeShardsWork(campaign, command.now),
});

/** The enterprise gives a live campaign up; every backer gets everything back. */
export const cancelByEnterprise = (
  deps: Pick<CampaignDeps, "store">,
  command: Command,
  asked: Asked,
): Promise<CampaignOutcome> =>
  changeCampaign(deps, command, {
    asked,
    from: ["live"],
    decide: async (campaign) => ok(cancelled(campaign, command, "by_enterprise")),
  });

const CANCELLABLE = ["live", "paused", "closing", "funded"] as const;

/** The first of two approvers asks that a campaign be cancelled. */
export const requestCancellation = (
  deps: Pick<CampaignDeps, "store" | "payouts">,
  command: Command,
  input: Asked & { personId: string; reason: string },
): Promise<CampaignOutcome> =>
  changeCampaign(deps, command, {
    asked: input,
    from: CANCELLABLE,
    decide: async (campaign) => {
      if (await deps.payouts.hasPaidOut(campaign.id)) return err({ kind: "already_paid_out" });
      const { personId, reason } = input;
      return ok({
        next: askToCancel(campaign, { by: command.actor, personId, reason, at: command.now }),
        kind: "campaign.cancellation_requested",
        data: { enterpriseId: campaign.enterpriseId, reason },
      });
    },
  });

/** The second approver, another natural person, decides that it is. Refused once money has left for the enterprise. */
export const confirmCancellation = (
  deps: Pick<CampaignDeps, "store" | "payouts">,
  command: Command,
  input: Asked & { personId: string },
): Promise<CampaignOutcome> =>
  changeCampaign(deps, command, {
    asked: input,
    from: CANCELLABLE,
    decide: async (campaign) => {
      if (campaign.cancelRequest === undefined) return err({ kind: "cancel_not_requested" });
      if (campaign.cancelRequest.personId === input.personId) return err({ kind: "second_person_required" });
      if (await deps.payouts.hasPaidOut(campaign.id)) return err({ kind: "already_paid_out" });
      return ok(cancelled(campaign, command, "by_approvers"));
    },
  });

/** Thirty days paused: the campaign is cancelled by itself. */
export const cancelPaused = (
  deps: Pick<CampaignDeps, "store">,
  command: Command,
  asked: Asked,
): Promise<CampaignOutcome> =>
  changeCampaign(deps, command, {
    asked,
    from: ["paused"],
    decide: async (campaign) => ok(cancelled(campaign, command, "paused_too_long")),
  });

/**
 * Makes the shards follow the campaign: open while it is live, frozen while it is paused. Goes by the state as it is
 * and looks again afterwards, so that a late run of an earlier change does no harm.
 */
export async function alignShards(
  deps: Pick<CampaignDeps, "store" | "shards">,
  campaignId: string,
): Promise<void> {
  const campaign = await loadCampaign(deps.store, campaignId);
  if (campaign === undefined || !isIn(campaign, ["live", "paused"])) return;
  const phase = campaign.status === "live" ? "open" : "frozen";
  for (let k = 0; k < campaign.shards; k++) await deps.shards.setPhase({ campaignId, k }, phase);
  const after = await loadCampaign(deps.store, campaignId);
  if (after?.status !== campaign.status) return alignShards(deps, campaignId);
}
