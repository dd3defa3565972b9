import type { Context } from "hono";
import { html, raw } from "hono/html";
import type { Locale } from "../identity-provider/account.ts";
import type { BarPage } from "../local-bar/bar.ts";
import { type Reader, readerOf } from "./reader.ts";

export type Content = ReturnType<typeof html>;

/** What the machine's own pages take from the site: its look, and the bar that stands on every page. */
export interface PageFrame {
  /** The stylesheets of the site, in their order. */
  readonly styles: () => Promise<readonly string[]>;
  /** The bar as HTML. */
  readonly bar: (page: BarPage) => Promise<string>;
}

/** The machine's own pages that a header leads to. */
type Place = "mailbox" | "clock" | "codes";

const WORDS = {
  en: {
    skip: "Skip to the content",
    tools: "Tools of this machine",
    mailbox: "Mailbox",
    clock: "Clock",
    codes: "Codes",
  },
  "zh-CN": { skip: "跳到正文", tools: "本机工具", mailbox: "邮箱", clock: "时钟", codes: "验证码" },
} as const satisfies Record<Locale, Record<Place | "skip" | "tools", string>>;
const PATHS = { mailbox: "/mailbox", clock: "/dev/clock", codes: "/dev/codes" } as const satisfies Record<
  Place,
  string
>;
const PLACES = ["mailbox", "clock", "codes"] as const satisfies readonly Place[];
const OTHER = {
  en: { language: "zh-CN", name: "简体中文" },
  "zh-CN": { language: "en", name: "English" },
} as const satisfies Record<Locale, { language: Locale; name: string }>;

/** Nothing but our own files; forms lead to ourselves. */
const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Whether a browser asks, and not a program. */
export const wantsPage = (c: Context): boolean => c.req.header("accept")?.includes("text/html") === true;

/** Path and query of a request without the wish for a language. */
function pathOf(c: Context): string {
  const url = new URL(c.req.url);
  url.searchParams.delete("lang");
  return `${url.pathname}${url.search}`;
}

/** A page of the machine, in the looks and the language of the site. */
export async function localPage(
  c: Context,
  frame: PageFrame | undefined,
  page: {
    readonly place: Place;
    readonly title: (reader: Reader) => string;
    /** A stylesheet of its own. */
    readonly style?: string;
    readonly content: (reader: Reader) => Content | Promise<Content>;
  },
): Promise<Content> {
  const reader = readerOf(c);
  c.header("Content-Security-Policy", PAGE_POLICY);
  c.header("Content-Language", reader.language);
  const { language } = reader;
  const [words, other, path, title] = [WORDS[language], OTHER[language], pathOf(c), page.title(reader)];
  const styles = [
    ...(frame === undefined ? [] : [...(await frame.styles()), "/dev/bar.css"]),
    ...(page.style === undefined ? [] : [page.style]),
  ];
  const bar = (await frame?.bar({ ...reader, path })) ?? "";
  const link = (place: Place) =>
    html`<li><a href="${PATHS[place]}"${place === page.place ? raw(' aria-current="page"') : ""}>${words[place]}</a></li>`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${language === "en" ? "Firstlot" : "首批"}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${styles.map((href) => html`<link rel="stylesheet" href="${href}">`)}
${frame === undefined ? "" : html`<script src="/dev/bar.js" defer></script>`}
</head>
<body>
<a class="skip" href="#main">${words.skip}</a>
${raw(bar)}
<header class="bar"><div class="wrap">
<a class="wordmark" href="/">${language === "en" ? "Firstlot" : "首批"}</a>
<nav aria-label="${words.tools}"><ul>${PLACES.map(link)}</ul></nav>
<ul class="end"><li><a href="${path}${path.includes("?") ? "&" : "?"}lang=${other.language}" hreflang="${other.language}" lang="${other.language}">${other.name}</a></li></ul>
</div></header>
<main id="main" tabindex="-1"><div class="wrap">
${page.content(reader)}
</div></main>
</body>
</html>`;
}
