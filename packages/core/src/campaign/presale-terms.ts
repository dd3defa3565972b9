import { z } from "zod";
import { blobKeySchema } from "../kernel/blob-store.ts";
import { instantSchema } from "../kernel/instant.ts";
import { currencySchema } from "../money/currency.ts";
import { nonNegativeMoneySchema, positiveMoneySchema } from "../money/money.ts";

/** What a campaign makes. One list for filters and statistics; a new entry is an additive change. */
export const CATEGORIES = [
  "food-and-drink",
  "farming",
  "fashion",
  "home-and-living",
  "electronics",
  "beauty-and-care",
  "toys-and-games",
  "sports-and-outdoors",
  "crafts",
  "books-and-media",
  "mobility",
  "machinery",
] as const;
export const categorySchema = z.enum(CATEGORIES);
export type Category = z.infer<typeof categorySchema>;

/** The languages that a campaign can be written in: English and Simplified Chinese. */
export const LANGUAGES = ["en", "zh"] as const;
export const languageSchema = z.enum(LANGUAGES);
export type Language = z.infer<typeof languageSchema>;

/** Most tiers plus add-ons of a campaign: each is a counter of every shard, which stays below 1 KB. */
export const ITEMS_MAX = 40;
/** Most units that one tier or add-on offers. */
export const UNITS_MAX = 1_000_000;
/** Most units of one tier or add-on that one backer may take. */
export const PER_BACKER_MAX = 100;

const text = (charactersMax: number) =>
  z.strictObject({
    en: z.string().min(1).max(charactersMax).optional(),
    zh: z.string().min(1).max(charactersMax).optional(),
  });
/** A text in the campaign's language and, if given, in the second one. */
export type LocalisedText = Readonly<z.infer<ReturnType<typeof text>>>;

const numbered = (letter: string) =>
  z.string().regex(new RegExp(`^${letter}[1-9]\\d?$`), `${letter}1 … ${letter}99`);
export const tierIdSchema = numbered("t");
export const addOnIdSchema = numbered("a");
export const zoneIdSchema = numbered("z");
export const spendingLineIdSchema = numbered("s");
export const trancheIdSchema = numbered("r");

/** ISO 3166-1 alpha-2. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/, "a country like CN or DE");
const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "a month like 2027-03");

/**
 * The form of the terms over two kinds of amounts: minor units inside, decimal texts at the API. One place says what
 * terms are, so that the API cannot take what the core does not know.
 */
export function presaleShape<P extends z.ZodType, N extends z.ZodType>(amount: {
  /** More than zero. */
  positive: P;
  /** Zero or more. */
  nonNegative: N;
}) {
  const { positive, nonNegative } = amount;
  const tier = z.strictObject({
    id: tierIdSchema,
    name: text(80),
    description: text(1_000),
    /** VAT included. */
    price: positive,
    units: z.int().min(1).max(UNITS_MAX),
    perBacker: z.int().min(1).max(PER_BACKER_MAX),
    /** An early-bird window: on sale from `opensAt` (inclusive) until `closesAt` (exclusive), inside the campaign's. */
    opensAt: instantSchema.optional(),
    closesAt: instantSchema.optional(),
    /** The month by whose end it is delivered. */
    deliverBy: monthSchema,
    /** Zones it is shipped to; none: nothing is shipped (a download, a visit). */
    shipsTo: z.array(zoneIdSchema).max(10),
  });
  const addOn = z.strictObject({
    id: addOnIdSchema,
    name: text(80),
    description: text(500),
    price: positive,
    units: z.int().min(1).max(UNITS_MAX),
    perBacker: z.int().min(1).max(PER_BACKER_MAX),
    shipped: z.boolean(),
  });
  const shippingZone = z.strictObject({
    id: zoneIdSchema,
    name: text(60),
    /** Countries, or `*` for every country that no other zone names. */
    countries: z
      .array(z.union([countrySchema, z.literal("*")]))
      .min(1)
      .max(250),
    firstUnit: nonNegative,
    furtherUnit: nonNegative,
  });
  const spendingLine = z.strictObject({
    id: spendingLineIdSchema,
    purpose: text(200),
    amount: positive,
    /** `own_costs` is the one line that may go to the enterprise's payout account. */
    payee: z.enum(["supplier", "own_costs"]),
  });
  return {
    language: languageSchema,
    title: text(80),
    summary: text(200),
    story: text(20_000),
    category: categorySchema,
    place: z.strictObject({ country: countrySchema, city: text(60) }),
    currency: currencySchema,
    tiers: z.array(tier).min(1).max(20),
    addOns: z.array(addOn).max(20),
    shippingZones: z.array(shippingZone).max(10),
    /** VAT that prices and shipping include, basis points. */
    vatBps: z.int().min(0).max(3_000),
    spendingPlan: z.array(spendingLine).min(1).max(20),
    tranches: z.array(trancheSchema).min(1).max(10),
    minGoal: positive,
    hardCap: positive,
    deadline: instantSchema,
    risks: z.array(text(1_000)).min(1).max(20),
    faq: z.array(questionSchema).max(30),
    team: z.array(memberSchema).min(1).max(20),
    media: z.array(mediumSchema).max(20),
    /** What a unit costs to make: for the review only, never published. */
    unitCosts: z.array(z.strictObject({ tierId: tierIdSchema, cost: nonNegative })).max(20),
  };
}

const trancheSchema = z.strictObject({
  id: trancheIdSchema,
  shareBps: z.int().min(1).max(10_000),
  condition: text(500),
  evidenceTypes: z.array(z.string().regex(/^[a-z][a-z_]{1,39}$/)).max(10),
});
const questionSchema = z.strictObject({ question: text(200), answer: text(2_000) });
const memberSchema = z.strictObject({ name: z.string().min(1).max(80), role: text(80) });
const mediumSchema = z.strictObject({ key: blobKeySchema, alt: text(200) });

const shape = presaleShape({ positive: positiveMoneySchema, nonNegative: nonNegativeMoneySchema });

/** What a tier, an add-on and a zone are in an offer: as sold, without their texts. */
export const offeredTierSchema = shape.tiers.element.omit({ description: true });
export const offeredAddOnSchema = shape.addOns.element.omit({ description: true });
export const shippingZoneSchema = shape.shippingZones.element;

/** Terms being written: any field may still be missing; what is there has the right shape. */
export const presaleDraftSchema = z.strictObject(shape).partial();
export type PresaleDraft = Readonly<z.infer<typeof presaleDraftSchema>>;

/** Complete terms of a pre-sale. That its parts fit each other is checked by `missingForSubmission`. */
export const presaleTermsSchema = z.strictObject(shape);
export type PresaleTerms = Readonly<z.infer<typeof presaleTermsSchema>>;

const { unitCosts: _ownerOnly, ...publicShape } = shape;
/** What of the terms everybody may read. */
export const publicTermsSchema = z.strictObject(publicShape);
export type PublicTerms = Readonly<z.infer<typeof publicTermsSchema>>;

/** The terms without what only the enterprise and the review may see. */
export function publicTerms(terms: PresaleTerms): PublicTerms {
  const { unitCosts: _unitCosts, ...published } = terms;
  return published;
}

/** The text in `language`, or in the other language where it was not written. */
export const inLanguage = (words: LocalisedText, language: Language): string =>
  words[language] ?? words.en ?? words.zh ?? "";
