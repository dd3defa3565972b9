import { type Context, Hono } from "hono";
import { sayIn } from "../messages/say.ts";
import { useReader, useSay } from "../ui/language.tsx";
import { Empty, Note } from "../ui/parts.tsx";
import { CampaignCards } from "./campaign-card.tsx";
import type { Tile } from "./campaign-words.ts";
import { COMPARED_MAX } from "./compare/compare-query.ts";
import { FilterChips, FilterForm, filterText } from "./explore-filters.tsx";
import {
  activeOf,
  apiQuery,
  explorePath,
  type FilterName,
  type Filters,
  filtersOf,
  mistakeOf,
  without,
} from "./explore-query.ts";
import { pageHtml } from "./layout.tsx";
import { PUBLIC, type PublicSay } from "./public-messages.ts";
import { type PagesDeps, type Visit, visitOf } from "./visit.ts";

const PAGE_TILES = 24;
const COUNT_MAX = 50;

/** The filter that excludes most, with how many campaigns there are without it. */
type Excluding = { readonly name: FilterName; readonly count: number };

type Found =
  | {
      readonly kind: "read";
      readonly tiles: readonly Tile[];
      readonly total: number | undefined;
      readonly next: string | undefined;
      readonly excluding: Excluding | undefined;
    }
  | { readonly kind: "amount" | "currency" | "cursor" | "failed" };

const query = (visit: Visit, filters: Filters, limit: number) =>
  visit.api.GET("/campaigns", { params: { query: apiQuery(filters, { now: visit.now, limit }) } });

/** Drops each filter in turn; bounded by the seven there are. */
async function excludingOf(visit: Visit, filters: Filters): Promise<Excluding | undefined> {
  const counts = await Promise.all(
    activeOf(filters).map(async (name) => {
      const { data } = await query(visit, without(filters, name), COUNT_MAX);
      return { name, count: data?.total ?? data?.items.length ?? 0 };
    }),
  );
  const [most] = counts.toSorted((a, b) => b.count - a.count);
  return most !== undefined && most.count > 0 ? most : undefined;
}

async function find(visit: Visit, filters: Filters): Promise<Found> {
  const mistake = mistakeOf(filters);
  if (mistake !== undefined) return { kind: mistake };
  const { data, error } = await query(visit, filters, PAGE_TILES);
  if (data === undefined) return { kind: error.code === "bad_cursor" ? "cursor" : "failed" };
  const { items: tiles, total, next } = data;
  const excluding = tiles.length === 0 ? await excludingOf(visit, filters) : undefined;
  return { kind: "read", tiles, total, next, excluding };
}

const NothingFound = ({ filters, excluding }: { filters: Filters; excluding: Excluding | undefined }) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  if (activeOf(filters).length === 0) {
    const isLive = filters.state === "live";
    return (
      <Empty
        title={say(isLive ? "emptyLiveTitle" : "emptyEndedTitle")}
        act={
          isLive ? (
            <a className="button" href={explorePath({ state: "ended" })}>
              {say("homeEnded")}
            </a>
          ) : (
            <a className="button" href="/explore">
              {say("homeExplore")}
            </a>
          )
        }
      >
        <p>{say("homeEmptyText")}</p>
      </Empty>
    );
  }
  if (excluding === undefined)
    return (
      <Empty
        title={say("emptyTitle")}
        act={
          <a className="button" href={explorePath({ state: filters.state })}>
            {say("chipClear")}
          </a>
        }
      >
        <p>{say("emptyAll")}</p>
      </Empty>
    );
  const filter = filterText(say, filters, excluding.name, language);
  return (
    <Empty
      title={say("emptyTitle")}
      act={
        <a className="button" href={explorePath(without(filters, excluding.name))}>
          {say("emptyDrop", { filter })}
        </a>
      }
    >
      <p>{say("emptyNames", { filter, count: excluding.count })}</p>
    </Empty>
  );
};

