import { written } from "../../ui/language.tsx";
import { pictureUrl } from "../campaign-words.ts";
import type { Visit } from "../visit.ts";
import { type Campaign, isOpenNow, tierBar } from "./campaign-read.ts";

const SCHEMA = "https://schema.org";

/** A campaign as search engines read it: a product in pre-order, an offer for each tier, and who sells it. */
export function campaignData(
  campaign: Campaign,
  { language, deps, now }: Pick<Visit, "language" | "deps" | "now">,
) {
  const { origin } = deps;
  const url = `${origin}/campaigns/${campaign.id}`;
  const isOpen = isOpenNow(campaign, now);
  const seller = { "@type": "Organization", name: campaign.enterpriseName };
  return {
    "@context": SCHEMA,
    "@type": "Product",
    name: written(campaign.title, language).text,
    description: written(campaign.summary, language).text,
    url,
    ...(campaign.media.length === 0
      ? {}
      : { image: campaign.media.map(({ key }) => `${origin}${pictureUrl(key)}`) }),
    brand: seller,
    offers: campaign.tiers.map((tier) => ({
      "@type": "Offer",
      name: written(tier.name, language).text,
      price: tier.price.amount,
      priceCurrency: tier.price.currency,
      availability: `${SCHEMA}/${isOpen && tierBar(tier, now) === undefined ? "PreOrder" : "SoldOut"}`,
      priceValidUntil: campaign.closesAt.slice(0, "2026-11-24".length),
      url: `${url}#${tier.id}`,
      seller,
    })),
  };
}
