import type { Command } from "../kernel/command.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Writes } from "../kernel/store.ts";
import type { Money } from "../money/money.ts";
import { type Campaign, type CampaignIn, type CampaignStatus, isIn } from "./campaign.ts";
import { campaignChange } from "./campaign-store.ts";
import {
  completeCampaign,
  decideCampaign,
  declareUndelivered,
  finishRefunding,
  startDelivering,
  startRefunding,
} from "./campaign-transition.ts";

/** A change of a campaign for somebody else's transaction, conditioned on the version that was read. */
export interface CampaignStep<S extends CampaignStatus = CampaignStatus> {
  readonly campaign: CampaignIn<S>;
  readonly writes: Writes;
}
type Step<S extends CampaignStatus> = Result<
  CampaignStep<S>,
  Readonly<{ kind: "not_in_state"; status: CampaignStatus; allowed: readonly CampaignStatus[] }>
>;

function step<const F extends CampaignStatus, const T extends CampaignStatus>(
  campaign: Campaign,
  command: Command,
  change: {
    from: readonly F[];
    to: readonly T[];
    kind: (next: CampaignIn<T>) => string;
    decide: (campaign: CampaignIn<F>) => CampaignIn<T>;
    data?: Readonly<Record<string, string | number>>;
  },
): Step<T> {
  const { from, to, kind, decide, data = {} } = change;
  if (!isIn(campaign, from)) return err({ kind: "not_in_state", status: campaign.status, allowed: from });
  const next = decide(campaign);
  const changed = campaignChange({
    previous: campaign,
    next,
    kind: kind(next),
    actor: command.actor,
    at: command.now,
    data: { enterpriseId: campaign.enterpriseId, ...data },
  });
  if (!isIn(changed.campaign, to))
    return err({ kind: "not_in_state", status: changed.campaign.status, allowed: to });
  return ok({ campaign: changed.campaign, writes: changed.writes });
}

/** The verdict: `funded` when the sealed shards reach the minimum goal, else `failed`. */
export const decideVerdict = (
  campaign: Campaign,
  command: Command,
  raised: Money,
): Step<"funded" | "failed"> =>
  step(campaign, command, {
    from: ["closing"],
    to: ["funded", "failed"],
    kind: ({ status }) => `campaign.${status}`,
    decide: (closing) => decideCampaign(closing, { raised, at: command.now }),
    data: { raisedMinor: raised.minor, currency: raised.currency },
  });

/** The first refund of a failed, cancelled or undelivered campaign begins. */
export const markRefunding = (campaign: Campaign, command: Command): Step<"refunding"> =>
  step(campaign, command, {
    from: ["failed", "cancelled", "undelivered"],
    to: ["refunding"],
    kind: () => "campaign.refunding",
    decide: (ended) => startRefunding(ended, command.now),
  });

/** Every pledge is refunded or dormant and the control account is zero. */
export const markRefunded = (campaign: Campaign, command: Command): Step<"refunded"> =>
  step(campaign, command, {
    from: ["refunding"],
    to: ["refunded"],
    kind: () => "campaign.refunded",
    decide: (refunding) => finishRefunding(refunding, command.now),
  });

/** The first tranche was paid. */
export const markDelivering = (campaign: Campaign, command: Command): Step<"delivering"> =>
  step(campaign, command, {
    from: ["funded"],
    to: ["delivering"],
    kind: () => "campaign.delivering",
    decide: (funded) => startDelivering(funded, command.now),
  });

/** Everything was delivered and released. */
export const markCompleted = (campaign: Campaign, command: Command): Step<"completed"> =>
  step(campaign, command, {
    from: ["delivering"],
    to: ["completed"],
    kind: () => "campaign.completed",
    decide: (delivering) => completeCampaign(delivering, command.now),
  });

/** Two persons, or 90 days without delivery, declared that it will not be delivered. */
export const markUndelivered = (campaign: Campaign, command: Command): Step<"undelivered"> =>
  step(campaign, command, {
    from: ["delivering"],
    to: ["undelivered"],
    kind: () => "campaign.undelivered",
    decide: (delivering) => declareUndelivered(delivering, command.now),
  });
