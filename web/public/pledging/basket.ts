import type { PublicApi } from "../visit.ts";
import { linesOf, type PledgeDraft } from "./draft.ts";

/** A campaign as anybody may see it; `undefined` where there is none. */
export async function readCampaign(api: PublicApi, campaignId: string) {
  const { data } = await api.GET("/campaigns/{campaignId}", { params: { path: { campaignId } } });
  return data;
}
export type Campaign = NonNullable<Awaited<ReturnType<typeof readCampaign>>>;
export type Tier = Campaign["tiers"][number];
export type AddOn = Campaign["addOns"][number];

/** The price of a basket as the platform counts it, or why it has none. */
export async function quoteOf(api: PublicApi, draft: PledgeDraft) {
  const { data, error } = await api.POST("/campaigns/{campaignId}/quote", {
    params: { path: { campaignId: draft.campaignId } },
    body: { lines: linesOf(draft), country: draft.country ?? "" },
  });
  return { quote: data, problem: error };
}
type Quoted = Awaited<ReturnType<typeof quoteOf>>;
export type Quote = NonNullable<Quoted["quote"]>;

/** Whether anything of a basket is sent, so that an address is needed. */
export const isShipped = (campaign: Campaign, { items }: Pick<PledgeDraft, "items">): boolean =>
  campaign.tiers.some(({ id, shipsTo }) => items[id] !== undefined && shipsTo.length > 0) ||
  campaign.addOns.some(({ id, shipped }) => items[id] !== undefined && shipped);

/** Countries that a campaign sends to; `all` where a zone takes every other one, or where nothing is sent. */
export function countriesOf({ shippingZones }: Campaign): readonly string[] | "all" {
  const named = shippingZones.flatMap(({ countries }) => countries);
  return named.length === 0 || named.includes("*") ? "all" : [...new Set(named)];
}

/** Whether pledges are taken now. */
export const isOpen = ({ status, closesAt }: Campaign, now: string): boolean =>
  status === "live" && now < closesAt;

/** Whether a tier can be chosen now, or what stands in the way. */
export function saleOf(item: Tier | AddOn, now: string): "open" | "sold_out" | "not_yet" | "over" {
  if ("opensAt" in item && item.opensAt !== undefined && now < item.opensAt) return "not_yet";
  if ("closesAt" in item && item.closesAt !== undefined && now >= item.closesAt) return "over";
  return item.unitsLeft <= 0 ? "sold_out" : "open";
}
