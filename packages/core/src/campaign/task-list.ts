import { addMs, DAY_MS, type Instant } from "../kernel/instant.ts";
import type { Money } from "../money/money.ts";
import { ITEMS_MAX, type LocalisedText, type PresaleDraft, presaleTermsSchema } from "./presale-terms.ts";

/** How long a campaign may be live, days. @see docs/rules/campaign.md#deadline */
export const LIVE_DAYS_MIN = 1;
export const LIVE_DAYS_MAX = 60;
/** A deadline further away than this cannot be reached by a review and the longest time live. */
const DEADLINE_AHEAD_DAYS_MAX = 180;
const TRANCHES_BPS = 10_000;

/** What a task asks for; the text that explains it is the interface's. */
export const REMEDIES = [
  "fill_in",
  "write_in_campaign_language",
  "use_one_currency",
  "give_unique_ids",
  "reduce_items",
  "name_known_zone",
  "name_country_once",
  "add_shipping_zone",
  "order_sale_window",
  "move_window_before_deadline",
  "make_shares_whole",
  "keep_one_own_costs_line",
  "lower_plan_to_cap",
  "raise_cap_to_goal",
  "raise_stock_to_goal",
  "move_deadline",
  "move_delivery_after_deadline",
  "state_unit_cost",
  "name_known_tier",
] as const;
export type Remedy = (typeof REMEDIES)[number];

/** One thing that is missing before submission: where, as a JSON pointer into the terms, and what to do. */
export interface MissingTerm {
  readonly pointer: string;
  readonly code: Remedy;
}

const FIELDS = Object.keys(presaleTermsSchema.shape);
/** Lists that may stay empty, so that leaving them out is only an unsaid "none". */
const OPTIONAL_LISTS = new Set(["addOns", "shippingZones", "faq", "media"]);

/** The terms with unsaid lists as empty ones: what is checked, submitted and hashed. */
export const withEmptyLists = (draft: PresaleDraft): PresaleDraft => ({
  ...draft,
  addOns: draft.addOns ?? [],
  shippingZones: draft.shippingZones ?? [],
  faq: draft.faq ?? [],
  media: draft.media ?? [],
});

/**
 * What is missing before the terms can be submitted, in the order of the form; empty when nothing is.
 * @param now business time: the deadline must lie ahead
 * @see docs/rules/campaign.md#task-list
 */
export function missingForSubmission(draft: PresaleDraft, now: Instant): readonly MissingTerm[] {
  const missing: MissingTerm[] = [];
  const given = new Set(Object.keys(draft));
  for (const field of FIELDS)
    if (!given.has(field) && !OPTIONAL_LISTS.has(field))
      missing.push({ pointer: `/${field}`, code: "fill_in" });
  return [
    ...missing,
    ...languageTasks(draft),
    ...currencyTasks(draft),
    ...idTasks(draft),
    ...saleTasks(draft),
    ...shippingTasks(draft),
    ...moneyTasks(draft),
    ...timeTasks(draft, now),
  ];
}

type Located<T> = readonly [pointer: string, value: T];

const each = <T, V>(
  list: readonly T[] | undefined,
  field: string,
  pick: (entry: T) => readonly (readonly [string, V | undefined])[],
): Located<V>[] =>
  (list ?? []).flatMap((entry, i) =>
    pick(entry).flatMap(([name, value]): Located<V>[] =>
      value === undefined ? [] : [[`/${field}/${i}${name}`, value]],
    ),
  );

function textsOf(draft: PresaleDraft): readonly Located<LocalisedText>[] {
  const single = (
    [
      ["/title", draft.title],
      ["/summary", draft.summary],
      ["/story", draft.story],
      ["/place/city", draft.place?.city],
    ] as const
  ).flatMap(([pointer, value]): Located<LocalisedText>[] => (value === undefined ? [] : [[pointer, value]]));
  return [
    ...single,
    ...each(draft.tiers, "tiers", ({ name, description }) => [
      ["/name", name],
      ["/description", description],
    ]),
    ...each(draft.addOns, "addOns", ({ name, description }) => [
      ["/name", name],
      ["/description", description],
    ]),
    ...each(draft.shippingZones, "shippingZones", ({ name }) => [["/name", name]]),
    ...each(draft.spendingPlan, "spendingPlan", ({ purpose }) => [["/purpose", purpose]]),
    ...each(draft.tranches, "tranches", ({ condition }) => [["/condition", condition]]),
    ...each(draft.risks, "risks", (risk) => [["", risk]]),
    ...each(draft.faq, "faq", ({ question, answer }) => [
      ["/question", question],
      ["/answer", answer],
    ]),
    ...each(draft.team, "team", ({ role }) => [["/role", role]]),
    ...each(draft.media, "media", ({ alt }) => [["/alt", alt]]),
  ];
}

function languageTasks(draft: PresaleDraft): readonly MissingTerm[] {
  const { language } = draft;
  if (language === undefined) return [];
  return textsOf(draft)
    .filter(([, words]) => words[language] === undefined)
    .map(([pointer]) => ({ pointer, code: "write_in_campaign_language" }));
}

function amountsOf(draft: PresaleDraft): readonly Located<Money>[] {
  const goals = (
    [
      ["/minGoal", draft.minGoal],
      ["/hardCap", draft.hardCap],
    ] as const
  ).flatMap(([pointer, value]): Located<Money>[] => (value === undefined ? [] : [[pointer, value]]));
  return [
    ...goals,
    ...each(draft.tiers, "tiers", ({ price }) => [["/price", price]]),
    ...each(draft.addOns, "addOns", ({ price }) => [["/price", price]]),
    ...each(draft.shippingZones, "shippingZones", ({ firstUnit, furtherUnit }) => [
      ["/firstUnit", firstUnit],
      ["/furtherUnit", furtherUnit],
    ]),
    ...each(draft.spendingPlan, "spendingPlan", ({ amount }) => [["/amount", amount]]),
    ...each(draft.unitCosts, "unitCosts", ({ cost }) => [["/cost", cost]]),
  ];
}

