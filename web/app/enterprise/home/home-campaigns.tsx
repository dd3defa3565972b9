import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CodeWord } from "../../../ui/code-word.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Money, moneyText, percentOf } from "../../../ui/money.tsx";
import { Empty } from "../../../ui/parts.tsx";
import { MOMENT, SaidTime } from "../../../ui/said-time.tsx";
import { openApi } from "../../api.ts";
import { type CampaignRow, campaignKey } from "../campaign/campaign-data.ts";
import { CAMPAIGN } from "../campaign/campaign-messages.ts";
import { StatusTag } from "../campaign/status.tsx";
import { useTranches } from "../money/money-data.ts";
import { HOME } from "./home-messages.ts";
import { activeCampaigns, hasMoney } from "./turns.ts";

/** Each campaign shown costs a read or two. */
const SHOWN_MAX = 6;
const PAYS_OUT: ReadonlySet<string> = new Set(["funded", "delivering"]);

/** What everybody sees of a published campaign's money: one small read, kept by the platform. */
const useCard = (row: CampaignRow) =>
  useQuery({
    queryKey: [...campaignKey({ enterpriseId: row.enterpriseId, campaignId: row.id }), "card"],
    queryFn: async () =>
      granted(await openApi.GET("/campaigns/{campaignId}", { params: { path: { campaignId: row.id } } })),
    enabled: hasMoney(row),
  });

const RaisedOf = ({ row }: { readonly row: CampaignRow }) => {
  const say = useSay(HOME);
  const { language } = useReader();
  const { data } = useCard(row);
  if (data?.minGoal === undefined) return null;
  const { raised, minGoal, closesAt } = data;
  const percent = percentOf(raised, minGoal);
  return (
    <>
      <span>
        <Money value={raised} /> {say("ofGoal", { goal: moneyText(minGoal, language), percent })}
      </span>
      <progress
        value={Math.min(100, Number(percent))}
        max={100}
        aria-label={say("raisedLabel", { title: row.title })}
      />
      {row.status === "live" ? (
        <span className="muted small">
          <SaidTime text={say("ends", { time: MOMENT })} at={closesAt} />
        </span>
      ) : null}
    </>
  );
};

/** The tranche that can be asked for now, with its amount. */
const NextTranche = ({ row, base }: { readonly row: CampaignRow; readonly base: string }) => {
  const say = useSay(HOME);
  const { language } = useReader();
  const { data = [] } = useTranches({ enterpriseId: row.enterpriseId, campaignId: row.id });
  const next = data.find(({ status }) => status !== "paid" && status !== "returned_to_backers");
  if (next === undefined) return null;
  const { position, amount, status } = next;
  const about = { position, amount: moneyText(amount, language) };
  const isOpen = status === "locked" || status === "refused";
  return (
    <Link className={isOpen ? "due" : ""} to={`${base}/campaigns/${row.id}/money`}>
      {say(isOpen ? "trancheOpen" : "trancheRuns", about)}
    </Link>
  );
};

/** The campaigns that something still happens to: state, money, what comes next. */
export const HomeCampaigns = (props: {
  readonly campaigns: readonly CampaignRow[];
  readonly base: string;
}) => {
  const say = useSay(HOME);
  const { campaigns, base } = props;
  const shown = activeCampaigns(campaigns, SHOWN_MAX);
  return (
    <section className="stack" aria-labelledby="home-campaigns">
      <div className="row between">
        <h2 id="home-campaigns">{say("campaigns")}</h2>
        <Link to={`${base}/campaigns`}>{say("allCampaigns")}</Link>
      </div>
      {shown.length === 0 ? (
        <Empty title={say("noCampaigns")}>
          <p>{say("noCampaignsText")}</p>
        </Empty>
      ) : (
        <ul className="grid">
          {shown.map((row) => (
            <li key={row.id} className="card stack tight">
              <div className="row between top">
                <h3>
                  <Link to={`${base}/campaigns/${row.id}`}>
                    {row.title === "" ? say("untitled") : row.title}
                  </Link>
                </h3>
                <StatusTag status={row.status} />
              </div>
              <RaisedOf row={row} />
              {PAYS_OUT.has(row.status) ? <NextTranche row={row} base={base} /> : null}
              <span className="muted small">
                <CodeWord voice={CAMPAIGN} group="next" code={row.status} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
