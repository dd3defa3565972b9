import { type Context, Hono } from "hono";
import { sayIn } from "../../messages/say.ts";
import { pageHtml } from "../layout.tsx";
import { type PagesDeps, type Visit, visitOf } from "../visit.ts";
import { cashFlow } from "./cash-flow.ts";
import { csvOf } from "./csv.ts";
import { readHoldings } from "./holdings.ts";
import { PORTFOLIO } from "./portfolio-messages.ts";
import { PortfolioPage } from "./portfolio-page.tsx";
import { signInFirst } from "./sign-in-first.tsx";
import { concentrationsOf, totalsOf } from "./totals.ts";

const ROWS_PER_PAGE = 20;

/** The portfolio and its table as a file. */
export function portfolioPages(deps: PagesDeps): Hono {
  const page = (act: (visit: Visit, c: Context) => Promise<Response>) => async (c: Context) => {
    const visit = await visitOf(c, deps);
    c.header("Cache-Control", "private, no-store");
    return visit.me === undefined ? signInFirst(c, visit, "portfolio") : act(visit, c);
  };
  return new Hono()
    .get(
      "/portfolio",
      page(async (visit, c) => {
        const { api, now, zone, language } = visit;
        const { holdings, isWhole } = await readHoldings(api);
        const pages = Math.max(1, Math.ceil(holdings.length / ROWS_PER_PAGE));
        const asked = Number(c.req.query("page") ?? 1);
        const at = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), pages) : 1;
        const totals = totalsOf(holdings, now);
        const flows = totals.map(({ currency }) => ({
          currency,
          flow: cashFlow(holdings, { currency, zone }),
        }));
        return c.html(
          pageHtml(
            { visit, head: { title: sayIn(PORTFOLIO, language)("title") }, current: "portfolio" },
            <PortfolioPage
              shown={holdings.slice((at - 1) * ROWS_PER_PAGE, at * ROWS_PER_PAGE)}
              concentrations={concentrationsOf(holdings)}
              page={at}
              {...{ totals, flows, pages, isWhole, now }}
            />,
          ),
        );
      }),
    )
    .get(
      "/portfolio.csv",
      page(async ({ api, language, now }, c) => {
        const { holdings } = await readHoldings(api);
        c.header("Content-Type", "text/csv; charset=utf-8");
        c.header("Content-Disposition", `attachment; filename="portfolio-${now.slice(0, 10)}.csv"`);
        return c.body(csvOf(holdings, language));
      }),
    );
}
