import { loadCampaign } from "@firstlot/core/campaign/campaign-store";
import { enterpriseIdSchema } from "@firstlot/core/identity/actor";
import type { Instant } from "@firstlot/core/kernel/instant";
import type { Store } from "@firstlot/core/kernel/store";
import { money } from "@firstlot/core/money/money";
import { type Funding, readFunding, type Share } from "@firstlot/core/pledge/funding";
import { loadShards } from "@firstlot/core/pledge/shard-store";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { present } from "../respond.ts";
import { declare } from "../route.ts";
import { moneyOutSchema } from "../wire.ts";

const share = { pledges: z.int(), amount: moneyOutSchema };
const fundingView = z
  .object({
    /** The platform's time when the sums were made. */
    asOf: z.string(),
    /** Paid pledges: goods without shipping, and what is held for them in all. */
    totals: z.object({ ...share, held: moneyOutSchema }),
    reserved: z.object(share),
    /** Of the paid ones: sent by the enterprise, or received by the backer. */
    fulfilled: z.object(share),
    /** Days (UTC) on which money came or went, oldest first; `raised` at the end of the day. */
    days: z.array(
      z.object({ day: z.string(), paid: z.object(share), gone: z.object(share), raised: moneyOutSchema }),
    ),
    items: z.array(
      z.object({
        itemId: z.string(),
        units: z.int(),
        amount: moneyOutSchema,
        /** Units that can still be reserved. */
        left: z.int(),
      }),
    ),
    countries: z.array(z.object({ country: z.string(), ...share })),
    /** By the code of the link that backers followed; absent: none. */
    sources: z.array(z.object({ via: z.string().optional(), ...share })),
    /** False when there are more pledges than are counted here. */
    isWhole: z.boolean(),
  })
  .openapi("CampaignFunding");

const fundingRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}/campaigns/{campaignId}/funding",
  operationId: "readCampaignFunding",
  tags: ["campaigns"],
  summary: "What was pledged by day, item, country and source; sums only, no backer",
  "x-permission": "campaign.read",
  request: { params: z.object({ enterpriseId: enterpriseIdSchema, campaignId: z.string().max(40) }) },
  responses: { 200: json(fundingView, "The sums"), ...problems },
});

type Units = Readonly<Record<string, number>>;
type Currency = Parameters<typeof money>[1];

/** The sums as they travel, each item with what is left of it. */
function fundingOut(
  funding: Funding,
  { currency, left, asOf }: { currency: Currency; left: Units; asOf: Instant },
) {
  const out = ({ pledges, raisedMinor }: Share) => ({ pledges, amount: money(raisedMinor, currency) });
  const sold = new Map(funding.items.map((item) => [item.itemId, item]));
  const ids = [...new Set([...sold.keys(), ...Object.keys(left)])].sort();
  return {
    asOf,
    totals: { ...out(funding.totals), held: money(funding.totals.heldMinor, currency) },
    reserved: out(funding.reserved),
    fulfilled: out(funding.fulfilled),
    days: funding.days.map(({ day, paid, gone, raisedMinor }) => ({
      ...{ day, paid: out(paid), gone: out(gone), raised: money(raisedMinor, currency) },
    })),
    items: ids.map((itemId) => ({
      itemId,
      units: sold.get(itemId)?.units ?? 0,
      amount: money(sold.get(itemId)?.amountMinor ?? 0, currency),
      left: left[itemId] ?? 0,
    })),
    countries: funding.countries.map(({ country, ...sums }) => ({ country, ...out(sums) })),
    sources: funding.sources.map(({ via, ...sums }) =>
      via === undefined ? out(sums) : { via, ...out(sums) },
    ),
    isWhole: funding.isWhole,
  };
}

/** How a published campaign is doing, for its enterprise and the staff. */
export const fundingRoutes = ({ store, now }: { readonly store: Store; readonly now: () => Instant }) =>
  router().openapi(fundingRoute, async (c) => {
    const { enterpriseId, campaignId } = c.req.valid("param");
    const campaign = await loadCampaign(store, campaignId);
    if (campaign?.enterpriseId !== enterpriseId || !("shards" in campaign))
      return refuse(c, { kind: "not_found" });
    const { shards, terms } = campaign;
    const [funding, stock] = await Promise.all([
      readFunding(store, campaignId),
      loadShards(store, { campaignId, shards }),
    ]);
    const left: Record<string, number> = {};
    for (const { units } of stock)
      for (const [itemId, count] of Object.entries(units)) left[itemId] = (left[itemId] ?? 0) + count;
    c.header("Cache-Control", "no-store");
    const { currency } = terms;
    return c.json(present(fundingView, fundingOut(funding, { currency, left, asOf: now() })), 200);
  });
