import { granted } from "@firstlot/sdk/client";
import { useEffect } from "react";
import { openApi } from "../../api.ts";
import { pageAt, usePages } from "../../parts/pages.tsx";
import { type CampaignPath, campaignKey } from "../campaign/campaign-data.ts";
import type { Heap } from "./order-state.ts";

/** Which orders are listed: a heap's, to one country or to all. */
export interface OrdersAsked {
  readonly heap: Heap;
  readonly country: string | undefined;
}

const readOrders = async (path: CampaignPath, { heap, country }: OrdersAsked, cursor: string) =>
  granted(
    await openApi.GET("/enterprises/{enterpriseId}/campaigns/{campaignId}/pledges", {
      params: { path, query: { ...pageAt(cursor), heap, ...(country === undefined ? {} : { country }) } },
    }),
  );

/** A pledge as the enterprise that sends it sees it. */
export type Order = Awaited<ReturnType<typeof readOrders>>["items"][number];

/** As many orders as are loaded by themselves; more on request. */
const LOADED_MAX = 500;
/** Pages that are loaded by themselves: one of a filtered list may hold few orders. */
const PAGES_MAX = 40;

/** The orders asked for: all pages of a small list, so that its file is whole; a large one's on request. */
export function useOrders(path: CampaignPath, asked: OrdersAsked) {
  const key = [...campaignKey(path), "orders", asked.heap, asked.country ?? ""];
  const pages = usePages(key, (cursor) => readOrders(path, asked, cursor));
  const { hasNextPage, isFetching, fetchNextPage } = pages;
  const count = pages.data?.pages.reduce((sum, { items }) => sum + items.length, 0) ?? 0;
  const read = pages.data?.pages.length ?? 0;
  const wantsMore = hasNextPage && !isFetching && count < LOADED_MAX && read < PAGES_MAX;
  useEffect(() => {
    if (wantsMore) void fetchNextPage();
  }, [wantsMore, fetchNextPage]);
  return pages;
}
