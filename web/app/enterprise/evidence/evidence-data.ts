import { granted } from "@firstlot/sdk/client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { openApi } from "../../api.ts";
import { pageAt, usePages } from "../../parts/pages.tsx";

const readPage = async (enterpriseId: string, cursor: string) =>
  granted(
    await openApi.GET("/enterprises/{enterpriseId}/evidence", {
      params: { path: { enterpriseId }, query: pageAt(cursor) },
    }),
  );

/** A file as lists show it. */
export type EvidenceRow = Awaited<ReturnType<typeof readPage>>["items"][number];

/** Which file of which enterprise a screen is about. */
export interface EvidencePath {
  readonly enterpriseId: string;
  readonly evidenceId: string;
}

const readFile = async (path: EvidencePath) =>
  granted(await openApi.GET("/enterprises/{enterpriseId}/evidence/{evidenceId}", { params: { path } }));

/** A file with what was read from it. */
export type EvidenceFile = Awaited<ReturnType<typeof readFile>>;
/** What a part of a file's screen is about. */
export interface FileProps {
  readonly enterpriseId: string;
  readonly file: EvidenceFile;
}
/** How a table is read. */
export type Mapping = NonNullable<EvidenceFile["mapping"]>;
/** What was read from a table. */
export type Reading = NonNullable<EvidenceFile["reading"]>;

/** Everything that is read of an enterprise's files. */
export const evidenceKey = (enterpriseId: string) => ["evidence", enterpriseId] as const;

/** How long a screen waits before it asks again how far a scan or a reading is, ms. */
const POLL_MS = 2_000;

/** Whether the platform is at work on a file. */
const isAtWork = (status: EvidenceRow["status"]): boolean => status === "quarantined" || status === "reading";

/** The files of an enterprise, newest first; asked for again while one is at work. */
export const useEvidenceList = (enterpriseId: string) =>
  usePages(
    [...evidenceKey(enterpriseId), "list"],
    (cursor) => readPage(enterpriseId, cursor),
    (pages) => (pages.some(({ items }) => items.some(({ status }) => isAtWork(status))) ? POLL_MS : false),
  );

/** One file; asked for again while it is scanned or read. */
export const useEvidenceFile = (path: EvidencePath) =>
  useQuery({
    queryKey: [...evidenceKey(path.enterpriseId), path.evidenceId],
    queryFn: () => readFile(path),
    refetchInterval: ({ state }) =>
      state.data !== undefined && isAtWork(state.data.status) ? POLL_MS : false,
  });

/** What a preview is asked for: a corrected mapping, or the layout to detect one in. */
export interface PreviewAsked {
  readonly currency: Mapping["currency"];
  readonly layout?: Partial<Pick<Mapping["profile"], "encoding" | "delimiter" | "headerRow">>;
  readonly mapping?: Mapping;
}

const readPreview = async (path: EvidencePath, asked: PreviewAsked) =>
  granted(
    await openApi.POST("/enterprises/{enterpriseId}/evidence/{evidenceId}/preview", {
      params: { path },
      body: asked,
    }),
  );

/** How a table would be read, and its first rows. */
export type Preview = Awaited<ReturnType<typeof readPreview>>;

/** The first rows of a table as they would be read; the last answer stays while the next is awaited. */
export const usePreview = (path: EvidencePath, asked: PreviewAsked, isAsked = true) =>
  useQuery({
    queryKey: ["evidence-preview", path.evidenceId, asked],
    queryFn: () => readPreview(path, asked),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    enabled: isAsked,
  });
