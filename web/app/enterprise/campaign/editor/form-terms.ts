import type { paths } from "@firstlot/sdk/generated/public";
import { amountOf } from "../../../parts/typed-amount.ts";
import { instantOf } from "../local-time.ts";
import type { TermsForm, Words } from "./terms-form.ts";

/** Terms as the API takes them. */
export type TermsInput =
  paths["/enterprises/{enterpriseId}/campaigns/{campaignId}/terms"]["put"]["requestBody"]["content"]["application/json"]["terms"];

/** An entry that cannot be kept yet because something it must have is missing or is no number. */
export interface NotKept {
  readonly field: "tiers" | "addOns" | "shippingZones" | "spendingPlan" | "tranches" | "team";
  /** Place in its list, from 0. */
  readonly at: number;
  /** Names the missing thing. */
  readonly lacks: "price" | "number" | "month" | "amount" | "countries" | "share" | "name";
}

export const CURRENCIES = ["CNY", "EUR", "USD", "GBP", "CHF", "JPY", "KWD"] as const;
/** As the API names them. */
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
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

const PERCENT = /^(\d{1,3})(?:[.,](\d{1,2}))?$/;

/** A percentage with at most two decimals in basis points. */
export function bpsOf(typed: string): number | undefined {
  const match = PERCENT.exec(typed.trim());
  if (match === null) return undefined;
  const [, whole = "0", part = ""] = match;
  return Number(whole) * 100 + Number(part.padEnd(2, "0"));
}

const countOf = (typed: string): number | undefined => {
  const text = typed.replaceAll(/[\s,]/g, "");
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
};

const said = ({ en, zh }: Words) => ({
  ...(en.trim() === "" ? {} : { en: en.trim() }),
  ...(zh.trim() === "" ? {} : { zh: zh.trim() }),
});
const isSaid = (words: Words) => Object.keys(said(words)).length > 0;
const saidAs = <K extends string>(key: K, words: Words) => (isSaid(words) ? { [key]: said(words) } : {});

/**
 * The form as terms: whatever can be kept. What cannot be kept yet stays in the form and is named.
 * @param zone in which the form's times are meant
 */
export function termsOf(form: TermsForm, zone: string): { terms: TermsInput; notKept: readonly NotKept[] } {
  const notKept: NotKept[] = [];
  const currency = CURRENCIES.find((one) => one === form.currency) ?? "EUR";
  const amount = (typed: string) => {
    const text = amountOf(typed);
    return text === undefined ? undefined : { amount: text, currency };
  };
  const kept = <T, R extends object>(
    field: NotKept["field"],
    list: readonly T[],
    one: (entry: T) => R | NotKept["lacks"],
  ): R[] =>
    list.flatMap((entry, at): R[] => {
      const made = one(entry);
      if (typeof made === "object") return [made];
      notKept.push({ field, at, lacks: made });
      return [];
    });
  const at = (local: string, key: "opensAt" | "closesAt") => {
    const instant = instantOf(local, zone);
    return instant === undefined ? {} : { [key]: instant };
  };
  const zoneIds = new Set(form.shippingZones.map(({ id }) => id));
  const tiers = kept("tiers", form.tiers, (tier) => {
    const [price, units, perBacker] = [amount(tier.price), countOf(tier.units), countOf(tier.perBacker)];
    if (price === undefined) return "price";
    if (units === undefined || perBacker === undefined) return "number";
    if (!MONTH.test(tier.deliverBy)) return "month";
    const { id, name, description, deliverBy } = tier;
    return {
      ...{ id, name: said(name), description: said(description), price, units, perBacker, deliverBy },
      ...at(tier.opensAt, "opensAt"),
      ...at(tier.closesAt, "closesAt"),
      shipsTo: tier.shipsTo.filter((one) => zoneIds.has(one)),
    };
  });
  const addOns = kept("addOns", form.addOns, ({ id, name, description, shipped, ...typed }) => {
    const [price, units, perBacker] = [amount(typed.price), countOf(typed.units), countOf(typed.perBacker)];
    if (price === undefined) return "price";
    if (units === undefined || perBacker === undefined) return "number";
    return { id, name: said(name), description: said(description), price, units, perBacker, shipped };
  });
  const shippingZones = kept("shippingZones", form.shippingZones, ({ id, name, countries, ...typed }) => {
    const [firstUnit, furtherUnit] = [amount(typed.firstUnit), amount(typed.furtherUnit)];
    if (firstUnit === undefined || furtherUnit === undefined) return "amount";
    if (countries.length === 0) return "countries";
    return { id, name: said(name), countries, firstUnit, furtherUnit };
  });
  const spendingPlan = kept("spendingPlan", form.spendingPlan, ({ id, purpose, payee, ...typed }) => {
    const sum = amount(typed.amount);
    return sum === undefined ? "amount" : { id, purpose: said(purpose), amount: sum, payee };
  });
  const tranches = kept("tranches", form.tranches, ({ id, sharePercent, condition, evidenceType }) => {
    const shareBps = bpsOf(sharePercent);
    if (shareBps === undefined || shareBps === 0) return "share";
    return {
      id,
      shareBps,
      condition: said(condition),
      evidenceTypes: evidenceType === "" ? [] : [evidenceType],
    };
  });
  const team = kept("team", form.team, ({ name, role }) =>
    name.trim() === "" ? "name" : { name: name.trim(), role: said(role) },
  );
  const unitCosts = form.tiers.flatMap(({ id, unitCost }) => {
    const cost = amount(unitCost);
    return cost === undefined || !tiers.some((tier) => tier.id === id) ? [] : [{ tierId: id, cost }];
  });
  const category = CATEGORIES.find((one) => one === form.category);
  const vatBps = bpsOf(form.vatPercent);
  const [minGoal, hardCap] = [amount(form.minGoal), amount(form.hardCap)];
  const deadline = instantOf(form.deadline, zone);
  const listed = <K extends string, T>(key: K, list: readonly T[]) =>
    list.length === 0 ? {} : { [key]: list };
  const terms: TermsInput = {
    language: form.language,
    ...saidAs("title", form.title),
    ...saidAs("summary", form.summary),
    ...saidAs("story", form.story),
    ...(category === undefined ? {} : { category }),
    ...(form.country === "" ? {} : { place: { country: form.country, city: said(form.city) } }),
    currency,
    ...(vatBps === undefined ? {} : { vatBps }),
    ...listed("tiers", tiers),
    addOns,
    shippingZones,
    ...listed("spendingPlan", spendingPlan),
    ...listed("tranches", tranches),
    ...(minGoal === undefined ? {} : { minGoal }),
    ...(hardCap === undefined ? {} : { hardCap }),
    ...(deadline === undefined ? {} : { deadline }),
    ...listed(
      "risks",
      form.risks.map(({ text }) => said(text)).filter((risk) => Object.keys(risk).length > 0),
    ),
    faq: form.faq.map(({ question, answer }) => ({ question: said(question), answer: said(answer) })),
    ...listed("team", team),
    media: form.media.map(({ key, alt }) => ({ key, alt: said(alt) })),
    ...listed("unitCosts", unitCosts),
  };
  return { terms, notKept };
}
