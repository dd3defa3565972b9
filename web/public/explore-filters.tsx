import type { Language } from "../messages/say.ts";
import { SelectField, TextField } from "../ui/field.tsx";
import { useReader, useSay } from "../ui/language.tsx";
import { moneyText } from "../ui/money.tsx";
import { CATEGORY_KEYS } from "./campaign-words.ts";
import {
  activeOf,
  CURRENCIES,
  explorePath,
  type FilterName,
  type Filters,
  mistakeOf,
  ORDERS,
  WITHIN_DAYS,
  without,
} from "./explore-query.ts";
import { PUBLIC, type PublicSay } from "./public-messages.ts";

const SORT_KEYS = {
  "ending-soon": "sortEndingSoon",
  newest: "sortNewest",
  "most-needed": "sortMostNeeded",
  "most-funded": "sortMostFunded",
} as const;

const categoryEntries = (say: PublicSay) =>
  Object.entries(CATEGORY_KEYS).map(([value, key]) => [value, say(key)] as const);

/** A set filter in words. */
export function filterText(say: PublicSay, filters: Filters, name: FilterName, language: Language): string {
  const { q = "", category, currency = "", from = "", to = "", within = "0" } = filters;
  const amount = (text: string) =>
    mistakeOf(filters) === undefined ? moneyText({ amount: text, currency }, language) : text;
  switch (name) {
    case "q":
      return say("chipText", { text: q });
    case "category":
      return category === undefined ? "" : say(CATEGORY_KEYS[category]);
    case "kind":
      return say("kindPresale");
    case "currency":
      return currency;
    case "from":
      return say("chipFrom", { amount: amount(from) });
    case "to":
      return say("chipTo", { amount: amount(to) });
    case "within":
      return say("chipEnds", { days: Number(within) });
  }
}

const AmountFields = ({ filters }: { readonly filters: Filters }) => {
  const say = useSay(PUBLIC);
  const { currency, from, to } = filters;
  return (
    <>
      <SelectField
        name="currency"
        label={say("currency")}
        defaultValue={currency ?? ""}
        options={[["", say("anyCurrency")], ...CURRENCIES.map((one) => [one, one] as const)]}
      />
      <TextField
        name="from"
        label={say("neededFrom")}
        inputMode="decimal"
        autoComplete="off"
        maxLength={20}
        defaultValue={from ?? ""}
      />
      <TextField
        name="to"
        label={say("neededTo")}
        inputMode="decimal"
        autoComplete="off"
        maxLength={20}
        defaultValue={to ?? ""}
      />
    </>
  );
};

/** The filters as a form that is sent by address, so that what is found can be shared. */
export const FilterForm = ({ filters }: { readonly filters: Filters }) => {
  const say = useSay(PUBLIC);
  const { q, category, kind, within, state, order } = filters;
  const orders = [
    ...(q === undefined ? [] : ([["relevance", say("sortRelevance")]] as const)),
    ...ORDERS.map((one) => [one, say(SORT_KEYS[one])] as const),
  ];
  return (
    <search aria-label={say("filters")}>
      <form className="card filters" method="get" action="/explore">
        <TextField
          name="q"
          type="search"
          label={say("search")}
          placeholder={say("searchHint")}
          maxLength={100}
          defaultValue={q ?? ""}
        />
        <SelectField
          name="category"
          label={say("category")}
          defaultValue={category ?? ""}
          options={[["", say("anyCategory")], ...categoryEntries(say)]}
        />
        <SelectField
          name="kind"
          label={say("kind")}
          defaultValue={kind ?? ""}
          options={[
            ["", say("anyKind")],
            ["presale", say("kindPresale")],
          ]}
        />
        <AmountFields filters={filters} />
        <SelectField
          name="within"
          label={say("endsWithin")}
          defaultValue={within ?? ""}
          options={[
            ["", say("anyTime")],
            ...WITHIN_DAYS.map((days) => [String(days), say("withinDays", { days })] as const),
          ]}
        />
        <SelectField
          name="state"
          label={say("state")}
          defaultValue={state}
          options={[
            ["live", say("stateLive")],
            ["ended", say("stateEnded")],
          ]}
        />
        <SelectField
          name="order"
          label={say("sort")}
          defaultValue={order ?? (q === undefined ? "ending-soon" : "relevance")}
          options={orders}
        />
        <button className="button" type="submit">
          {say("show")}
        </button>
      </form>
    </search>
  );
};

/** What is set, each with a link that drops it. */
export const FilterChips = ({ filters }: { readonly filters: Filters }) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  const active = activeOf(filters);
  if (active.length === 0) return null;
  return (
    <ul className="row plain chips" aria-label={say("chips")}>
      {active.map((name) => (
        <li key={name}>
          <a className="chip" href={explorePath(without(filters, name))}>
            {filterText(say, filters, name, language)}
            <span aria-hidden="true">×</span>
            <span className="away"> {say("chipRemove")}</span>
          </a>
        </li>
      ))}
      {active.length < 2 ? null : (
        <li>
          <a href={explorePath({ state: filters.state })}>{say("chipClear")}</a>
        </li>
      )}
    </ul>
  );
};
