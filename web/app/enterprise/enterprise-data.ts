import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { openApi } from "../api.ts";
import { useMe } from "../me.ts";

/** The file as it is now. */
export const readEnterprise = async (enterpriseId: string) =>
  granted(await openApi.GET("/enterprises/{enterpriseId}", { params: { path: { enterpriseId } } }));

/** The file of an enterprise with its payout account. */
export type Enterprise = Awaited<ReturnType<typeof readEnterprise>>;

/** The key of everything read of one enterprise. */
export const enterpriseKey = (enterpriseId: string) => ["enterprise", enterpriseId] as const;

/** The file of an enterprise. */
export const useEnterprise = (enterpriseId: string) =>
  useQuery({
    queryKey: [...enterpriseKey(enterpriseId), "file"],
    queryFn: () => readEnterprise(enterpriseId),
  });

/** What one is in an enterprise: `owner`, `editor`, `finance`; `undefined` while it is looked up. */
export const useRoleIn = (enterpriseId: string) =>
  useMe()?.memberships.find((membership) => membership.enterpriseId === enterpriseId)?.role;
