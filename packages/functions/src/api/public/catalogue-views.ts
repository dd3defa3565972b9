import { tileSchema } from "@firstlot/core/catalogue/card";
import type { PublicCampaign } from "@firstlot/core/catalogue/public-campaign";
import { z } from "@hono/zod-openapi";
import { termsOut } from "../campaign-views.ts";
import { present } from "../respond.ts";
import { moneyOutSchema } from "../wire.ts";

const tileShape = tileSchema.shape;
const text = z.object({ en: z.string().optional(), zh: z.string().optional() });

/** A campaign in a list: everything to compare by, with sums as of `asOf`. */
export const tileView = z
  .object({
    ...tileShape,
    title: text,
    place: z.object({ country: z.string(), city: text }),
    minGoal: moneyOutSchema,
    raised: moneyOutSchema,
  })
  .openapi("CampaignTile");

/** A page of explore. `total` where it is known; `asOf` is when the list was taken. */
export const exploreView = z
  .object({
    items: z.array(tileView),
    next: z.string().optional(),
    total: z.int().optional(),
    asOf: z.string().optional(),
  })
  .openapi("ExplorePage");

const outcomeSum = z.object({ amount: moneyOutSchema, campaigns: z.int() }).openapi("OutcomeSum");

/** What became of all public campaigns. `late` is a part of `funded`; every other one is counted once. */
export const statisticsView = z
  .object({
    asOf: z.string().optional(),
    currencies: z.array(
      z.object({
        currency: z.string(),
        /** On sale, paused or closing. */
        open: outcomeSum,
        /** The goal was met, and money does not go back. */
        funded: outcomeSum,
        /** Of the funded: the last promised month is over and delivery is not finished. */
        late: outcomeSum,
        /** Declared undelivered, with all that was raised. */
        undelivered: outcomeSum,
        /** Missed the goal or cancelled: goes back or went back. */
        returned: outcomeSum,
      }),
    ),
  })
  .openapi("PlatformStatistics");

const { tiers, addOns, unitCosts: _ownerOnly, ...publicTerms } = termsOut;
const left = { unitsLeft: z.int() };

const reviewView = z
  .object({
    policy: z.object({ id: z.string(), version: z.int() }),
    decidedAt: z.string(),
    deciders: z.int(),
    steps: z.array(z.object({ step: z.string(), mode: z.string(), outcome: z.string() })),
    notChecked: z.array(z.string()),
  })
  .openapi("PublicReview");

/** A campaign as anybody may see it. */
export const publicCampaignView = z
  .object({
    ...publicTerms,
    id: z.string(),
    kind: z.string(),
    status: z.string(),
    enterpriseId: z.string(),
    enterpriseName: z.string(),
    publishedAt: z.string(),
    closesAt: z.string(),
    offerVersion: z.int(),
    contentHash: z.string(),
    /** Bank-confirmed goods including VAT, without shipping. */
    raised: moneyOutSchema,
    /** Reserved and not yet paid. */
    reserved: moneyOutSchema,
    backers: z.int(),
    asOf: z.string(),
    tiers: z.array(tiers.element.extend(left)),
    addOns: z.array(addOns.element.extend(left)),
    fee: z.object({ feeBps: z.int(), feeVatBps: z.int(), feeScheduleVersion: z.string() }),
    heldAt: z.object({ partnerId: z.string(), bankName: z.string().optional() }),
    review: reviewView.optional(),
  })
  .openapi("PublicCampaign");

/** A public campaign for its view. */
const publicCampaignOf = (campaign: PublicCampaign) => {
  const { card, terms, ...rest } = campaign;
  return { ...terms, ...card, ...rest };
};

/** The price of a basket. */
export const quoteView = z
  .object({
    offerVersion: z.int(),
    lines: z.array(
      z.object({ itemId: z.string(), quantity: z.int(), unitPrice: moneyOutSchema, amount: moneyOutSchema }),
    ),
    goods: moneyOutSchema,
    shipping: moneyOutSchema,
    vat: moneyOutSchema,
    total: moneyOutSchema,
  })
  .openapi("Quote");

const texts = new WeakMap<PublicCampaign, string>();

/** The body that shows a campaign; it is made once for what stays the same object. */
export function publicCampaignText(campaign: PublicCampaign): string {
  const text = texts.get(campaign) ?? JSON.stringify(present(publicCampaignView, publicCampaignOf(campaign)));
  texts.set(campaign, text);
  return text;
}
