import type { Instant } from "../kernel/instant.ts";
import type { Store } from "../kernel/store.ts";
import { type Pledge, totalMinorOf } from "./pledge.ts";
import { listCampaignPledges } from "./pledge-list.ts";

/** Most pledges that the curve is drawn from; of a larger campaign the answer says that it is not whole. */
export const FUNDING_PLEDGES_MAX = 5_000;
const PAGE = 500;
const DAY_LENGTH = "2026-12-18".length;

/** Pledges and the minor units of their goods, without shipping. */
export interface Share {
  readonly pledges: number;
  readonly raisedMinor: number;
}

/** One day (UTC) of a campaign's curve: what came, what went, and where it stood at its end. */
export interface FundingDay {
  /** ISO day. */
  readonly day: string;
  readonly paid: Share;
  readonly gone: Share;
  readonly raisedMinor: number;
}

/** A campaign's pledges in sums: no pledge and no person can be told from them but in a very small campaign. */
export interface Funding {
  /** `held` counts shipping too: what would go back if the campaign were given up. */
  readonly totals: Share & { readonly heldMinor: number };
  readonly reserved: Share;
  /** Of what counts: what the enterprise has sent, or the backer has received. */
  readonly fulfilled: Share;
  /** The days on which something happened, oldest first. */
  readonly days: readonly FundingDay[];
  readonly items: readonly {
    readonly itemId: string;
    readonly units: number;
    readonly amountMinor: number;
  }[];
  readonly countries: readonly (Share & { readonly country: string })[];
  /** By the code of the link that was followed; without one: `via` is absent. */
  readonly sources: readonly (Share & { readonly via?: string })[];
  /** Whether every pledge was counted. */
  readonly isWhole: boolean;
}

/** Whether its money counts towards the goal now. */
const counts = ({ status }: Pledge): boolean =>
  status === "paid" || status === "confirmed" || status === "fulfilled";

/** When a pledge's money had all come; `undefined` if it never did. */
function paidAtOf(pledge: Pledge): Instant | undefined {
  if ("paidAt" in pledge) return pledge.paidAt;
  let received = 0;
  for (const { amountMinor, bookedAt } of pledge.payments) {
    received += amountMinor;
    if (received >= totalMinorOf(pledge)) return bookedAt;
  }
  return undefined;
}

const plus = (sum: Share | undefined, raisedMinor: number): Share => ({
  pledges: (sum?.pledges ?? 0) + 1,
  raisedMinor: (sum?.raisedMinor ?? 0) + raisedMinor,
});

function grouped(pledges: readonly Pledge[], key: (pledge: Pledge) => string): ReadonlyMap<string, Share> {
  const groups = new Map<string, Share>();
  for (const pledge of pledges) groups.set(key(pledge), plus(groups.get(key(pledge)), pledge.raisedMinor));
  return groups;
}

const largestFirst = (groups: ReadonlyMap<string, Share>) =>
  [...groups].sort(([a, x], [b, y]) => y.raisedMinor - x.raisedMinor || (a < b ? -1 : 1));

function daysOf(pledges: readonly Pledge[]): readonly FundingDay[] {
  const came = pledges.filter((pledge) => paidAtOf(pledge) !== undefined);
  const paid = grouped(came, (pledge) => paidAtOf(pledge)?.slice(0, DAY_LENGTH) ?? "");
  const left = came.filter((pledge) => "closedAt" in pledge);
  const gone = grouped(left, (pledge) => ("closedAt" in pledge ? pledge.closedAt.slice(0, DAY_LENGTH) : ""));
  const none: Share = { pledges: 0, raisedMinor: 0 };
  let raisedMinor = 0;
  return [...new Set([...paid.keys(), ...gone.keys()])].sort().map((day) => {
    const [inward, outward] = [paid.get(day) ?? none, gone.get(day) ?? none];
    raisedMinor += inward.raisedMinor - outward.raisedMinor;
    return { day, paid: inward, gone: outward, raisedMinor };
  });
}

function itemsOf(pledges: readonly Pledge[]): Funding["items"] {
  const sold = new Map<string, { units: number; amountMinor: number }>();
  for (const { itemId, quantity, priceMinor } of pledges.flatMap(({ lines }) => lines)) {
    const { units, amountMinor } = sold.get(itemId) ?? { units: 0, amountMinor: 0 };
    sold.set(itemId, { units: units + quantity, amountMinor: amountMinor + quantity * priceMinor });
  }
  return [...sold]
    .map(([itemId, sums]) => ({ itemId, ...sums }))
    .sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
}

const sumOf = (pledges: readonly Pledge[]): Share => ({
  pledges: pledges.length,
  raisedMinor: pledges.reduce((sum, pledge) => sum + pledge.raisedMinor, 0),
});

/** Sums a campaign's pledges up: the curve by day, and what of it counts now by item, country and source. */
export function fundingOf(pledges: readonly Pledge[], isWhole = true): Funding {
  const counted = pledges.filter(counts);
  return {
    totals: {
      ...sumOf(counted),
      heldMinor: counted.reduce((sum, pledge) => sum + totalMinorOf(pledge), 0),
    },
    reserved: sumOf(pledges.filter(({ status }) => status === "reserved")),
    fulfilled: sumOf(pledges.filter(({ status }) => status === "fulfilled")),
    days: daysOf(pledges),
    items: itemsOf(counted),
    countries: largestFirst(grouped(counted, ({ country }) => country)).map(([country, share]) => ({
      country,
      ...share,
    })),
    sources: largestFirst(grouped(counted, ({ via }) => via ?? "")).map(([via, share]) =>
      via === "" ? share : { via, ...share },
    ),
    isWhole,
  };
}

/** Reads a campaign's pledges, at most `FUNDING_PLEDGES_MAX` and some, and sums them up. */
export async function readFunding(store: Store, campaignId: string): Promise<Funding> {
  const found: Pledge[] = [];
  let page = await listCampaignPledges(store, { campaignId, limit: PAGE });
  found.push(...page.items);
  while (page.next !== undefined && found.length < FUNDING_PLEDGES_MAX) {
    page = await listCampaignPledges(store, { campaignId, limit: PAGE, after: page.next });
    found.push(...page.items);
  }
  return fundingOf(found, page.next === undefined);
}
