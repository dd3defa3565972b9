import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { Platform } from "../../platform.ts";
import { PUBLIC_BASE } from "../public/app.ts";
import { exploreView } from "../public/catalogue-views.ts";
import { docsPage, isDocsApi } from "./docs-page.tsx";
import { homePage, type OpenCampaigns } from "./home-page.tsx";
import { languageOf, SITE_LANGUAGES, type SiteLanguage } from "./language.ts";
import type { PageFrame } from "./layout.tsx";
import { notFoundPage } from "./not-found-page.tsx";
import { headersOf } from "./page-headers.ts";
import { type DocsFile, file, siteFiles } from "./site-files.ts";
import { SITE_CSS } from "./stylesheet.ts";
import type { TryIt } from "./try-section.tsx";

/** What the site is made of. */
export interface SiteDeps {
  readonly platform: Pick<Platform, "clock" | "log">;
  /** The public API, called in process: pages read nothing that its callers could not read. */
  readonly publicApi: { request(path: string): Response | Promise<Response> };
  /** The files of the interactive docs by name; `undefined` where there is none. */
  readonly docsFile: (name: DocsFile) => Promise<string | undefined>;
  /** Only on a platform that is there to be tried. */
  readonly tryIt?: TryIt;
}

const TILES_MAX = 12;
const LANGUAGE_COOKIE = "language";
const YEAR_S = 31_536_000;

async function openCampaigns({ publicApi, platform }: SiteDeps): Promise<OpenCampaigns> {
  try {
    const response = await publicApi.request(
      `${PUBLIC_BASE}/campaigns?state=live&order=ending-soon&limit=${TILES_MAX}`,
    );
    if (!response.ok) return { kind: "failed" };
    return { kind: "read", tiles: exploreView.parse(await response.json()).items };
  } catch (error) {
    platform.log({
      level: "error",
      event: "site.catalogue-failed",
      error: error instanceof Error ? error.name : "unknown",
    });
    return { kind: "failed" };
  }
}

/** The language of a request; one that was chosen by a link stays chosen. */
function chosenLanguage(c: Context): SiteLanguage {
  const asked = c.req.query("lang");
  const language = languageOf(asked ?? getCookie(c, LANGUAGE_COOKIE), c.req.header("accept-language"));
  if (SITE_LANGUAGES.some((one) => one === asked))
    setCookie(c, LANGUAGE_COOKIE, language, { path: "/", sameSite: "Lax", httpOnly: true, maxAge: YEAR_S });
  c.header("Vary", "Accept-Language, Cookie");
  c.header("Content-Language", language);
  return language;
}

/** The site: the first page, the API docs, and the files that they are made of. */
export function createSiteApp(deps: SiteDeps): Hono {
  const app = new Hono();
  const frameOf = (c: Context, path: string, current?: PageFrame["current"]): PageFrame => ({
    language: chosenLanguage(c),
    path,
    hasTry: deps.tryIt !== undefined,
    ...(current === undefined ? {} : { current }),
  });
  app.use(async (c, next) => headersOf(c.req.path)(c, next));
  app.get("/", async (c) => {
    const campaigns = await openCampaigns(deps);
    const now = deps.platform.clock.business();
    const { tryIt } = deps;
    c.header("Cache-Control", "private, max-age=0, must-revalidate");
    const page = homePage({ frame: frameOf(c, "/", "home"), campaigns, now, tryIt });
    return c.html(page, campaigns.kind === "failed" ? 503 : 200);
  });
  app.get("/docs", (c) => {
    const asked = c.req.query("api");
    const api = isDocsApi(asked) ? asked : "public";
    return c.html(docsPage({ frame: frameOf(c, `/docs?api=${api}`, "docs"), api }));
  });
  app.get("/assets/site.css", (c) => file(c, SITE_CSS, "text/css", YEAR_S));
  app.route("/", siteFiles(deps));
  app.notFound((c) => c.html(notFoundPage(frameOf(c, "/")), 404));
  return app;
}
