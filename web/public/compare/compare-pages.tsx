import { type Context, Hono } from "hono";
import { sayIn } from "../../messages/say.ts";
import { useReader, useSay, written } from "../../ui/language.tsx";
import { Empty, Note } from "../../ui/parts.tsx";
import { type Campaign, readCampaign } from "../campaign/campaign-read.ts";
import type { Tile } from "../campaign-words.ts";
import { pageHtml } from "../layout.tsx";
import { PUBLIC } from "../public-messages.ts";
import { type PagesDeps, type Visit, visitOf } from "../visit.ts";
import { type Asked, askedOf, COMPARED_MAX } from "./compare-query.ts";
import { CompareTable } from "./compare-table.tsx";

const OTHERS_MAX = 50;

interface Compared {
  readonly campaigns: readonly Campaign[];
  /** What was asked for and is no public campaign. */
  readonly unknown: readonly string[];
  /** How many were asked for beyond the three that are shown. */
  readonly left: number;
  /** Live campaigns that can be added; none where three stand already. */
  readonly others: readonly Tile[];
  readonly now: string;
}

async function read({ api, now }: Visit, { ids, malformed, left }: Asked): Promise<Compared> {
  const found = await Promise.all(ids.map((id) => readCampaign(api, id)));
  const campaigns = found.filter((campaign) => campaign !== undefined);
  const missing = ids.filter((_, at) => found[at] === undefined);
  const others = campaigns.length === COMPARED_MAX ? [] : await othersThan(api, ids);
  return { campaigns, unknown: [...missing, ...malformed], left, others, now };
}

async function othersThan(api: Visit["api"], ids: readonly string[]): Promise<readonly Tile[]> {
  const query = { state: "live", order: "ending-soon", limit: OTHERS_MAX } as const;
  const { data } = await api.GET("/campaigns", { params: { query } });
  return (data?.items ?? []).filter(({ id }) => !ids.includes(id));
}

/** Adds one more by choosing it: the address of the result can be shared. */
const AddOne = ({ campaigns, others }: Pick<Compared, "campaigns" | "others">) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  if (others.length === 0) return null;
  return (
    <form className="row compare-add no-print" method="get" action="/compare">
      {campaigns.map(({ id }) => (
        <input key={id} type="hidden" name="id" value={id} />
      ))}
      <div className="field">
        <label htmlFor="add">{say("compareAdd")}</label>
        <select id="add" name="id">
          {others.map(({ id, title, enterpriseName }) => (
            <option key={id} value={id}>
              {written(title, language).text} · {enterpriseName}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className="button quiet">
        {say("compareAddAct")}
      </button>
    </form>
  );
};

const ComparePage = (compared: Compared) => {
  const say = useSay(PUBLIC);
  const { campaigns, unknown, left, now } = compared;
  return (
    <div className="stack wide">
      <h1>{say("compareTitle")}</h1>
      {unknown.length === 0 ? null : (
        <Note tone="warn" title={say("compareUnknown", { count: unknown.length })}>
          <ul>
            {unknown.map((id) => (
              <li key={id}>
                <code>{id}</code>
              </li>
            ))}
          </ul>
        </Note>
      )}
      {left === 0 ? null : (
        <Note tone="info">
          <p>{say("compareLeft", { most: COMPARED_MAX, left })}</p>
        </Note>
      )}
      {campaigns.length === 0 ? (
        <Empty
          title={say("compareEmptyTitle")}
          act={
            <a className="button" href="/explore">
              {say("homeExplore")}
            </a>
          }
        >
          <p>{say("compareEmptyText", { most: COMPARED_MAX })}</p>
        </Empty>
      ) : (
        <>
          <p className="muted">{say("compareIntro")}</p>
          <CompareTable campaigns={campaigns} now={now} />
          <p className="small muted">
            {say("notBuying")} {say("reviewMeans")}
          </p>
        </>
      )}
      <AddOne {...compared} />
    </div>
  );
};

/** `/compare?id=…&id=…`: up to three public campaigns side by side. */
export const comparePages = (deps: PagesDeps): Hono =>
  new Hono().get("/compare", async (c: Context) => {
    const visit = await visitOf(c, deps);
    const say = sayIn(PUBLIC, visit.language);
    const asked = askedOf(c.req.queries("id") ?? []);
    const compared = await read(visit, asked);
    const head = { title: say("compareTitle"), description: say("compareDescription") };
    return c.html(pageHtml({ visit, head, current: "explore" }, <ComparePage {...compared} />));
  });
