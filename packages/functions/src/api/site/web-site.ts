import { Hono } from "hono";
import { headersOf } from "./page-headers.ts";
import { type SiteFilesDeps, siteFiles } from "./site-files.ts";

/** What the site is made of. */
export interface WebSiteDeps extends SiteFilesDeps {
  /** Sign-in and every page, with the answer to addresses that lead nowhere. */
  readonly pages: Hono;
}

/** The site: its pages under their content policies, and the files that they are made of. */
export function createWebSite({ pages, ...files }: WebSiteDeps): Hono {
  const app = new Hono();
  app.use(async (c, next) => headersOf(c.req.path)(c, next));
  return app.route("/", siteFiles(files)).route("/", pages);
}
