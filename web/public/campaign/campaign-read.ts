import type { PublicApi } from "../visit.ts";

/** A published campaign; `undefined` where there is none, or none that may be seen. */
export async function readCampaign(api: PublicApi, campaignId: string) {
  const { data } = await api.GET("/campaigns/{campaignId}", { params: { path: { campaignId } } });
  return data;
}

/** A campaign as its page shows it. */
export type Campaign = NonNullable<Awaited<ReturnType<typeof readCampaign>>>;
export type Tier = Campaign["tiers"][number];
export type AddOn = Campaign["addOns"][number];
export type Review = NonNullable<Campaign["review"]>;
type Zone = Campaign["shippingZones"][number];

/** The zone of a country among those that an item ships to: the one that names it, else the one for everywhere else. */
export const zoneOf = (
  { shippingZones }: Pick<Campaign, "shippingZones">,
  country: string,
): Zone | undefined =>
  shippingZones.find(({ countries }) => countries.includes(country)) ??
  shippingZones.find(({ countries }) => countries.includes("*"));

/** Whether orders are taken now. */
export const isOpenNow = (
  { status, closesAt }: Pick<Campaign, "status" | "closesAt">,
  now: string,
): boolean => status === "live" && Date.parse(closesAt) > Date.parse(now);

/** Why a tier cannot be chosen now; `undefined` when it can. */
export function tierBar(tier: Tier, now: string): "tierOver" | "tierNotYet" | "tierGone" | undefined {
  if (tier.closesAt !== undefined && Date.parse(tier.closesAt) <= Date.parse(now)) return "tierOver";
  if (tier.opensAt !== undefined && Date.parse(tier.opensAt) > Date.parse(now)) return "tierNotYet";
  return tier.unitsLeft === 0 ? "tierGone" : undefined;
}
