import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { openApi } from "../../api.ts";
import { type CampaignPath, campaignKey } from "../campaign/campaign-data.ts";

const readFunding = async (path: CampaignPath) =>
  granted(
    await openApi.GET("/enterprises/{enterpriseId}/campaigns/{campaignId}/funding", { params: { path } }),
  );

/** A campaign's pledges in sums. */
export type Funding = Awaited<ReturnType<typeof readFunding>>;

/** How a published campaign is doing. */
export const useFunding = (path: CampaignPath) =>
  useQuery({ queryKey: [...campaignKey(path), "funding"], queryFn: () => readFunding(path) });
