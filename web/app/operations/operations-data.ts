import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { staffApi } from "../api.ts";
import { pageAt } from "../parts/pages.tsx";

const readPartners = async () => granted(await staffApi.GET("/partners")).items;
/** A bank as the board shows it. */
export type Partner = Awaited<ReturnType<typeof readPartners>>[number];

/** The banks; few, and they hardly change. */
export const usePartners = () =>
  useQuery({ queryKey: ["partners"], queryFn: readPartners, staleTime: 60_000 });

/** One page of settlement runs, newest first. */
export const readRuns = async (cursor: string) =>
  granted(await staffApi.GET("/settlement-runs", { params: { query: pageAt(cursor) } }));

/** One run with its instructions. */
export const readRun = async (runId: string) =>
  granted(
    await staffApi.GET("/settlement-runs/{runId}", { params: { path: { runId }, query: { limit: 100 } } }),
  );

export const INSTRUCTION_STATUSES = [
  "created",
  "held",
  "sent",
  "accepted",
  "unknown",
  "settled",
  "rejected",
  "returned",
  "cancelled",
] as const;

export const BREAK_STATUSES = ["open", "explained", "matched", "corrected", "returned_to_payer"] as const;

/** The member of `all` that `text` names; `undefined` for another text. */
export const oneOf = <T extends string>(all: readonly T[], text: string | null): T | undefined =>
  all.find((one) => one === text);
