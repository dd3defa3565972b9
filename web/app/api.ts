import { backofficeApi, type Problem, portalApi, publicApi, RefusedError } from "@firstlot/sdk/client";

const origin = window.location.origin;

/** Every request carries what a page of another site could not: see the APIs' check of cookies. */
const fetchHere = (request: Request): Promise<Response> => {
  request.headers.set("x-firstlot-request", "app");
  return fetch(request);
};

/** The API of visitors, backers and enterprises, as the signed-in person. */
export const openApi = publicApi({ origin, fetch: fetchHere });
/** The API of the platform's staff. */
export const staffApi = backofficeApi({ origin, fetch: fetchHere });

/** The API of a bank, for its staff in the portal. */
export const bankApi = portalApi({ origin, fetch: fetchHere });

/** What could not be had and why; problems that are none become one. */
export const problemOf = (error: unknown): Problem =>
  error instanceof RefusedError
    ? error.problem
    : { code: "unreachable", title: error instanceof Error ? error.message : "", status: 0 };

/** Whether a call that failed is worth a second try: the platform was busy or not reached. */
export const isPassing = (error: unknown): boolean => {
  const { status } = problemOf(error);
  return status === 0 || status === 429 || status >= 500;
};
