import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { problemOf, staffApi } from "../api.ts";
import { pageAt } from "../parts/pages.tsx";

export const CAMPAIGN_STATES = [
  "live",
  "paused",
  "closing",
  "funded",
  "delivering",
  "completed",
  "undelivered",
  "failed",
  "cancelled",
  "refunding",
  "refunded",
  "scheduled",
  "approved",
  "in_review",
  "submitted",
  "changes_requested",
  "rejected",
  "draft",
  "archived",
] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];
export const ENTERPRISE_STATES = [
  "verified",
  "applied",
  "changes_requested",
  "rejected",
  "suspended",
  "draft",
] as const;
export type EnterpriseState = (typeof ENTERPRISE_STATES)[number];

/** A look-up as its address says it: words, or else a state. */
export interface LookUp<S extends string> {
  readonly q?: string | undefined;
  readonly state?: S | undefined;
}
export const lookUpOf =
  <S extends string>(states: readonly S[]) =>
  (search: Record<string, unknown>): LookUp<S> => {
    const state = states.find((one) => one === search.state);
    return {
      ...(typeof search.q === "string" && search.q.trim() !== "" ? { q: search.q.trim() } : {}),
      ...(state === undefined ? {} : { state }),
    };
  };

export async function findCampaigns({ q, state = "live" }: LookUp<CampaignState>, cursor: string) {
  if (q !== undefined) {
    const found = granted(await staffApi.GET("/search/campaigns", { params: { query: { q } } }));
    return { ...found, next: undefined };
  }
  const query = { status: state, ...pageAt(cursor) };
  const page = granted(await staffApi.GET("/campaigns", { params: { query } }));
  return { items: page.items, next: page.next, complete: true };
}

export async function findEnterprises({ q, state = "verified" }: LookUp<EnterpriseState>, cursor: string) {
  if (q !== undefined) {
    const found = granted(await staffApi.GET("/search/enterprises", { params: { query: { q } } }));
    return { ...found, next: undefined };
  }
  const query = { status: state, ...pageAt(cursor) };
  const page = granted(await staffApi.GET("/enterprises", { params: { query } }));
  return { items: page.items, next: page.next, complete: true };
}

const readHistory = async (aggregateId: string) =>
  granted(await staffApi.GET("/audit/{aggregateId}", { params: { path: { aggregateId } } }));
export type History = Awaited<ReturnType<typeof readHistory>>;
export type AuditEvent = History["items"][number];
export const useHistory = (aggregateId: string) =>
  useQuery({ queryKey: ["audit", aggregateId], queryFn: () => readHistory(aggregateId) });

/** A read whose thing may not be there yet: `null` then. */
async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (problemOf(error).status === 404) return null;
    throw error;
  }
}

const readSettlement = async (campaignId: string) =>
  granted(await staffApi.GET("/campaigns/{campaignId}/settlement", { params: { path: { campaignId } } }));
export type Settlement = Awaited<ReturnType<typeof readSettlement>>;
export const useSettlement = (campaignId: string) =>
  useQuery({ queryKey: ["settlement", campaignId], queryFn: () => orNull(readSettlement(campaignId)) });

const readTrial = async (book: string) =>
  granted(await staffApi.GET("/ledger/{book}/trial-balance", { params: { path: { book } } }));
const readAccounts = async (book: string) =>
  granted(await staffApi.GET("/ledger/{book}/accounts", { params: { path: { book } } }));
export type Account = Awaited<ReturnType<typeof readAccounts>>["items"][number];
export const useBook = (book: string) =>
  useQuery({
    queryKey: ["book", book],
    queryFn: () => orNull(Promise.all([readAccounts(book), readTrial(book)])),
  });

export const readRoots = async () => granted(await staffApi.GET("/audit-roots", { params: { query: {} } }));
export const readCheck = async (day: string) =>
  granted(await staffApi.GET("/audit-roots/{day}/check", { params: { path: { day } } }));
export const readRoster = async (cursor: string) =>
  granted(
    await staffApi.GET("/staff-grants", {
      params: { query: pageAt(cursor) },
    }),
  );
