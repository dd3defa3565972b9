import { CATEGORY_KEYS, type Category } from "./campaign-words.ts";

/** The currencies that campaigns can have, in the order of the filter. */
export const CURRENCIES = ["CNY", "EUR", "USD", "GBP", "CHF", "JPY", "KWD"] as const;
type Currency = (typeof CURRENCIES)[number];

/** Orders that can be chosen; none of them can be bought. */
export const ORDERS = ["ending-soon", "newest", "most-needed", "most-funded"] as const;
type Order = (typeof ORDERS)[number] | "relevance";

/** Days of "ends within". */
export const WITHIN_DAYS = [3, 7, 14, 30] as const;

const AMOUNT = /^\d{1,15}(\.\d{1,3})?$/;
const TEXT_CHARACTERS_MAX = 100;
const DAY_MS = 86_400_000;

/** What the address of explore asks for. What is not understood is left out, so that a link never breaks. */
export interface Filters {
  readonly q?: string;
  readonly category?: Category;
  readonly kind?: "presale";
  readonly currency?: Currency;
  readonly from?: string;
  readonly to?: string;
  readonly within?: string;
  readonly state: "live" | "ended";
  readonly order?: Order;
  readonly cursor?: string;
}
/** A filter that can be dropped by itself. */
export type FilterName = "q" | "category" | "kind" | "currency" | "from" | "to" | "within";
const FILTER_NAMES = ["q", "category", "kind", "currency", "from", "to", "within"] as const;

const oneOf = <T extends string>(values: readonly T[], text: string | undefined): T | undefined =>
  values.find((value) => value === text);
const isCategory = (text: string): text is Category => Object.hasOwn(CATEGORY_KEYS, text);

const given = <K extends string, V>(key: K, value: V | undefined) =>
  value === undefined ? {} : { [key]: value };

/** Filters of a query string. */
export function filtersOf(query: Readonly<Record<string, string>>): Filters {
  const text = (query.q ?? "").trim().slice(0, TEXT_CHARACTERS_MAX);
  const amount = (value: string | undefined) => {
    const plain = (value ?? "").replaceAll(/[\s,]/g, "");
    return plain === "" ? undefined : plain;
  };
  const { category = "", cursor = "" } = query;
  return {
    state: query.state === "ended" ? "ended" : "live",
    ...given("q", text === "" ? undefined : text),
    ...given("category", isCategory(category) ? category : undefined),
    ...given("kind", oneOf(["presale"], query.kind)),
    ...given("currency", oneOf(CURRENCIES, query.currency)),
    ...given("from", amount(query.from)),
    ...given("to", amount(query.to)),
    ...given(
      "within",
      WITHIN_DAYS.map(String).find((days) => days === query.within),
    ),
    ...given("order", oneOf([...ORDERS, "relevance"], query.order)),
    ...given("cursor", cursor === "" ? undefined : cursor),
  };
}

/** What does not fit together in filters, before they are sent on. */
export function mistakeOf({ currency, from, to }: Filters): "amount" | "currency" | undefined {
  const amounts = [from, to].filter((text) => text !== undefined);
  if (amounts.some((text) => !AMOUNT.test(text))) return "amount";
  return amounts.length > 0 && currency === undefined ? "currency" : undefined;
}

/** The address of filters: the same filters always have the same one. */
export function explorePath(filters: Partial<Filters>): string {
  const query = new URLSearchParams();
  for (const name of [...FILTER_NAMES, "order", "cursor"] as const) {
    const value = filters[name];
    if (value !== undefined) query.set(name, value);
  }
  if (filters.state === "ended") query.set("state", "ended");
  const text = query.toString();
  return text === "" ? "/explore" : `/explore?${text}`;
}

/** Filters without one of them, from the first page on. */
export function without(filters: Filters, name: FilterName): Filters {
  // an amount says nothing without its currency
  const dropped: readonly string[] = name === "currency" ? ["currency", "from", "to"] : [name];
  const kept = FILTER_NAMES.filter((one) => !dropped.includes(one) && filters[one] !== undefined);
  const { state, order } = filters;
  return filtersOf({
    state,
    ...(order === undefined ? {} : { order }),
    ...Object.fromEntries(kept.map((one) => [one, filters[one] ?? ""])),
  });
}

/** The filters that are set. */
export const activeOf = (filters: Filters): readonly FilterName[] =>
  FILTER_NAMES.filter((name) => filters[name] !== undefined);

/** What the API is asked for. */
export function apiQuery(filters: Filters, { now, limit }: { now: string; limit: number }) {
  const { q, category, kind, currency, from, to, within, state, order, cursor } = filters;
  const until = within === undefined ? undefined : new Date(Date.parse(now) + Number(within) * DAY_MS);
  return {
    ...{ limit, state },
    ...(q === undefined ? {} : { q }),
    ...(category === undefined ? {} : { category }),
    ...(kind === undefined ? {} : { kind }),
    ...(currency === undefined ? {} : { currency }),
    ...(from === undefined ? {} : { neededFrom: from }),
    ...(to === undefined ? {} : { neededTo: to }),
    ...(until === undefined ? {} : { endsBefore: until.toISOString() }),
    ...(order === undefined || (order === "relevance" && q === undefined) ? {} : { order }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}
