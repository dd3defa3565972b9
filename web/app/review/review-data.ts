import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { staffApi } from "../api.ts";
import { pageAt } from "../parts/pages.tsx";

/** How often a case is asked for while its steps run. */
const POLL_MS = 4_000;

/** What the queue shows; each member is in the address. */
export interface QueueFilter {
  readonly over?: boolean | undefined;
  readonly kind?: CaseKind | undefined;
  readonly mine?: boolean | undefined;
}
export const CASE_KINDS = ["enterprise", "campaign", "tranche"] as const;
export type CaseKind = (typeof CASE_KINDS)[number];
const isKind = (value: unknown): value is CaseKind => CASE_KINDS.some((kind) => kind === value);

/** The filter that an address asks for; what it does not know is left out. */
export const filterOf = (search: Record<string, unknown>): QueueFilter => ({
  ...(search.over === true ? { over: true } : {}),
  ...(isKind(search.kind) ? { kind: search.kind } : {}),
  ...(search.mine === true ? { mine: true } : {}),
});

export const readQueue = async ({ over, kind, mine }: QueueFilter, cursor: string) =>
  granted(
    await staffApi.GET("/review/cases", {
      params: {
        query: {
          ...pageAt(cursor),
          over: over === true ? "true" : "false",
          mine: mine === true ? "true" : "false",
          ...(kind === undefined ? {} : { kind }),
        },
      },
    }),
  );
export type QueueRow = Awaited<ReturnType<typeof readQueue>>["items"][number];

const readCase = async (caseId: string) =>
  granted(await staffApi.GET("/review/cases/{caseId}", { params: { path: { caseId } } }));
/** A case as its page shows it. */
export type DeskCase = Awaited<ReturnType<typeof readCase>>;
export type Run = DeskCase["runs"][number];
export type Finding = Run["findings"][number];

const caseKey = (caseId: string) => ["case", caseId] as const;
/** What every act on a case makes stale. */
export const staleOf = (caseId: string) => [caseKey(caseId), ["cases"]] as const;
/** Whether the platform has something to do in a case, which will change it. */
const isAtWork = ({ steps }: DeskCase): boolean =>
  steps.some(({ status }) => status === "pending" || status === "running");
/** One case; asked for again while the platform takes its steps. */
export const useCase = (caseId: string) =>
  useQuery({
    queryKey: caseKey(caseId),
    queryFn: () => readCase(caseId),
    refetchInterval: ({ state }) => (state.data !== undefined && isAtWork(state.data) ? POLL_MS : false),
  });

const readEvidence = async (enterpriseId: string) =>
  granted(
    await staffApi.GET("/enterprises/{enterpriseId}/evidence", {
      params: { path: { enterpriseId }, query: { limit: 100 } },
    }),
  ).items;
export type EvidenceRow = Awaited<ReturnType<typeof readEvidence>>[number];

/** The files of an enterprise, newest first. */
export const useEvidence = (enterpriseId: string) =>
  useQuery({ queryKey: ["evidence", enterpriseId], queryFn: () => readEvidence(enterpriseId) });

const readCampaign = async (enterpriseId: string, campaignId: string) =>
  granted(
    await staffApi.GET("/enterprises/{enterpriseId}/campaigns/{campaignId}", {
      params: { path: { enterpriseId, campaignId } },
    }),
  );
export type StaffCampaign = Awaited<ReturnType<typeof readCampaign>>;
export const useCampaign = (enterpriseId: string, campaignId: string | undefined) =>
  useQuery({
    queryKey: ["campaign", campaignId],
    queryFn: () => readCampaign(enterpriseId, campaignId ?? ""),
    enabled: campaignId !== undefined,
  });

const readEnterprise = async (enterpriseId: string) =>
  granted(await staffApi.GET("/enterprises/{enterpriseId}", { params: { path: { enterpriseId } } }));
export type StaffEnterprise = Awaited<ReturnType<typeof readEnterprise>>;
export const useEnterprise = (enterpriseId: string) =>
  useQuery({ queryKey: ["enterprise", enterpriseId], queryFn: () => readEnterprise(enterpriseId) });

export type Verdict = "approve" | "reject";
const readPreview = async (caseId: string, verdict: Verdict, codes: readonly string[]) =>
  granted(
    await staffApi.GET("/review/cases/{caseId}/explanation", {
      params: {
        path: { caseId },
        query: { verdict, ...(codes.length === 0 ? {} : { reasonCodes: codes.join(",") }) },
      },
    }),
  );
export type Explanation = Awaited<ReturnType<typeof readPreview>>;
/** What the applicant would read; read again with every change of the case. */
export const usePreview = (caseId: string, verdict: Verdict, codes: readonly string[]) =>
  useQuery({
    queryKey: [...caseKey(caseId), "preview", verdict, ...codes],
    queryFn: () => readPreview(caseId, verdict, codes),
    placeholderData: (before) => before,
  });
