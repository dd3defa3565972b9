import createFetchClient, { type Client, type Middleware } from "openapi-fetch";
import type { paths as BackofficePaths } from "./generated/backoffice.ts";
import type { paths as PartnerPaths } from "./generated/partner.ts";
import type { paths as PublicPaths } from "./generated/public.ts";

/** How to reach a platform, and as whom. */
export interface Access {
  /** Origin of the platform, like `https://firstlot.example`. */
  readonly origin: string;
  /** Gives an access token for each request; without it the calls are a visitor's. */
  readonly token?: () => Promise<string>;
  /** Stands in for the network, for example an app in the same process. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

function signed(token: () => Promise<string>): Middleware {
  return {
    async onRequest({ request }) {
      request.headers.set("authorization", `Bearer ${await token()}`);
      return request;
    },
  };
}

function connect<P extends object>({ origin, token, fetch }: Access, base: string): Client<P> {
  const client = createFetchClient<P>({
    baseUrl: new URL(base, origin).href,
    ...(fetch === undefined ? {} : { fetch }),
  });
  if (token !== undefined) client.use(signed(token));
  return client;
}

/** The API of visitors, backers and enterprises. */
export const publicApi = (access: Access): Client<PublicPaths> => connect(access, "/api/public/v1");

/** The API of the platform's staff. */
export const backofficeApi = (access: Access): Client<BackofficePaths> =>
  connect(access, "/api/backoffice/v1");

/** The API of bank partners. */
export const partnerApi = (access: Access): Client<PartnerPaths> => connect(access, "/api/partner/v1");

/** The same for a bank's staff in the portal: by the session of the browser, never by a token. */
export const portalApi = (access: Omit<Access, "token">): Client<PartnerPaths> =>
  connect(access, "/api/portal/v1");

/** The header of an act. Make one for each act and keep it: a retry with the same key is never done twice. */
export const newAct = (): { "idempotency-key": string } => ({ "idempotency-key": crypto.randomUUID() });

/** The header of an edit: the version that was read. */
export const editOf = ({ version }: { readonly version: number }): { "if-match": string } => ({
  "if-match": `"${version}"`,
});

/** What the platform refused and why, as it says it (RFC 9457). */
export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly status: number;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

/** A refusal, thrown by `granted`; `problem.code` is stable. */
export class RefusedError extends Error {
  override name = "RefusedError";
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.title}`);
    this.problem = problem;
  }
}

/**
 * The answer of a call that must be granted: `granted(await api.GET("/me"))`.
 * @throws RefusedError with the problem document
 */
export function granted<T>(answered: {
  readonly data?: T;
  readonly error?: Problem | undefined;
  readonly response: Response;
}): T {
  const { data, error, response } = answered;
  if (data !== undefined) return data;
  throw refused(error, response);
}

/**
 * A call that answers nothing (204) and must be granted.
 * @throws RefusedError with the problem document
 */
export function accomplished(answered: {
  readonly error?: Problem | undefined;
  readonly response: Response;
}): void {
  const { error, response } = answered;
  if (!response.ok) throw refused(error, response);
}

const refused = (error: Problem | undefined, { status }: Response): RefusedError =>
  new RefusedError(
    error ?? { code: "no_problem_document", title: "The answer is no problem document.", status },
  );
