import { loadOffer } from "@firstlot/core/campaign/offer-store";
import { categorySchema, countrySchema } from "@firstlot/core/campaign/presale-terms";
import { basketLineSchema, LINES_MAX, quote } from "@firstlot/core/campaign/quote";
import { readCard } from "@firstlot/core/catalogue/card-store";
import type { CatalogueIndex, CatalogueQuery } from "@firstlot/core/catalogue/catalogue-index";
import { explore } from "@firstlot/core/catalogue/explore";
import { orderSchema } from "@firstlot/core/catalogue/listing";
import { type PublicCampaignDeps, publicCampaign } from "@firstlot/core/catalogue/public-campaign";
import { canonicalJson } from "@firstlot/core/kernel/canonical-json";
import { instantSchema } from "@firstlot/core/kernel/instant";
import { currencySchema } from "@firstlot/core/money/currency";
import { parseAmount } from "@firstlot/core/money/money";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { present } from "../respond.ts";
import { declare, pageQuery } from "../route.ts";
import { nextAfter, sortKeyOf } from "../sort-cursor.ts";
import {
  exploreView,
  publicCampaignText,
  publicCampaignView,
  quoteView,
  statisticsView,
} from "./catalogue-views.ts";

/** What the routes that everybody may call need. */
export type CatalogueRoutesDeps = PublicCampaignDeps & { readonly index: CatalogueIndex };

const campaignParams = z.object({ campaignId: z.string().max(40) });
const amountText = z
  .string()
  .max(24)
  .regex(/^\d+(\.\d+)?$/, "an amount like 1234.50");

const exploreQuery = pageQuery.extend({
  q: z.string().trim().min(1).max(100).optional(),
  category: categorySchema.optional(),
  kind: z.enum(["presale"]).optional(),
  currency: currencySchema.optional(),
  neededFrom: amountText.optional().openapi({ description: "Still missing to the goal; needs `currency`" }),
  neededTo: amountText.optional(),
  endsBefore: instantSchema.optional(),
  state: z.enum(["live", "ended"]).default("live"),
  order: z.union([orderSchema, z.literal("relevance")]).optional(),
});

const exploreRoute = declare({
  method: "get",
  path: "/campaigns",
  operationId: "exploreCampaigns",
  tags: ["catalogue"],
  summary: "Find campaigns: no order can be bought",
  "x-permission": "catalogue.read",
  request: { query: exploreQuery },
  responses: { 200: json(exploreView, "A page of campaigns"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/campaigns/{campaignId}",
  operationId: "readCampaign",
  tags: ["catalogue"],
  summary: "A published campaign",
  "x-permission": "campaign.read-public",
  request: { params: campaignParams },
  responses: {
    200: json(publicCampaignView, "The campaign, with sums as of `asOf`"),
    304: { description: "As you have it" },
    ...problems,
  },
});

const quoteRoute = declare({
  method: "post",
  path: "/campaigns/{campaignId}/quote",
  operationId: "quoteBasket",
  tags: ["catalogue"],
  summary: "The price of a basket, VAT and shipping included; holds nothing",
  "x-permission": "campaign.read-public",
  request: {
    params: campaignParams,
    body: body(z.strictObject({ lines: z.array(basketLineSchema).max(LINES_MAX), country: countrySchema })),
  },
  responses: { 200: json(quoteView, "The price"), ...problems },
});

const statisticsRoute = declare({
  method: "get",
  path: "/statistics",
  operationId: "readStatistics",
  tags: ["catalogue"],
  summary: "What became of all public campaigns, by currency: late and undelivered beside raised",
  "x-permission": "catalogue.read",
  responses: { 200: json(statisticsView, "Sums as of `asOf`"), ...problems },
});

type Filters = z.infer<typeof exploreQuery>;

/** The amounts of a filter in minor units; `"no_currency"` where none says what they are. */
function neededOf({ currency, neededFrom, neededTo }: Filters) {
  if (neededFrom === undefined && neededTo === undefined) return {};
  if (currency === undefined) return "no_currency";
  const minor = (text: string | undefined): number | undefined => {
    const parsed = text === undefined ? undefined : parseAmount(text, currency);
    return parsed?.ok ? parsed.value.minor : undefined;
  };
  return { neededFrom: minor(neededFrom), neededTo: minor(neededTo) };
}

/** Explore, campaign pages and prices: for everybody, cacheable. */
export const catalogueRoutes = (deps: CatalogueRoutesDeps) =>
  router()
    .openapi(exploreRoute, async (c) => {
      const { cursor, limit, q: text, order: asked, ...filters } = c.req.valid("query");
      const order = asked ?? (text === undefined ? "ending-soon" : "relevance");
      const scope = `explore:${canonicalJson({ text, order, ...filters })}`;
      const after = sortKeyOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const needed = neededOf({ limit, ...filters });
      if (needed === "no_currency") return refuse(c, { kind: "currency_required" });
      const { category, kind, currency, endsBefore, state } = filters;
      const query: CatalogueQuery = {
        ...{ text, category, kind, currency, endsBefore, state, order, limit, after },
        ...needed,
        now: c.var.platform.clock.business(),
      };
      const { next, ...page } = await explore(deps, query);
      c.header("Cache-Control", "public, max-age=10, s-maxage=30");
      return c.json(present(exploreView, { ...page, ...nextAfter(c, scope, next) }), 200);
    })
    .openapi(statisticsRoute, async (c) => {
      const statistics = await deps.index.statistics(c.var.platform.clock.business());
      c.header("Cache-Control", "public, max-age=30, s-maxage=60");
      return c.json(present(statisticsView, statistics), 200);
    })
    .openapi(readRoute, async (c) => {
      const campaign = await publicCampaign(deps, c.req.valid("param").campaignId);
      if (campaign === undefined) return refuse(c, { kind: "not_found" });
      const tag = `W/"${campaign.card.revision}"`;
      c.header("ETag", tag);
      c.header("Cache-Control", "public, max-age=5, s-maxage=30");
      if (c.req.header("if-none-match") === tag) return c.body(null, 304);
      return c.newResponse(publicCampaignText(campaign), 200, { "Content-Type": "application/json" });
    })
    .openapi(quoteRoute, async (c) => {
      const { campaignId } = c.req.valid("param");
      const { lines, country } = c.req.valid("json");
      const card = await readCard(deps.store, campaignId);
      const offer =
        card === undefined ? undefined : await loadOffer(deps.store, campaignId, card.offerVersion);
      if (offer === undefined) return refuse(c, { kind: "not_found" });
      const quoted = quote(offer, lines, country, c.var.platform.clock.business());
      if (!quoted.ok) return refuse(c, quoted.error);
      return c.json(present(quoteView, quoted.value), 200);
    });
