import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { openApi } from "../../api.ts";
import { pageAt } from "../../parts/pages.tsx";
import { enterpriseKey } from "../enterprise-data.ts";

/** Which case of which enterprise. */
export interface CasePath {
  readonly enterpriseId: string;
  readonly caseId: string;
}

const readOwnCase = async (path: CasePath) =>
  granted(await openApi.GET("/enterprises/{enterpriseId}/cases/{caseId}", { params: { path } }));

/** A review as its applicant sees it. */
export type OwnCase = Awaited<ReturnType<typeof readOwnCase>>;

const readOwnCases = async (enterpriseId: string, cursor: string) =>
  granted(
    await openApi.GET("/enterprises/{enterpriseId}/cases", {
      params: { path: { enterpriseId }, query: pageAt(cursor) },
    }),
  );

/** A review in the list of its applicant. */
export type OwnCaseRow = Awaited<ReturnType<typeof readOwnCases>>["items"][number];

/** The list of an enterprise's reviews, newest first: where it is kept and how a page of it is read. */
export const ownCases = (enterpriseId: string) => ({
  queryKey: [...enterpriseKey(enterpriseId), "cases"] as const,
  read: (cursor: string) => readOwnCases(enterpriseId, cursor),
});

/** The key of one review: acts on the file make it stale with everything else of the enterprise. */
const caseKey = ({ enterpriseId, caseId }: CasePath) =>
  [...enterpriseKey(enterpriseId), "case", caseId] as const;

/** The review with this id; nothing is asked for while there is none. */
export const useOwnCase = (enterpriseId: string, caseId: string | undefined) =>
  useQuery({
    queryKey: caseKey({ enterpriseId, caseId: caseId ?? "" }),
    queryFn: () => readOwnCase({ enterpriseId, caseId: caseId ?? "" }),
    enabled: caseId !== undefined,
  });

/** The request that the review waits for an answer to. */
export const openRequest = ({ requests }: Pick<OwnCase, "requests">) =>
  requests.find(({ answeredAt }) => answeredAt === undefined);
