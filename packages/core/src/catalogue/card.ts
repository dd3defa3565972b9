import { z } from "zod";
import { campaignIdSchema, PUBLIC_STATUSES, type PublishedCampaign } from "../campaign/campaign.ts";
import { categorySchema, countrySchema, languageSchema } from "../campaign/presale-terms.ts";
import { enterpriseIdSchema } from "../identity/actor.ts";
import { blobKeySchema } from "../kernel/blob-store.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { currencySchema } from "../money/currency.ts";
import { type Money, nonNegativeMoneySchema, positiveMoneySchema } from "../money/money.ts";

const text = z.strictObject({ en: z.string().optional(), zh: z.string().optional() });

/** What a card and a list tile share: everything a visitor compares by, nothing that ranks for money. */
const tileShape = {
  id: campaignIdSchema,
  kind: z.enum(["presale"]),
  status: z.enum(PUBLIC_STATUSES),
  title: text,
  language: languageSchema,
  enterpriseName: z.string(),
  category: categorySchema,
  place: z.strictObject({ country: countrySchema, city: text }),
  currency: currencySchema,
  minGoal: positiveMoneySchema,
  /** Bank-confirmed goods including VAT, without shipping. */
  raised: nonNegativeMoneySchema,
  backers: z.int().min(0),
  publishedAt: instantSchema,
  closesAt: instantSchema,
  image: blobKeySchema.optional(),
  /** When the sums were read. */
  asOf: instantSchema,
};

/** One campaign in a list. */
export const tileSchema = z.strictObject(tileShape);
export type Tile = Readonly<z.infer<typeof tileSchema>>;

/**
 * The one public item of a campaign (≤ 4 KB): what its page and the lists show, with sums as of a moment. Never
 * asked for a decision.
 */
export const cardSchema = z.strictObject({
  ...tileShape,
  /** Counts the changes of this item. */
  revision: z.int().min(1),
  /** Version of the campaign that it shows. */
  campaignVersion: z.int().min(1),
  enterpriseId: enterpriseIdSchema,
  summary: text,
  hardCap: positiveMoneySchema,
  fromPrice: positiveMoneySchema,
  offerVersion: z.int().min(1),
  shards: z.int().min(1),
  /** Goods of reservations that wait for their money. */
  reserved: nonNegativeMoneySchema,
  /** Units left by tier and add-on. */
  unitsLeft: z.record(z.string(), z.int().min(0)),
  /** The last month that a delivery is promised by, `2027-03`; absent on cards of before it was kept. */
  deliverBy: z.string().optional(),
  /** Declared undelivered, also while its money goes back and after. */
  undelivered: z.literal(true).optional(),
});
export type Card = Readonly<z.infer<typeof cardSchema>>;

/** Sums over a campaign's shards. */
export interface SaleTotals {
  readonly raised: Money;
  readonly reserved: Money;
  /** Paid pledges. */
  readonly backers: number;
  /** By tier and add-on id. */
  readonly unitsLeft: Readonly<Record<string, number>>;
}

/** What a list shows of a card. */
export function tileOf(card: Card): Tile {
  const { id, kind, status, title, language, enterpriseName, category, place, currency } = card;
  const { minGoal, raised, backers, publishedAt, closesAt, image, asOf } = card;
  return {
    ...{ id, kind, status, title, language, enterpriseName, category, place, currency },
    ...{ minGoal, raised, backers, publishedAt, closesAt, asOf },
    ...(image === undefined ? {} : { image }),
  };
}

const isUndelivered = (campaign: PublishedCampaign): boolean =>
  campaign.status === "undelivered" ||
  ((campaign.status === "refunding" || campaign.status === "refunded") && campaign.cause === "undelivered");

/** The card of a published campaign. */
export function cardOf(input: {
  campaign: PublishedCampaign;
  enterpriseName: string;
  totals: SaleTotals;
  asOf: Instant;
  revision: number;
}): Card {
  const { campaign, enterpriseName, totals, asOf, revision } = input;
  const { terms } = campaign;
  const [image] = terms.media;
  const [cheapest] = terms.tiers.map(({ price }) => price).sort((a, b) => a.minor - b.minor);
  const deliverBy = terms.tiers
    .map((tier) => tier.deliverBy)
    .toSorted()
    .at(-1);
  invariant(cheapest !== undefined && deliverBy !== undefined, "a published campaign has a tier");
  return {
    id: campaign.id,
    kind: campaign.kind,
    status: campaign.status,
    revision,
    campaignVersion: campaign.version,
    enterpriseId: campaign.enterpriseId,
    enterpriseName,
    title: terms.title,
    summary: terms.summary,
    language: terms.language,
    category: terms.category,
    place: terms.place,
    currency: terms.currency,
    minGoal: terms.minGoal,
    hardCap: terms.hardCap,
    fromPrice: cheapest,
    publishedAt: campaign.publishedAt,
    closesAt: campaign.closesAt,
    ...(image === undefined ? {} : { image: image.key }),
    offerVersion: campaign.offerVersion,
    shards: campaign.shards,
    ...totals,
    deliverBy,
    ...(isUndelivered(campaign) ? { undelivered: true } : {}),
    asOf,
  };
}

const SHARE_BPS = 10_000n;

/** How much of the minimum goal is raised, basis points rounded down: 9,999 is not yet the goal. */
export const fundedBps = ({ raised, minGoal }: Pick<Tile, "raised" | "minGoal">): number =>
  Number((BigInt(raised.minor) * SHARE_BPS) / BigInt(minGoal.minor));

/** What is still missing to the minimum goal, minor units; 0 once it is reached. */
export const neededMinor = ({ raised, minGoal }: Pick<Tile, "raised" | "minGoal">): number =>
  Math.max(0, minGoal.minor - raised.minor);
