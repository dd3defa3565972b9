import { type Campaign, readCampaign } from "../pledging/basket.ts";
import { type Refund, refundsOf } from "../pledging/pledge-read.ts";
import type { PublicApi } from "../visit.ts";

/** Most pages of own pledges that are read for one portfolio, five campaigns each. */
const PAGES_MAX = 20;

async function pledgePage(api: PublicApi, cursor: string | undefined) {
  const { data } = await api.GET("/pledges", {
    params: { query: cursor === undefined ? {} : { cursor } },
  });
  return data;
}
type PledgeRow = NonNullable<Awaited<ReturnType<typeof pledgePage>>>["items"][number];

type ReadOfPledge =
  | ("id" | "campaignId" | "status" | "lines" | "total" | "received" | "payments")
  | ("createdAt" | "payBy" | "paidAt" | "confirmedAt" | "fulfilledAt");
type ReadOfCampaign =
  | ("status" | "title" | "tiers" | "addOns")
  | ("closesAt" | "enterpriseId" | "enterpriseName");

/** A pledge with the campaign it is for and the refunds it has. */
export interface Holding {
  readonly pledge: Pick<PledgeRow, ReadOfPledge>;
  readonly campaign: Pick<Campaign, ReadOfCampaign> | undefined;
  readonly refunds: readonly Refund[];
}

/** Everything that somebody has pledged, newest first. `isWhole` is false past a hundred campaigns. */
export async function readHoldings(
  api: PublicApi,
): Promise<{ readonly holdings: readonly Holding[]; readonly isWhole: boolean }> {
  const pledges: PledgeRow[] = [];
  let cursor: string | undefined;
  for (let pages = 1; pages <= PAGES_MAX; pages++) {
    const page = await pledgePage(api, cursor);
    pledges.push(...(page?.items ?? []));
    cursor = page?.next;
    if (cursor === undefined) break;
  }
  const ids = [...new Set(pledges.map(({ campaignId }) => campaignId))];
  const campaigns = new Map(
    await Promise.all(ids.map(async (id) => [id, await readCampaign(api, id)] as const)),
  );
  const holdings = await Promise.all(
    pledges.map(async (pledge) => ({
      pledge,
      campaign: campaigns.get(pledge.campaignId),
      refunds: await refundsOf(api, pledge),
    })),
  );
  return { holdings: holdings.toSorted(newestFirst), isWhole: cursor === undefined };
}

const newestFirst = (a: Holding, b: Holding): number =>
  a.pledge.createdAt < b.pledge.createdAt ? 1 : a.pledge.createdAt > b.pledge.createdAt ? -1 : 0;
