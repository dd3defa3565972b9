import type { Offer } from "../campaign/offer.ts";
import { loadOffer, loadPublishedContent, type PublishedContent } from "../campaign/offer-store.ts";
import type { PublicTerms } from "../campaign/presale-terms.ts";
import { ImmutableCache } from "../kernel/immutable-cache.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Store } from "../kernel/store.ts";
import type { Card } from "./card.ts";
import { readCard } from "./card-store.ts";

/** What the public is told of the review behind a campaign. */
export interface ReviewSummary {
  readonly policy: { readonly id: string; readonly version: number };
  readonly decidedAt: Instant;
  /** Natural persons who decided. */
  readonly deciders: number;
  readonly steps: readonly { readonly step: string; readonly mode: string; readonly outcome: string }[];
  /** Steps of the standard that this policy has not. */
  readonly notChecked: readonly string[];
}

/** What a campaign page is made from; what never changes is read once. */
export interface PublicCampaignDeps {
  readonly store: Store;
  /** The decided case by its id. */
  readonly reviewOf: (caseId: string) => Promise<ReviewSummary | undefined>;
  /** The name of the bank that holds the money. */
  readonly bankName: (partnerId: string) => Promise<string | undefined>;
}

type Tier = PublicTerms["tiers"][number] & { readonly unitsLeft: number };
type AddOn = PublicTerms["addOns"][number] & { readonly unitsLeft: number };

/** Everything that a campaign's public page shows. */
export interface PublicCampaign {
  readonly card: Card;
  readonly contentHash: string;
  readonly terms: Omit<PublicTerms, "tiers" | "addOns">;
  readonly tiers: readonly Tier[];
  readonly addOns: readonly AddOn[];
  readonly fee: { readonly feeBps: number; readonly feeVatBps: number; readonly feeScheduleVersion: string };
  readonly heldAt: { readonly partnerId: string; readonly bankName: string | undefined };
  readonly review: ReviewSummary | undefined;
}

const reviews = new ImmutableCache<ReviewSummary>(500);
const pages = new ImmutableCache<PublicCampaign>(500);

/**
 * A campaign as anybody may see it: one small item is read, the terms, offer and review come from memory since they
 * never change, and what has not changed since is the same object.
 * @returns `undefined` for a campaign that does not exist or was never published, alike
 */
export async function publicCampaign(
  deps: PublicCampaignDeps,
  campaignId: string,
): Promise<PublicCampaign | undefined> {
  const card = await readCard(deps.store, campaignId);
  if (card === undefined) return undefined;
  const [content, offer] = await Promise.all([
    loadPublishedContent(deps.store, campaignId, card.offerVersion),
    loadOffer(deps.store, campaignId, card.offerVersion),
  ]);
  invariant(content !== undefined && offer !== undefined, "a card is made from a published campaign");
  const { partnerId } = offer;
  const [bankName, review] = await Promise.all([
    deps.bankName(partnerId),
    reviews.read(deps.store, content.caseId, () => deps.reviewOf(content.caseId)),
  ]);
  const made = [campaignId, card.revision, bankName, review === undefined ? "unread" : "read"].join("#");
  return pages.read(deps.store, made, async () =>
    pageOf({ card, content, offer, heldAt: { partnerId, bankName }, review }),
  );
}

function pageOf(made: {
  card: Card;
  content: PublishedContent;
  offer: Offer;
  heldAt: PublicCampaign["heldAt"];
  review: ReviewSummary | undefined;
}): PublicCampaign {
  const { card, content, offer, heldAt, review } = made;
  const { tiers, addOns, ...terms } = content.terms;
  const { feeBps, feeVatBps, feeScheduleVersion } = offer;
  const left = (id: string): number => card.unitsLeft[id] ?? 0;
  return {
    card,
    contentHash: content.contentHash,
    terms,
    tiers: tiers.map((tier) => ({ ...tier, unitsLeft: left(tier.id) })),
    addOns: addOns.map((addOn) => ({ ...addOn, unitsLeft: left(addOn.id) })),
    fee: { feeBps, feeVatBps, feeScheduleVersion },
    heldAt,
    review,
  };
}
