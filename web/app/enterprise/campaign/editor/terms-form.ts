import type { Terms } from "../campaign-data.ts";
import { localOf } from "../local-time.ts";

/** A text in both languages, as it is typed. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/** The terms as they are typed: every field a text, amounts without their currency, times in the reader's zone. */
export interface TermsForm {
  language: "en" | "zh";
  title: Words;
  summary: Words;
  story: Words;
  category: string;
  country: string;
  city: Words;
  currency: string;
  vatPercent: string;
  tiers: TierForm[];
  addOns: AddOnForm[];
  shippingZones: ZoneForm[];
  spendingPlan: { id: string; purpose: Words; amount: string; payee: "supplier" | "own_costs" }[];
  tranches: { id: string; sharePercent: string; condition: Words; evidenceType: string }[];
  minGoal: string;
  hardCap: string;
  deadline: string;
  risks: { text: Words }[];
  faq: { question: Words; answer: Words }[];
  team: { name: string; role: Words }[];
  media: { key: string; alt: Words }[];
}

interface SoldForm {
  id: string;
  name: Words;
  description: Words;
  price: string;
  units: string;
  perBacker: string;
}
interface TierForm extends SoldForm {
  opensAt: string;
  closesAt: string;
  deliverBy: string;
  shipsTo: string[];
  /** What a unit costs to make: only the enterprise and the review see it. */
  unitCost: string;
}
interface AddOnForm extends SoldForm {
  shipped: boolean;
}
interface ZoneForm {
  id: string;
  name: Words;
  countries: string[];
  firstUnit: string;
  furtherUnit: string;
}

export const NO_WORDS: Words = { en: "", zh: "" };
const BPS_PER_PERCENT = 100;

const words = (text: { en?: string | undefined; zh?: string | undefined } | undefined): Words => ({
  en: text?.en ?? "",
  zh: text?.zh ?? "",
});

/** Basis points as a percentage, exactly: 750 is `7.5`. */
export const percentOfBps = (bps: number): string => String(bps / BPS_PER_PERCENT);

/** The next free id of a list, like `t3`. */
export function nextId(letter: string, taken: readonly { readonly id: string }[]): string {
  const ids = new Set(taken.map(({ id }) => id));
  let n = 1;
  while (ids.has(`${letter}${n}`)) n += 1;
  return `${letter}${n}`;
}

/** The kept terms as a form. */
export function formOf(terms: Terms, { zone, language }: { zone: string; language: "en" | "zh" }): TermsForm {
  const cost = new Map((terms.unitCosts ?? []).map((one) => [one.tierId, one.cost.amount]));
  const local = (at: string | undefined) => (at === undefined ? "" : localOf(at, zone));
  return {
    language: terms.language ?? language,
    title: words(terms.title),
    summary: words(terms.summary),
    story: words(terms.story),
    category: terms.category ?? "",
    country: terms.place?.country ?? "",
    city: words(terms.place?.city),
    currency: terms.currency ?? "EUR",
    vatPercent: terms.vatBps === undefined ? "" : percentOfBps(terms.vatBps),
    tiers: (terms.tiers ?? []).map((tier) => ({
      id: tier.id,
      name: words(tier.name),
      description: words(tier.description),
      price: tier.price.amount,
      units: String(tier.units),
      perBacker: String(tier.perBacker),
      opensAt: local(tier.opensAt),
      closesAt: local(tier.closesAt),
      deliverBy: tier.deliverBy,
      shipsTo: [...tier.shipsTo],
      unitCost: cost.get(tier.id) ?? "",
    })),
    addOns: (terms.addOns ?? []).map((addOn) => ({
      id: addOn.id,
      name: words(addOn.name),
      description: words(addOn.description),
      price: addOn.price.amount,
      units: String(addOn.units),
      perBacker: String(addOn.perBacker),
      shipped: addOn.shipped,
    })),
    shippingZones: (terms.shippingZones ?? []).map((one) => ({
      id: one.id,
      name: words(one.name),
      countries: [...one.countries],
      firstUnit: one.firstUnit.amount,
      furtherUnit: one.furtherUnit.amount,
    })),
    spendingPlan: (terms.spendingPlan ?? []).map(({ id, purpose, amount, payee }) => ({
      ...{ id, purpose: words(purpose), amount: amount.amount, payee },
    })),
    tranches: (terms.tranches ?? []).map(({ id, shareBps, condition, evidenceTypes }) => ({
      ...{ id, sharePercent: percentOfBps(shareBps), condition: words(condition) },
      evidenceType: evidenceTypes[0] ?? "",
    })),
    minGoal: terms.minGoal?.amount ?? "",
    hardCap: terms.hardCap?.amount ?? "",
    deadline: local(terms.deadline),
    risks: (terms.risks ?? []).map((risk) => ({ text: words(risk) })),
    faq: (terms.faq ?? []).map(({ question, answer }) => ({
      question: words(question),
      answer: words(answer),
    })),
    team: (terms.team ?? []).map(({ name, role }) => ({ name, role: words(role) })),
    media: (terms.media ?? []).map(({ key, alt }) => ({ key, alt: words(alt) })),
  };
}
