import { type Context, Hono } from "hono";
import { accountPages } from "./account-pages.tsx";
import { campaignPages } from "./campaign-pages.tsx";
import { comparePages } from "./compare/compare-pages.tsx";
import { docsPages } from "./docs-pages.tsx";
import { explorePages } from "./explore-pages.tsx";
import { homePages } from "./home-pages.tsx";
import { invitationPages } from "./invitations/pages.tsx";
import { signInAgainPage } from "./message-pages.tsx";
import { noticePages } from "./notices/pages.tsx";
import { pledgePages } from "./pledging/pages.tsx";
import { portfolioPages } from "./portfolio/pages.tsx";
import { type PagesDeps, type Visit, visitOf } from "./visit.ts";
import { workspacePage } from "./workspace-page.tsx";

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
    .route("/", comparePages(deps))
    .route("/", accountPages(deps))
    .route("/", docsPages(deps))
    .route("/", pledgePages(deps))
    .route("/", portfolioPages(deps))
    .route("/", noticePages(deps))
    .route("/", invitationPages(deps));
}
