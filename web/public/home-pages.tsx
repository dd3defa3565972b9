import { Hono } from "hono";
import { sayIn } from "../messages/say.ts";
import { HomePage } from "./home-page.tsx";
import { pageHtml } from "./layout.tsx";
import { notFoundPage } from "./message-pages.tsx";
import { readStatistics } from "./platform-facts.tsx";
import { PUBLIC } from "./public-messages.ts";
import { TryPage } from "./try-page.tsx";
import { type PagesDeps, type PublicApi, visitOf } from "./visit.ts";

const TILES = 6;

async function readLive(api: PublicApi) {
  const { data } = await api.GET("/campaigns", {
    params: { query: { state: "live", order: "ending-soon", limit: TILES } },
  });
  return data?.items;
}

const organisation = (origin: string, name: string) => ({
  "@context": "https://schema.org",
  "@type": "Organization",
  name,
  url: `${origin}/`,
});

/** `/`, and `/try` on a platform that is there to be tried. */
export const homePages = (deps: PagesDeps): Hono =>
  new Hono()
    .get("/", async (c) => {
      const visit = await visitOf(c, deps);
      const say = sayIn(PUBLIC, visit.language);
      const [tiles, statistics] = await Promise.all([readLive(visit.api), readStatistics(visit.api)]);
      const head = {
        title: say("homeTitle"),
        description: say("homeDescription"),
        canonical: "/",
        data: organisation(deps.origin, "Firstlot"),
      };
      const seeding = deps.local?.seeding?.();
      const page = <HomePage {...{ tiles, statistics, seeding }} now={visit.now} />;
      return c.html(pageHtml({ visit, head }, page), tiles === undefined ? 503 : 200);
    })
    .get("/try", async (c) => {
      const visit = await visitOf(c, deps);
      const { local } = deps;
      if (local === undefined) return c.html(notFoundPage(visit), 404);
      const head = { title: sayIn(PUBLIC, visit.language)("tryTitle") };
      return c.html(pageHtml({ visit, head }, <TryPage local={local} now={visit.now} />));
    });
