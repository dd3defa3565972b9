import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { openApi, problemOf } from "../../api.ts";
import { pageAt, usePages } from "../../parts/pages.tsx";
import { type CampaignPath, campaignKey } from "../campaign/campaign-data.ts";
import { useRoleIn } from "../enterprise-data.ts";

const readSettlement = async (path: CampaignPath) =>
  granted(
    await openApi.GET("/enterprises/{enterpriseId}/campaigns/{campaignId}/settlement", { params: { path } }),
  );

/** What became of a campaign's money after its verdict. */
export type Settlement = Awaited<ReturnType<typeof readSettlement>>;
/** How the confirmed total was split up. */
export type Split = NonNullable<Settlement["split"]>;
/** The spending plan as a budget. */
export type Budget = NonNullable<Settlement["budget"]>;

/** The settlement of a campaign; `null` before its verdict. */
export const useSettlement = (path: CampaignPath) =>
  useQuery({
    queryKey: [...campaignKey(path), "settlement"],
    queryFn: async () => {
      try {
        return await readSettlement(path);
      } catch (error) {
        if (problemOf(error).status === 404) return null;
        throw error;
      }
    },
  });

const readTranches = async (path: CampaignPath) =>
  granted(
    await openApi.GET("/enterprises/{enterpriseId}/campaigns/{campaignId}/tranches", { params: { path } }),
  ).items;

/** A part of the raised money that is released on its condition. */
export type Tranche = Awaited<ReturnType<typeof readTranches>>[number];

/** The tranches in the order of the plan; none before the campaign is funded. */
export const useTranches = (path: CampaignPath) =>
  useQuery({ queryKey: [...campaignKey(path), "tranches"], queryFn: () => readTranches(path) });

const readPayments = async (path: CampaignPath, cursor: string) =>
  granted(
    await openApi.GET("/enterprises/{enterpriseId}/campaigns/{campaignId}/payments", {
      params: { path, query: pageAt(cursor) },
    }),
  );

/** A payment request. */
export type Payment = Awaited<ReturnType<typeof readPayments>>["items"][number];

/** The payment requests, newest first, page by page. */
export const usePayments = (path: CampaignPath) =>
  usePages([...campaignKey(path), "payments"], (cursor) => readPayments(path, cursor));

/** Which payment request of which campaign. */
export interface PaymentPath extends CampaignPath {
  readonly paymentId: string;
}

const readPayment = async (path: PaymentPath) =>
  granted(
    await openApi.GET("/enterprises/{enterpriseId}/campaigns/{campaignId}/payments/{paymentId}", {
      params: { path },
    }),
  );

/** One payment request. */
export const usePayment = (path: PaymentPath) =>
  useQuery({
    queryKey: [...campaignKey(path), "payment", path.paymentId],
    queryFn: () => readPayment(path),
  });

/** Whether one may ask for money in this enterprise: owners and finance members. */
export function useMayAsk(enterpriseId: string): boolean {
  const role = useRoleIn(enterpriseId);
  return role === "owner" || role === "finance";
}
