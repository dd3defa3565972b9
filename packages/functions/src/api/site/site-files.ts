import { type Context, Hono } from "hono";
import type { BuiltFiles } from "./built-files.ts";

const DOCS_FILES = { "swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript" } as const;
export type DocsFile = keyof typeof DOCS_FILES;
const isDocsFile = (name: string): name is DocsFile => Object.hasOwn(DOCS_FILES, name);

/**
 * Shows the document that the page names. Values typed into the page, a token too, stay in memory: nothing is stored,
 * and no other server is asked to validate the document.
 */
const DOCS_SCRIPT = `"use strict";
const place = document.getElementById("docs");
SwaggerUIBundle({
  domNode: place,
  url: place.dataset.document,
  deepLinking: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  persistAuthorization: false,
  validatorUrl: null,
});
`;

/** Where the site's files come from. */
export interface SiteFilesDeps {
  /** The files of the interactive docs by name; `undefined` where there is none. */
  readonly docsFile: (name: DocsFile) => Promise<string | undefined>;
  /** The built files of the pages by name. */
  readonly builtFile?: BuiltFiles["file"] | undefined;
}

const YEAR_S = 31_536_000;
const HOUR_S = 3_600;

/** A lot of twelve, the first one taken: the mark in the browser's tab. */
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0b6b5b"/><path d="M10 25V7h13v4h-8v4h7v4h-7v6z" fill="#fff"/></svg>`;

/** The files that pages link to. */
export const siteFiles = ({ docsFile, builtFile }: SiteFilesDeps): Hono =>
  new Hono()
    .get("/docs/files/docs.js", (c) => file(c, DOCS_SCRIPT, "text/javascript"))
    .get("/docs/files/:name", async (c) => {
      const name = c.req.param("name");
      const text = isDocsFile(name) ? await docsFile(name) : undefined;
      return text === undefined || !isDocsFile(name) ? c.notFound() : file(c, text, DOCS_FILES[name]);
    })
    .get("/assets/icon.svg", (c) => file(c, ICON, "image/svg+xml"))
    .get("/assets/:name", async (c) => {
      const built = await builtFile?.(c.req.param("name"));
      if (built === undefined) return c.notFound();
      c.header("Cache-Control", `public, max-age=${YEAR_S}, immutable`); // the name changes with the content
      return c.body(built.bytes, 200, { "Content-Type": built.type });
    });

/** A text file that pages link to, kept by browsers for an hour. */
function file(c: Context, text: string, type: string): Response {
  c.header("Cache-Control", `public, max-age=${HOUR_S}`);
  return c.body(text, 200, { "Content-Type": `${type}; charset=utf-8` });
}
