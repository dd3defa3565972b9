import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { openApi } from "../../api.ts";
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