const currencyTasks = (draft: PresaleDraft): readonly MissingTerm[] =>
  amountsOf(draft)
    .filter(([, amount]) => draft.currency !== undefined && amount.currency !== draft.currency)
    .map(([pointer]) => ({ pointer, code: "use_one_currency" }));

function idTasks(draft: PresaleDraft): readonly MissingTerm[] {
  const tasks: MissingTerm[] = [];
  const lists = ["tiers", "addOns", "shippingZones", "spendingPlan", "tranches"] as const;
  for (const field of lists) {
    const seen = new Set<string>();
    for (const [i, { id }] of (draft[field] ?? []).entries()) {
      if (seen.has(id)) tasks.push({ pointer: `/${field}/${i}/id`, code: "give_unique_ids" });
      seen.add(id);
    }
  }
  const items = (draft.tiers?.length ?? 0) + (draft.addOns?.length ?? 0);
  if (items > ITEMS_MAX) tasks.push({ pointer: "/addOns", code: "reduce_items" });
  return tasks;
}

function saleTasks({ tiers = [], unitCosts, deadline }: PresaleDraft): readonly MissingTerm[] {
  const tasks: MissingTerm[] = [];
  for (const [i, { id, opensAt, closesAt, deliverBy }] of tiers.entries()) {
    if (opensAt !== undefined && closesAt !== undefined && closesAt <= opensAt)
      tasks.push({ pointer: `/tiers/${i}/closesAt`, code: "order_sale_window" });
    if (opensAt !== undefined && deadline !== undefined && opensAt >= deadline)
      tasks.push({ pointer: `/tiers/${i}/opensAt`, code: "move_window_before_deadline" });
    if (deadline !== undefined && deliverBy < deadline.slice(0, "2027-03".length))
      tasks.push({ pointer: `/tiers/${i}/deliverBy`, code: "move_delivery_after_deadline" });
    if (unitCosts !== undefined && !unitCosts.some(({ tierId }) => tierId === id))
      tasks.push({ pointer: "/unitCosts", code: "state_unit_cost" });
  }
  for (const [i, { tierId }] of (unitCosts ?? []).entries())
    if (!tiers.some(({ id }) => id === tierId))
      tasks.push({ pointer: `/unitCosts/${i}/tierId`, code: "name_known_tier" });
  return tasks;
}

function shippingTasks({
  tiers = [],
  addOns = [],
  shippingZones = [],
}: PresaleDraft): readonly MissingTerm[] {
  const tasks: MissingTerm[] = [];
  const known = new Set<string>(shippingZones.map(({ id }) => id));
  for (const [i, { shipsTo }] of tiers.entries())
    for (const [j, zoneId] of shipsTo.entries())
      if (!known.has(zoneId)) tasks.push({ pointer: `/tiers/${i}/shipsTo/${j}`, code: "name_known_zone" });
  if (known.size === 0 && addOns.some(({ shipped }) => shipped))
    tasks.push({ pointer: "/shippingZones", code: "add_shipping_zone" });
  const named = new Set<string>();
  for (const [i, { countries }] of shippingZones.entries())
    for (const [j, country] of countries.entries()) {
      if (named.has(country))
        tasks.push({ pointer: `/shippingZones/${i}/countries/${j}`, code: "name_country_once" });
      named.add(country);
    }
  return tasks;
}

function moneyTasks(draft: PresaleDraft): readonly MissingTerm[] {
  const tasks: MissingTerm[] = [];
  const { tiers = [], addOns = [], spendingPlan = [], tranches, minGoal, hardCap } = draft;
  if (tranches !== undefined && tranches.reduce((sum, { shareBps }) => sum + shareBps, 0) !== TRANCHES_BPS)
    tasks.push({ pointer: "/tranches", code: "make_shares_whole" });
  const ownCosts = spendingPlan.flatMap(({ payee }, i) => (payee === "own_costs" ? [i] : []));
  for (const i of ownCosts.slice(1))
    tasks.push({ pointer: `/spendingPlan/${i}/payee`, code: "keep_one_own_costs_line" });
  if (hardCap === undefined) return tasks;
  const planned = spendingPlan.reduce((sum, { amount }) => sum + BigInt(amount.minor), 0n);
  if (planned > BigInt(hardCap.minor)) tasks.push({ pointer: "/spendingPlan", code: "lower_plan_to_cap" });
  if (minGoal === undefined) return tasks;
  if (hardCap.minor < minGoal.minor) tasks.push({ pointer: "/hardCap", code: "raise_cap_to_goal" });
  const stock = [...tiers, ...addOns].reduce(
    (sum, { price, units }) => sum + BigInt(price.minor) * BigInt(units),
    0n,
  );
  if (tiers.length > 0 && stock < BigInt(minGoal.minor))
    tasks.push({ pointer: "/minGoal", code: "raise_stock_to_goal" });
  return tasks;
}

function timeTasks({ deadline }: PresaleDraft, now: Instant): readonly MissingTerm[] {
  if (deadline === undefined) return [];
  const tooSoon = deadline < addMs(now, LIVE_DAYS_MIN * DAY_MS);
  const tooLate = deadline > addMs(now, DEADLINE_AHEAD_DAYS_MAX * DAY_MS);
  return tooSoon || tooLate ? [{ pointer: "/deadline", code: "move_deadline" }] : [];
}
