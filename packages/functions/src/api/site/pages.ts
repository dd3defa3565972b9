import { createHmac, timingSafeEqual } from "node:crypto";
import { publicApi } from "@firstlot/sdk/client";
import { createPages } from "@firstlot/web/public/app";
import { brokenPage, foreignFormPage, notFoundPage } from "@firstlot/web/public/message-pages";
import { type LocalTools, type PagesDeps, visitOf } from "@firstlot/web/public/visit";
import { type Context, Hono } from "hono";
import { OWN_REQUEST_HEADER, readSessionCookie } from "../session-cookie.ts";
import { DRAFT_MINUTES, pledgeDraftSchema } from "./pledge-draft.ts";
import { sealedCookie } from "./sealed-cookie.ts";
import { type SiteClient, type SitePlatform, signInRoutes } from "./sign-in-routes.ts";

/** The public API: in process on one machine, over the network where it is a function of its own. */
export interface AskedApi {
  fetch(request: Request): Response | Promise<Response>;
}

/** What the pages are made of. */
export interface SitePagesDeps {
  readonly platform: SitePlatform;
  /** The site as a client of the identity provider. */
  readonly client: SiteClient;
  /** And of the staff's own, where they have one. */
  readonly staff?: SiteClient;
  readonly publicApi: AskedApi;
  readonly assets: PagesDeps["assets"];
  readonly furnish?: PagesDeps["furnish"];
  readonly local?: LocalTools;
}

/** Fits to one session and to nothing else; a form of before the sign-in is not one of after it. */
const formTokenOf = (secret: string, sessionId: string): string =>
  createHmac("sha256", secret).update(`form:${sessionId}`).digest("base64url");

const isEqual = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

/** The public API as the browser of this request: its session goes along, and nothing else. */
function apiOf({ platform, publicApi: app }: SitePagesDeps, c: Context) {
  const sessionId = readSessionCookie(c);
  return publicApi({
    origin: platform.origin,
    fetch: async (request) => {
      if (sessionId !== undefined) {
        request.headers.set("cookie", `__Host-session=${sessionId}`);
        request.headers.set("origin", platform.origin);
        request.headers.set(OWN_REQUEST_HEADER, "page");
      }
      return app.fetch(request);
    },
  });
}

/**
 * Sign-in and the pages. Refuses a form that was not ours: its origin must be this one, and with a session it must carry the token that was
 * written into it. What follows may act for the browser.
 */
export function sitePages(deps: SitePagesDeps): Hono {
  const { platform } = deps;
  const pagesDeps: PagesDeps = {
    origin: platform.origin,
    now: () => platform.clock.business(),
    api: (c) => apiOf(deps, c),
    isSignedIn: (c) => readSessionCookie(c) !== undefined,
    formToken: (c) => formTokenOf(platform.secrets.cursor, readSessionCookie(c) ?? "visitor"),
    assets: deps.assets,
    draft: sealedCookie({
      name: "pledge-draft",
      secret: platform.secrets.cursor,
      schema: pledgeDraftSchema,
      minutes: DRAFT_MINUTES,
    }),
    ...(deps.staff === undefined ? {} : { staffSignIn: "/signin/staff?return=/app" }),
    ...(deps.furnish === undefined ? {} : { furnish: deps.furnish }),
    ...(deps.local === undefined ? {} : { local: deps.local }),
  };
  const app = new Hono();
  app.use(async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    const isOurs = c.req.header("origin") === platform.origin && (await hasToken(c, pagesDeps));
    return isOurs ? next() : c.html(foreignFormPage(await visitOf(c, pagesDeps)), 403);
  });
  app
    .route("/", signInRoutes(deps))
    .route("/", createPages(pagesDeps))
    .all("*", async (c) => c.html(notFoundPage(await visitOf(c, pagesDeps)), 404));
  app.onError(async (error, c) => {
    platform.log({ level: "error", event: "site.broken", error: error.name });
    return c.html(brokenPage(await visitOf(c, pagesDeps)), 500);
  });
  return app;
}

async function hasToken(c: Context, { formToken }: PagesDeps): Promise<boolean> {
  const { form } = await c.req.parseBody();
  return typeof form === "string" && isEqual(form, formToken(c));
}
