import { useReader, useSay } from "../ui/language.tsx";
import { Empty, Note } from "../ui/parts.tsx";
import { CampaignCards } from "./campaign-card.tsx";
import type { Tile } from "./campaign-words.ts";
import { PlatformFacts, type Statistics } from "./platform-facts.tsx";
import { PUBLIC } from "./public-messages.ts";
import type { Seeding } from "./visit.ts";

export interface HomeProps {
  /** `undefined` when the catalogue did not answer. */
  readonly tiles: readonly Tile[] | undefined;
  readonly statistics: Statistics | undefined;
  /** While a demo's past is being made. */
  readonly seeding: Seeding | undefined;
  readonly now: string;
}

const HOW = [
  ["how1", "how1Text"],
  ["how2", "how2Text"],
  ["how3", "how3Text"],
] as const;

const Live = ({ tiles, now }: Pick<HomeProps, "tiles" | "now">) => {
  const say = useSay(PUBLIC);
  if (tiles === undefined)
    return (
      <Note tone="danger" title={say("failedTitle")}>
        <p>{say("failedText")}</p>
        <a className="button quiet" href="/">
          {say("failedAct")}
        </a>
      </Note>
    );
  if (tiles.length === 0)
    return (
      <Empty
        title={say("homeEmptyTitle")}
        act={
          <a className="button" href="/app/enterprise">
            {say("homeEmptyAct")}
          </a>
        }
      >
        <p>{say("homeEmptyText")}</p>
      </Empty>
    );
  return (
    <>
      <p className="muted">{say("homeOrder")}</p>
      <CampaignCards tiles={tiles} now={now} />
      <p>
        <a href="/explore">{say("homeExplore")}</a>
      </p>
    </>
  );
};

/** The first page: what this is, what is open now, and what became of the money so far. */
export const HomePage = ({ tiles, statistics, seeding, now }: HomeProps) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  return (
    <div className="stack wide home">
      <div className="stack hero">
        <h1>{say("homeHeading")}</h1>
        <p className="lead">{say("homeIntro")}</p>
        <p className="row">
          <a className="button" href="/explore">
            {say("homeExplore")}
          </a>
          <a className="button quiet" href="/app/enterprise">
            {say("homeApply")}
          </a>
        </p>
      </div>
      {seeding === undefined ? null : (
        <Note tone="info" title={say("seedingTitle")}>
          <p>{say("seedingText", { done: seeding.done, total: seeding.total })}</p>
          <progress max={seeding.total} value={seeding.done} aria-label={say("seedingTitle")} />
        </Note>
      )}
      <section className="stack" aria-labelledby="live-title" lang={language}>
        <h2 id="live-title">{say("homeLive")}</h2>
        <Live tiles={tiles} now={now} />
      </section>
      {statistics === undefined ? null : <PlatformFacts statistics={statistics} />}
      <section className="stack" aria-labelledby="how-title">
        <h2 id="how-title">{say("howTitle")}</h2>
        <ol className="grid">
          {HOW.map(([title, text]) => (
            <li key={title} className="card stack tight">
              <h3>{say(title)}</h3>
              <p>{say(text)}</p>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
};
