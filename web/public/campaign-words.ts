import type en from "../messages/public.en.json";
import { INTL_LOCALE, type Language } from "../messages/say.ts";
import type { PublicSay } from "./public-messages.ts";
import type { PublicApi } from "./visit.ts";

async function readPage(api: PublicApi) {
  const { data } = await api.GET("/campaigns");
  return data;
}

/** A campaign in a list. */
export type Tile = NonNullable<Awaited<ReturnType<typeof readPage>>>["items"][number];
export type Category = Tile["category"];
type CampaignStatus = Tile["status"];
type Key = keyof typeof en;

/** What a campaign makes, in the order of the filter. */
export const CATEGORY_KEYS = {
  "food-and-drink": "categoryFoodAndDrink",
  farming: "categoryFarming",
  fashion: "categoryFashion",
  "home-and-living": "categoryHomeAndLiving",
  electronics: "categoryElectronics",
  "beauty-and-care": "categoryBeautyAndCare",
  "toys-and-games": "categoryToysAndGames",
  "sports-and-outdoors": "categorySportsAndOutdoors",
  crafts: "categoryCrafts",
  "books-and-media": "categoryBooksAndMedia",
  mobility: "categoryMobility",
  machinery: "categoryMachinery",
} as const satisfies Record<Category, Key>;

/** The states that everybody may see, in a word. */
export const STATUS_KEYS = {
  live: "statusLive",
  paused: "statusPaused",
  closing: "statusClosing",
  funded: "statusFunded",
  failed: "statusFailed",
  cancelled: "statusCancelled",
  refunding: "statusRefunding",
  refunded: "statusRefunded",
  delivering: "statusDelivering",
  completed: "statusCompleted",
  undelivered: "statusUndelivered",
} as const satisfies Record<CampaignStatus, Key>;

const isStatus = (status: string): status is CampaignStatus => Object.hasOwn(STATUS_KEYS, status);

/** The word for a state; `undefined` for one that is newer than this page. */
export const statusKey = (status: string): Key | undefined =>
  isStatus(status) ? STATUS_KEYS[status] : undefined;

/** What each state means for the money, on the campaign's own page. */
const STATE_TEXTS = {
  live: undefined,
  paused: ["statePausedTitle", "statePausedText", "warn"],
  closing: ["stateClosingTitle", "stateClosingText", "info"],
  funded: ["stateFundedTitle", "stateFundedText", "ok"],
  failed: ["stateFailedTitle", "stateFailedText", "danger"],
  cancelled: ["stateCancelledTitle", "stateCancelledText", "warn"],
  refunding: ["stateRefundingTitle", "stateRefundingText", "warn"],
  refunded: ["stateRefundedTitle", "stateRefundedText", "info"],
  delivering: ["stateDeliveringTitle", "stateDeliveringText", "info"],
  completed: ["stateCompletedTitle", "stateCompletedText", "ok"],
  undelivered: ["stateUndeliveredTitle", "stateUndeliveredText", "danger"],
} as const satisfies Record<
  CampaignStatus,
  readonly [Key, Key, "info" | "ok" | "warn" | "danger"] | undefined
>;

/** Title, text and tone of a state that needs words; `undefined` while a campaign is simply open. */
export const stateTexts = (status: string) => (isStatus(status) ? STATE_TEXTS[status] : undefined);

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;

/** Whole days, then hours, until a campaign ends; `undefined` once it has. */
export function timeLeftText(
  say: PublicSay,
  { closesAt, now }: { closesAt: string; now: string },
): string | undefined {
  const hours = Math.floor((Date.parse(closesAt) - Date.parse(now)) / HOUR_MS);
  if (Date.parse(closesAt) <= Date.parse(now)) return undefined;
  if (hours >= 2 * DAY_HOURS) return say("daysLeft", { days: Math.floor(hours / DAY_HOURS) });
  return hours >= 1 ? say("hoursLeft", { hours }) : say("minutesLeft");
}

/** A month like `2027-03` for people: `March 2027`. */
export const monthText = (month: string, language: Language): string =>
  new Intl.DateTimeFormat(INTL_LOCALE[language], { year: "numeric", month: "long", timeZone: "UTC" }).format(
    new Date(`${month}-15T00:00:00Z`),
  );

const PERCENT_BPS = 100;

/** Basis points as a percentage without needless zeros: 1900 is `19`, 750 is `7.5`. */
export const percentText = (bps: number): string => (bps / PERCENT_BPS).toFixed(2).replace(/\.?0+$/, "");

/** Where a picture of a campaign is served. */
export const pictureUrl = (key: string): string => `/api/public/v1/${key}`;
