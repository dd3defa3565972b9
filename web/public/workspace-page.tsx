import { renderToStaticMarkup } from "react-dom/server";
import { sayIn } from "../messages/say.ts";
import { FurnitureFiles, FurnitureTop } from "./furniture.tsx";
import { SITE } from "./site-messages.ts";
import type { Visit } from "./visit.ts";

/** The empty document that the workspaces fill: who reads it travels in `data-` attributes, never in a script. */
export function workspacePage(visit: Visit): string {
  const { language, zone, assets, deps } = visit;
  const say = sayIn(SITE, language);
  return `<!doctype html>${renderToStaticMarkup(
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{say("name")}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        {assets.app.styles.map((href) => (
          <link key={href} rel="stylesheet" href={href} />
        ))}
        <script src={assets.app.script} type="module" />
        <FurnitureFiles furniture={visit.furniture} />
      </head>
      <body>
        <a className="skip" href="#main">
          {say("skip")}
        </a>
        <FurnitureTop furniture={visit.furniture} />
        <div
          id="app"
          data-language={language}
          data-zone={zone}
          data-local={deps.local === undefined ? undefined : JSON.stringify(deps.local)}
        />
        <noscript>
          <p>{say("name")}: JavaScript is needed here. 此处需要 JavaScript。</p>
        </noscript>
      </body>
    </html>,
  )}`;
}
