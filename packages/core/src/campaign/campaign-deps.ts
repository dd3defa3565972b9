import type { EnterpriseId, PartnerId } from "../identity/actor.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Store, Writes } from "../kernel/store.ts";
import type { Currency } from "../money/currency.ts";
import type { Money } from "../money/money.ts";
import type { CampaignId } from "./campaign.ts";
import type { Offer } from "./offer.ts";

/** What of an enterprise decides whether its campaigns may be reviewed and published. */
export interface EnterpriseStanding {
  readonly isVerified: boolean;
  /** The condition that it still is, for the commit. */
  readonly stillVerified?: Writes;
}

/** The shards of a campaign, which lie with the pledges. */
export interface CampaignShards {
  /** The writes that put an offer's stock up for sale: one item per shard. */
  open(offer: Offer): Writes;
  /** Stops or allows new pledges on one shard; harmless when it is so already or sealed. */
  setPhase(shard: { campaignId: string; k: number }, phase: "open" | "frozen"): Promise<void>;
  /** Bank-confirmed goods over all shards: what the hard cap is measured by. */
  paidRaised(campaign: { campaignId: string; shards: number; currency: Currency }): Promise<Money>;
}

/** The bank that will hold the backers' money. */
export interface CampaignBank {
  /** A partner bank that takes part and holds this currency; `undefined` when there is none. */
  custodyFor(
    currency: Currency,
    campaignId: CampaignId,
  ): Promise<{ partnerId: PartnerId; custodyAccount: string } | undefined>;
  /** The writes that open the campaign's supervised account and tell reconciliation about its book. */
  openBook(offer: Offer, at: Instant): Writes;
}

/** What campaign use cases need. Ports are wired in `functions/src/wiring.ts`. */
export interface CampaignDeps {
  readonly store: Store;
  readonly enterprises: { standingOf(enterpriseId: EnterpriseId): Promise<EnterpriseStanding> };
  readonly shards: CampaignShards;
  readonly bank: CampaignBank;
  /** Whether any money of the campaign has left for its enterprise: then it cannot be cancelled. */
  readonly payouts: { hasPaidOut(campaignId: CampaignId): Promise<boolean> };
}
