import { loadOffer } from "../campaign/offer-store.ts";
import { vatContained } from "../campaign/quote.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Store } from "../kernel/store.ts";
import type { Money } from "../money/money.ts";
import { type Pledge, totalOf } from "./pledge.ts";

/**
 * The VAT that a pledge's total contains, by the offer that it was priced by: what a receipt says.
 * @see docs/rules/campaign.md#vat
 */
export async function vatOf(store: Store, pledge: Pledge): Promise<Money> {
  const offer = await loadOffer(store, pledge.campaignId, pledge.offerVersion);
  invariant(offer !== undefined, "a pledge names an offer that exists");
  return vatContained(totalOf(pledge), offer.vatBps);
}
