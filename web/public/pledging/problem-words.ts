import type { Language } from "../../messages/say.ts";
import { written } from "../../ui/language.tsx";
import { moneyText, type WireMoney } from "../../ui/money.tsx";
import { countryText, instantText } from "../../ui/time.tsx";
import type { Campaign } from "./basket.ts";
import { hasWords, type PledgingSay } from "./pledging-messages.ts";

/** A refusal of the API, as a page must say it. */
export interface PageProblem {
  readonly code: string;
  readonly title: string;
  readonly context?: unknown;
}

/** What a page says of a refusal, and the field that it is about. */
export interface Told {
  readonly field?: string | undefined;
  readonly text: string;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isMoney = (value: unknown): value is WireMoney =>
  isRecord(value) && typeof value.amount === "string" && typeof value.currency === "string";

/** The name of a tier or add-on for the reader. */
export function itemName(
  campaign: Pick<Campaign, "tiers" | "addOns"> | undefined,
  itemId: string,
  language: Language,
): string {
  const item = [...(campaign?.tiers ?? []), ...(campaign?.addOns ?? [])].find(({ id }) => id === itemId);
  return item === undefined ? itemId : written(item.name, language).text;
}

/** Says a refusal in the reader's words: what was not done, why, and what to do. */
export function tellProblem(
  problem: PageProblem,
  of: {
    readonly say: PledgingSay;
    readonly language: Language;
    readonly zone: string;
    readonly campaign?: Campaign | undefined;
  },
): Told {
  const { say, language, campaign } = of;
  const context = isRecord(problem.context) ? problem.context : {};
  const listed: unknown = Array.isArray(context.itemIds) ? context.itemIds[0] : undefined;
  const itemId = typeof context.itemId === "string" ? context.itemId : listed;
  const item = typeof itemId === "string" ? itemName(campaign, itemId, language) : "";
  const at = context.opensAt ?? context.closesAt ?? context.closedAt;
  const key = `problem_${problem.code}`;
  if (!hasWords(key)) return { text: problem.title };
  const values = {
    item,
    perBacker: typeof context.perBacker === "number" ? context.perBacker : 0,
    held: typeof context.held === "number" ? context.held : 0,
    country: typeof context.country === "string" ? countryText(context.country, language) : "",
    total: isMoney(context.total) ? moneyText(context.total, language) : "",
    at: typeof at === "string" ? instantText(at, of) : "",
  };
  const field = typeof itemId === "string" ? `q-${itemId}` : FIELD_OF[problem.code];
  return { field, text: say(key, values) };
}

const FIELD_OF: Readonly<Record<string, string | undefined>> = {
  country_not_served: "country",
  basket_empty: "items",
  add_on_without_tier: "items",
};
