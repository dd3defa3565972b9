import { editOf, granted } from "@firstlot/sdk/client";
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { openApi } from "../../../api.ts";
import type { FormStore } from "../../autosave/use-autosave.ts";
import { type Campaign, type CampaignPath, campaignKey, readCampaign } from "../campaign-data.ts";
import type { TermsInput } from "./form-terms.ts";

/** Where the terms of a campaign are kept. */
export function useTermsStore(path: CampaignPath): FormStore<TermsInput, Campaign> {
  const queries = useQueryClient();
  return useMemo(
    () => ({
      write: async (terms, version) =>
        granted(
          await openApi.PUT("/enterprises/{enterpriseId}/campaigns/{campaignId}/terms", {
            params: { path, header: editOf({ version }) },
            body: { terms },
          }),
        ),
      read: () => readCampaign(path),
      onKept: (kept) => queries.setQueryData([...campaignKey(path), "file"], kept),
    }),
    [path, queries],
  );
}
