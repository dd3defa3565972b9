/** @jsxImportSource hono/jsx */
import { html } from "hono/html";
import type { PropsWithChildren } from "hono/jsx";
import type { SiteLanguage } from "./language.ts";
import { type Say, sayIn } from "./messages.ts";
import { SITE_CSS_VERSION } from "./stylesheet.ts";

/** What every page is made with. */
export interface PageFrame {
  readonly language: SiteLanguage;
  /** Path and query of the page without `lang`, to switch its language in place. */
  readonly path: string;
  readonly current?: "home" | "docs";
  readonly hasTry: boolean;
}

const inLanguage = (path: string, language: SiteLanguage): string =>
  `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;

type LayoutProps = PropsWithChildren<{
  frame: PageFrame;
  title?: string;
  /** Scripts and stylesheets of this page alone. */
  head?: unknown;
}>;

const Navigation = ({ frame, say }: { frame: PageFrame; say: Say }) => {
  const { language, path, current, hasTry } = frame;
  return (
    <header class="bar">
      <div class="wrap">
        <a class="wordmark" href="/" {...(current === "home" ? { "aria-current": "page" } : {})}>
          {say("name")}
        </a>
        <nav>
          <ul>
            <li>
              <a href="/#campaigns">{say("navCampaigns")}</a>
            </li>
            {hasTry ? (
              <li>
                <a href="/#try">{say("navTry")}</a>
              </li>
            ) : null}
            <li>
              <a href="/docs" {...(current === "docs" ? { "aria-current": "page" } : {})}>
                {say("navDocs")}
              </a>
            </li>
          </ul>
        </nav>
        <ul class="languages" aria-label={say("language")}>
          <li>
            <a
              href={inLanguage(path, "en")}
              lang="en"
              hreflang="en"
              {...(language === "en" ? { "aria-current": "true" } : {})}
            >
              English
            </a>
          </li>
          <li>
            <a
              href={inLanguage(path, "zh-CN")}
              lang="zh-CN"
              hreflang="zh-CN"
              {...(language === "zh-CN" ? { "aria-current": "true" } : {})}
            >
              中文
            </a>
          </li>
        </ul>
      </div>
    </header>
  );
};

/** The frame of every page: skip link, navigation, one `main`, footer. No script and no style of its own. */
export const Layout = ({ frame, title, head, children }: LayoutProps) => {
  const { language, path } = frame;
  const say = sayIn(language);
  const name = say("name");
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title === undefined ? `${name}: ${say("tagline")}` : `${title} · ${name}`}</title>
        <meta name="description" content={say("tagline")} />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={`/assets/site.css?v=${SITE_CSS_VERSION}`} />
        <link rel="alternate" hreflang="en" href={inLanguage(path, "en")} />
        <link rel="alternate" hreflang="zh-CN" href={inLanguage(path, "zh-CN")} />
        {head}
      </head>
      <body>
        <a class="skip" href="#main">
          {say("skip")}
        </a>
        <Navigation frame={frame} say={say} />
        <main id="main" class="wrap">
          {children}
        </main>
        <footer>
          <div class="wrap">{say("footer")}</div>
        </footer>
      </body>
    </html>
  );
};

/** A whole document of a page. */
export const documentHtml = (page: unknown) => html`<!doctype html>${page}`;
