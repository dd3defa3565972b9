/** @jsxImportSource hono/jsx */
import type { z } from "@hono/zod-openapi";
import { PUBLIC_BASE } from "../public/app.ts";
import type { tileView } from "../public/catalogue-views.ts";
import { countryText, fundedPercent, instantText, moneyText } from "./format.ts";
import type { SiteLanguage } from "./language.ts";
import { documentHtml, Layout, type PageFrame } from "./layout.tsx";
import { type Say, sayIn } from "./messages.ts";
import { type TryIt, TrySection } from "./try-section.tsx";

type TileView = z.infer<typeof tileView>;

/** What the first page shows; `failed` when the catalogue did not answer. */
export type OpenCampaigns =
  | { readonly kind: "read"; readonly tiles: readonly TileView[] }
  | { readonly kind: "failed" };

const textOf = (text: { en?: string | undefined; zh?: string | undefined }, language: SiteLanguage): string =>
  (language === "en" ? (text.en ?? text.zh) : (text.zh ?? text.en)) ?? "";

const Raised = ({ tile, language, say }: { tile: TileView; language: SiteLanguage; say: Say }) => {
  const { raised, minGoal, backers } = tile;
  const percent = fundedPercent(raised, minGoal);
  return (
    <>
      <p class="raised">
        <strong>{moneyText(raised, language)}</strong>{" "}
        <span class="muted">
          {say("raisedOf")} {moneyText(minGoal, language)}
        </span>
      </p>
      <progress max={100} value={Math.min(100, percent)} aria-label={`${percent}% ${say("funded")}`} />
      <p class="facts">
        <span>{language === "en" ? `${percent}% ${say("funded")}` : `${say("funded")} ${percent}%`}</span>
        <span>
          {backers} {say(backers === 1 ? "backer" : "backers")}
        </span>
      </p>
    </>
  );
};

const Tile = ({ tile, language, say }: { tile: TileView; language: SiteLanguage; say: Say }) => (
  <li class="card">
    {tile.image === undefined ? null : <img src={`${PUBLIC_BASE}/${tile.image}`} alt="" loading="lazy" />}
    <div>
      <h3 lang={tile.language === "zh" ? "zh-CN" : "en"}>{textOf(tile.title, language)}</h3>
      <p class="small muted">
        {say("by")} {tile.enterpriseName}, {textOf(tile.place.city, language)},{" "}
        {countryText(tile.place.country, language)}
      </p>
      <Raised tile={tile} language={language} say={say} />
      <p class="foot small">
        {say("ends")} <time datetime={tile.closesAt}>{instantText(tile.closesAt, language)}</time>
        <br />
        <a href={`${PUBLIC_BASE}/campaigns/${tile.id}`}>{say("record")}</a>
      </p>
    </div>
  </li>
);

const Campaigns = (props: { campaigns: OpenCampaigns; language: SiteLanguage; say: Say }) => {
  const { campaigns, language, say } = props;
  if (campaigns.kind === "failed")
    return (
      <div class="notice bad" role="alert">
        <h3>{say("failedTitle")}</h3>
        <p>{say("failedText")}</p>
      </div>
    );
  if (campaigns.tiles.length === 0)
    return (
      <div class="notice">
        <h3>{say("emptyTitle")}</h3>
        <p>{say("emptyText")}</p>
        <a class="button" href="/docs?api=public#/enterprise/startApplication">
          {say("emptyAct")}
        </a>
      </div>
    );
  return (
    <>
      <p class="muted">{say("order")}</p>
      <ul class="grid">
        {campaigns.tiles.map((tile) => (
          <Tile tile={tile} language={language} say={say} />
        ))}
      </ul>
    </>
  );
};

interface HomeProps {
  readonly frame: PageFrame;
  readonly campaigns: OpenCampaigns;
  /** Business time. */
  readonly now: string;
  readonly tryIt: TryIt | undefined;
}

const HomePage = (props: HomeProps) => {
  const { frame, campaigns, now, tryIt } = props;
  const say = sayIn(frame.language);
  return (
    <Layout frame={frame}>
      <h1>{say("heading")}</h1>
      <p class="lead">{say("intro")}</p>
      <section id="campaigns" aria-labelledby="campaigns-title">
        <h2 id="campaigns-title">{say("campaigns")}</h2>
        <Campaigns campaigns={campaigns} language={frame.language} say={say} />
      </section>
      {tryIt === undefined ? null : (
        <TrySection tryIt={tryIt} now={now} language={frame.language} say={say} />
      )}
    </Layout>
  );
};

/** The first page: what is open now, and on a local platform what to try and where everything is. */
export const homePage = (props: HomeProps) => documentHtml(<HomePage {...props} />);
