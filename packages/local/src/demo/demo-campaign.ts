import type { Category } from "@firstlot/core/campaign/presale-terms";
import type { Currency } from "@firstlot/core/money/currency";
import type { EnterpriseKey } from "./enterprises.ts";

/** A text in both languages. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}
export const words = (en: string, zh: string): Words => ({ en, zh });

/** What is sold, as far as the demo varies it. Amounts are exact texts in the campaign's currency. */
export interface DemoTier {
  readonly name: Words;
  readonly about: Words;
  readonly price: string;
  readonly cost: string;
  readonly units: number;
  readonly perBacker: number;
  /** Day on which its window ends: an early bird. */
  readonly closesOn?: number;
}

export interface DemoAddOn {
  readonly name: Words;
  readonly about: Words;
  readonly price: string;
  readonly units: number;
}

export interface DemoZone {
  readonly name: Words;
  readonly countries: readonly string[];
  readonly first: string;
  readonly further: string;
}

export interface DemoPlanLine {
  readonly purpose: Words;
  readonly amount: string;
  readonly own?: true;
}

export interface DemoTranche {
  readonly shareBps: number;
  readonly condition: Words;
  readonly evidence?: string;
}

/** A campaign of the demo. Days count from the demo's first midnight. */
export interface DemoCampaign {
  readonly key: string;
  readonly enterprise: EnterpriseKey;
  readonly language: "en" | "zh";
  readonly title: Words;
  readonly summary: Words;
  readonly story: Words;
  readonly category: Category;
  readonly currency: Currency;
  readonly vatBps: number;
  readonly deadlineOn: number;
  readonly deliverOn: number;
  readonly goal: string;
  readonly cap: string;
  readonly tiers: readonly DemoTier[];
  readonly addOns?: readonly DemoAddOn[];
  readonly zones: readonly DemoZone[];
  readonly plan: readonly DemoPlanLine[];
  readonly tranches: readonly DemoTranche[];
  readonly risks: readonly Words[];
  readonly faq: readonly { readonly q: Words; readonly a: Words }[];
  readonly cover: Words;
}