const firstPage = ({ cursor: _cursor, ...filters }: Filters): string => explorePath(filters);

const PROBLEMS = {
  amount: "problemAmount",
  currency: "problemCurrency",
  cursor: "problemCursor",
} as const;

const Results = ({ filters, found, visit }: { filters: Filters; found: Found; visit: Visit }) => {
  const say = useSay(PUBLIC);
  if (found.kind === "failed")
    return (
      <Note tone="danger" title={say("failedTitle")} alert>
        <p>{say("failedText")}</p>
        <a className="button quiet" href={visit.path}>
          {say("failedAct")}
        </a>
      </Note>
    );
  if (found.kind !== "read")
    return (
      <Note tone="warn" title={say("problemTitle")} alert>
        <p>{say(PROBLEMS[found.kind])}</p>
        {found.kind === "cursor" ? (
          <a className="button quiet" href={firstPage(filters)}>
            {say("first")}
          </a>
        ) : null}
      </Note>
    );
  const { tiles, next, excluding } = found;
  if (tiles.length === 0) return <NothingFound filters={filters} excluding={excluding} />;
  return (
    <>
      <form className="stack" method="get" action="/compare">
        <CampaignCards tiles={tiles} now={visit.now} canCompare={tiles.length > 1} />
        {tiles.length > 1 ? (
          <p className="row compare-act no-print">
            <button type="submit" className="button quiet">
              {say("compareAct")}
            </button>
            <span className="small muted">{say("compareHint", { most: COMPARED_MAX })}</span>
          </p>
        ) : null}
      </form>
      <nav className="row between" aria-label={say("exploreTitle")}>
        {filters.cursor === undefined ? <span /> : <a href={firstPage(filters)}>{say("first")}</a>}
        {next === undefined ? null : (
          <a className="button quiet" rel="next" href={explorePath({ ...filters, cursor: next })}>
            {say("next")}
          </a>
        )}
      </nav>
    </>
  );
};

/** How many there are; where only this page is known, that is said. */
function countText(say: PublicSay, { cursor }: Filters, found: Extract<Found, { kind: "read" }>): string {
  const { total, tiles, next } = found;
  const isWhole = cursor === undefined && next === undefined;
  if (total === undefined && !isWhole) return say("shown", { count: tiles.length });
  return say("found", { count: total ?? tiles.length });
}

const ExplorePage = (props: { filters: Filters; found: Found; visit: Visit }) => {
  const say = useSay(PUBLIC);
  const { filters, found } = props;
  const announced = found.kind === "read" ? countText(say, filters, found) : "";
  return (
    <div className="stack">
      <h1>{say("exploreTitle")}</h1>
      <div className="explore">
        <FilterForm filters={filters} />
        <section className="stack" aria-labelledby="results-title">
          <h2 id="results-title" className="away">
            {say("results")}
          </h2>
          <FilterChips filters={filters} />
          <p role="status" className="muted">
            {announced}
          </p>
          <Results {...props} />
        </section>
      </div>
    </div>
  );
};

const STATUS = { read: 200, amount: 422, currency: 422, cursor: 422, failed: 503 } as const;

/** `/explore`: every public campaign, with filters that live in the address. */
export const explorePages = (deps: PagesDeps): Hono =>
  new Hono().get("/explore", async (c: Context) => {
    const visit = await visitOf(c, deps);
    const say = sayIn(PUBLIC, visit.language);
    const filters = filtersOf(c.req.query());
    const found = await find(visit, filters);
    const isPlain = activeOf(filters).length === 0 && filters.cursor === undefined;
    const head = {
      title: say("exploreTitle"),
      description: say("exploreDescription"),
      ...(isPlain ? { canonical: explorePath({ state: filters.state }) } : {}),
    };
    const html = pageHtml(
      { visit, head, current: "explore" },
      <ExplorePage {...{ filters, found, visit }} />,
    );
    return c.html(html, STATUS[found.kind]);
  });
