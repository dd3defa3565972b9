import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { openApi } from "../../api.ts";
import { pageAt, usePages } from "../../parts/pages.tsx";

/** Which campaign of which enterprise a screen is about. */
export interface CampaignPath {
  readonly enterpriseId: string;
  readonly campaignId: string;
}

/** The campaign as it is now. */
export const readCampaign = async (path: CampaignPath) =>
  granted(await openApi.GET("/enterprises/{enterpriseId}/campaigns/{campaignId}", { params: { path } }));

/** A campaign as its enterprise sees it. */
export type Campaign = Awaited<ReturnType<typeof readCampaign>>;
/** Terms as they are kept; any field may be missing while they are written. */
export type Terms = Campaign["terms"];
/** One thing that is missing before submission. */
export type Task = NonNullable<Campaign["tasks"]>[number];

/** The ids in the address; the routes of a campaign always have both. */
export function useCampaignPath(): CampaignPath {
  const { enterpriseId = "", campaignId = "" } = useParams({ strict: false });
  return { enterpriseId, campaignId };
}

/** Everything read of one campaign lies under this key, so that an act makes all of it stale. */
export const campaignKey = ({ campaignId }: CampaignPath) => ["campaign", campaignId] as const;
/** The lists of an enterprise's campaigns. */
export const campaignsKey = (enterpriseId: string) => ["campaigns-of", enterpriseId] as const;

/** The campaign with its tasks. */
export const useCampaign = (path: CampaignPath) =>
  useQuery({ queryKey: [...campaignKey(path), "file"], queryFn: () => readCampaign(path) });

const readCampaigns = async (enterpriseId: string, cursor: string) =>
  granted(
    await openApi.GET("/enterprises/{enterpriseId}/campaigns", {
      params: { path: { enterpriseId }, query: pageAt(cursor) },
    }),
  );

/** A campaign in the list. */
export type CampaignRow = Awaited<ReturnType<typeof readCampaigns>>["items"][number];

/** The enterprise's campaigns, newest first, page by page. */
export const useCampaigns = (enterpriseId: string) =>
  usePages(campaignsKey(enterpriseId), (cursor) => readCampaigns(enterpriseId, cursor));
