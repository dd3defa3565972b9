import { type Context, Hono, type MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { secureHeaders } from "hono/secure-headers";
import type { Platform } from "../../platform.ts";
import { PUBLIC_BASE } from "../public/app.ts";
import { exploreView } from "../public/catalogue-views.ts";
import type { BuiltFiles } from "./built-files.ts";
import { DOCS_SCRIPT, docsPage, isDocsApi } from "./docs-page.tsx";
import { homePage, type OpenCampaigns } from "./home-page.tsx";
import { languageOf, SITE_LANGUAGES, type SiteLanguage } from "./language.ts";
import type { PageFrame } from "./layout.tsx";
import { notFoundPage } from "./not-found-page.tsx";
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
  /** Sign-in and every page that is not here. */
  readonly pages?: Hono;
  /** The built files of the pages by name. */
  readonly builtFile?: BuiltFiles["file"];
}

const DOCS_FILES = { "swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript" } as const;
export type DocsFile = keyof typeof DOCS_FILES;
const isDocsFile = (name: string): name is DocsFile => Object.hasOwn(DOCS_FILES, name);

const TILES_MAX = 12;
const LANGUAGE_COOKIE = "language";
const YEAR_S = 31_536_000;

/** A lot of twelve, the first one taken: the mark in the browser's tab. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0b6b5b"/><path d="M10 25V7h13v4h-8v4h7v4h-7v6z" fill="#fff"/></svg>`;

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

const none = ["'none'"];
const self = ["'self'"];
const policy = {
  defaultSrc: none,
  baseUri: none,
  objectSrc: none,
  frameAncestors: none,
  formAction: self,
  styleSrc: self,
  imgSrc: self,
  scriptSrc: self,
  connectSrc: self,
};
const headers = {
  xFrameOptions: "DENY",
  referrerPolicy: "same-origin",
  strictTransportSecurity: "max-age=63072000; includeSubDomains",
} as const;

/** Pages run our own files and load nothing from elsewhere. */
const pageHeaders = secureHeaders({ ...headers, contentSecurityPolicy: policy });
/** The docs draw icons from `data:` besides. */
const docsHeaders = secureHeaders({
  ...headers,
  contentSecurityPolicy: { ...policy, imgSrc: ["'self'", "data:"] },
});
/** Workspaces show files that they have fetched themselves, under the types that they allow: as pictures and in frames. */
const workspaceHeaders = secureHeaders({
  ...headers,
  contentSecurityPolicy: { ...policy, imgSrc: ["'self'", "blob:"], frameSrc: ["blob:"] },
});
const isWorkspace = (path: string): boolean => path === "/app" || path.startsWith("/app/");

function headersOf(path: string): MiddlewareHandler {
  if (path === "/docs") return docsHeaders;
  return isWorkspace(path) ? workspaceHeaders : pageHeaders;
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
  app.get("/docs/files/docs.js", (c) => file(c, DOCS_SCRIPT, "text/javascript"));
  app.get("/docs/files/:name", async (c) => {
    const name = c.req.param("name");
    const text = isDocsFile(name) ? await deps.docsFile(name) : undefined;
    return text === undefined || !isDocsFile(name) ? c.notFound() : file(c, text, DOCS_FILES[name]);
  });
  app.get("/assets/site.css", (c) => file(c, SITE_CSS, "text/css", YEAR_S));
  app.get("/assets/icon.svg", (c) => file(c, ICON, "image/svg+xml"));
  app.get("/assets/:name", async (c) => {
    const built = await deps.builtFile?.(c.req.param("name"));
    if (built === undefined) return c.notFound();
    c.header("Cache-Control", `public, max-age=${YEAR_S}, immutable`); // the name changes with the content
    return c.body(built.bytes, 200, { "Content-Type": built.type });
  });
  if (deps.pages !== undefined) app.route("/", deps.pages);
  app.notFound((c) => c.html(notFoundPage(frameOf(c, "/")), 404));
  return app;
}

const HOUR_S = 3_600;

function file(c: Context, text: string, type: string, keptSeconds = HOUR_S): Response {
  c.header("Cache-Control", `public, max-age=${keptSeconds}`);
  return c.body(text, 200, { "Content-Type": `${type}; charset=utf-8` });
}
