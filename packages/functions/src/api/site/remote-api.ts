import { EDGE_HEADER } from "../../aws/edge.ts";
import type { AskedApi } from "./pages.ts";

/** Shorter than the site's own time, so that a page can still say that something does not answer. */
const ANSWER_MS_MAX = 15_000;

/**
 * The public API over the network, as a function of its own: the function that draws pages needs no right to write
 * what they show. It is asked behind CloudFront, which has already looked at the browser's request.
 * @param gateway origin of the gateway, without a slash at its end
 * @param edgeSecret by which the API knows that CloudFront was passed
 */
export const remoteApi = ({ gateway, edgeSecret }: { gateway: string; edgeSecret: string }): AskedApi => ({
  fetch: async (request) => {
    const { pathname, search } = new URL(request.url);
    const asked = new Request(`${gateway}${pathname}${search}`, request);
    asked.headers.set(EDGE_HEADER, edgeSecret);
    return fetch(asked, { redirect: "manual", signal: AbortSignal.timeout(ANSWER_MS_MAX) });
  },
});
