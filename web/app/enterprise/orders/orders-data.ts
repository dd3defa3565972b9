import { granted } from "@firstlot/sdk/client";
import { useEffect } from "react";
import { openApi } from "../../api.ts";
import { pageAt, usePages } from "../../parts/pages.tsx";
import { type CampaignPath, campaignKey } from "../campaign/campaign-data.ts";

const readOrders = async (path: CampaignPath, cursor: string) =>
  granted(
    await openApi.GET("/enterprises/{enterpriseId}/campaigns/{campaignId}/pledges", {
      params: { path, query: pageAt(cursor) },
    }),
  );

/** A pledge as the enterprise that sends it sees it. */
export type Order = Awaited<ReturnType<typeof readOrders>>["items"][number];

/** As many orders as are loaded by themselves; more on request. */
const LOADED_MAX = 500;

/** A campaign's orders: all pages of a small one, so that filters and files are whole; a large one's on request. */
export function useOrders(path: CampaignPath) {
  const pages = usePages([...campaignKey(path), "orders"], (cursor) => readOrders(path, cursor));
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  const count = pages.data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0;
  const wantsMore = hasNextPage && !isFetching && count < LOADED_MAX;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);
  return pages;
}
