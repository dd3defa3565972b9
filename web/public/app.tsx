import { type Context, Hono } from "hono";
import { type Say, sayIn } from "../messages/say.ts";
import { Empty } from "../ui/parts.tsx";
import { accountPages } from "./account-pages.tsx";
import { campaignPages } from "./campaign-pages.tsx";
import { docsPages } from "./docs-pages.tsx";
import { explorePages } from "./explore-pages.tsx";
import { homePages } from "./home-pages.tsx";
import { pageHtml } from "./layout.tsx";
import { noticePages } from "./notices/pages.tsx";
import { pledgePages } from "./pledging/pages.tsx";
import { portfolioPages } from "./portfolio/pages.tsx";
import { SITE } from "./site-messages.ts";
import { type PagesDeps, signInPath, type Visit, visitOf } from "./visit.ts";
import { workspacePage } from "./workspace-page.tsx";

type SiteSay = Say<typeof SITE.en>;

const message = (
  visit: Visit,
  of: (say: SiteSay) => { title: string; text: string; href: string; act: string },
) => {
  const { title, text, href, act } = of(sayIn(SITE, visit.language));
  return pageHtml(
    { visit, head: { title } },
    <div className="stack narrow">
      <h1>{title}</h1>
      <Empty
        title={text}
        act={
          <a className="button" href={href}>
            {act}
          </a>
        }
      />
    </div>,
  );
};

/** The page for what is not there. */
export const notFoundPage = (visit: Visit): string =>
  message(visit, (say) => ({
    title: say("notFoundTitle"),
    text: say("notFoundText"),
    href: "/explore",
    act: say("notFoundAct"),
  }));

/** The page for a form that did not come from us. */
export const foreignFormPage = (visit: Visit): string =>
  message(visit, (say) => ({
    title: say("foreignTitle"),
    text: say("foreignText"),
    href: "/",
    act: say("notFoundAct"),
  }));

/** The page for what broke. */
export const brokenPage = (visit: Visit): string =>
  message(visit, (say) => ({
    title: say("brokenTitle"),
    text: say("brokenText"),
    href: visit.path,
    act: say("notFoundAct"),
  }));

const signInAgainPage = (visit: Visit, back: string): string =>
  message(visit, (say) => ({
    title: say("signInAgainTitle"),
    text: say("signInAgainText"),
    href: signInPath({ path: back }),
    act: say("signIn"),
  }));

/**
 * The pages of the site: complete HTML from the server, forms that work without a script. What they show and do goes
 * through the public API as the browser that asks.
 */
export function createPages(deps: PagesDeps): Hono {
  const page =
    (render: (visit: Visit, c: Context) => Promise<string> | string) =>
    async (c: Context): Promise<Response> =>
      c.html(await render(await visitOf(c, deps), c));
  return new Hono()
    .get(
      "/signin/again",
      page((visit, c) => signInAgainPage(visit, c.req.query("return") ?? "/")),
    )
    .get(
      "/app",
      page((visit) => workspacePage(visit)),
    )
    .get(
      "/app/*",
      page((visit) => workspacePage(visit)),
    )
    .route("/", homePages(deps))
    .route("/", explorePages(deps))
    .route("/", campaignPages(deps))
    .route("/", accountPages(deps))
    .route("/", docsPages(deps))
    .route("/", pledgePages(deps))
    .route("/", portfolioPages(deps))
    .route("/", noticePages(deps));
}
