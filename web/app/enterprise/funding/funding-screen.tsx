import { useReader, useSay } from "../../../ui/language.tsx";
import { Money, minorOf, moneyOfMinor, moneyText, percentOf } from "../../../ui/money.tsx";
import { Facts, Note } from "../../../ui/parts.tsx";
import { dayText, Time } from "../../../ui/time.tsx";
import { Loaded } from "../../parts/problem.tsx";
import { type Campaign, useCampaign, useCampaignPath } from "../campaign/campaign-data.ts";
import { Alerts, NextAct } from "./attention.tsx";
import type { Share } from "./flow.ts";
import { FlowPicture } from "./flow-picture.tsx";
import { type Funding, useFunding } from "./funding-data.ts";
import { FUNDING } from "./funding-messages.ts";
import { PACE_DAYS, type Pace, paceOf } from "./pace.ts";
import { RaisedPicture, type Run } from "./raised-picture.tsx";
import { CountryTable, ItemTable, SourceTable } from "./share-tables.tsx";

const DAY_MS = 86_400_000;

/** The run of a published campaign; `undefined` of one that never was. */
function runOf({ status, publishedAt, closesAt, terms }: Campaign): Run | undefined {
  const { minGoal: goal, hardCap: cap } = terms;
  return publishedAt === undefined || closesAt === undefined || goal === undefined || cap === undefined
    ? undefined
    : { status, publishedAt, closesAt, goal, cap };
}

/** What went in the last seven days. */
function goneLately({ days, asOf, totals }: Funding): Share {
  const since = new Date(Date.parse(asOf) - PACE_DAYS * DAY_MS).toISOString();
  const gone = days.filter(({ day }) => day >= since.slice(0, day.length)).map((day) => day.gone);
  const minor = gone.reduce((sum, { amount }) => sum + minorOf(amount), 0n);
  return {
    pledges: gone.reduce((sum, { pledges }) => sum + pledges, 0),
    amount: moneyOfMinor(minor, totals.amount),
  };
}

const Figures = ({ run, funding }: { readonly run: Run; readonly funding: Funding }) => {
  const say = useSay(FUNDING);
  const { language } = useReader();
  const { totals, reserved, asOf } = funding;
  return (
    <Facts
      items={[
        [
          say("raised"),
          <span key="raised">
            <Money value={totals.amount} />
            <br />
            <span className="muted small">
              {say("ofGoal", { percent: percentOf(totals.amount, run.goal) })}
            </span>
          </span>,
        ],
        [say("paidPledges"), totals.pledges],
        [say("held"), <Money key="held" value={totals.held} />],
        [
          say("reserved"),
          say("reservedText", {
            pledges: reserved.pledges,
            amount: moneyText(reserved.amount, language),
          }),
        ],
        [say(asOf < run.closesAt ? "ends" : "ended"), <Time key="end" at={run.closesAt} />],
      ]}
    />
  );
};

const PaceNote = ({ pace, run }: { readonly pace: Pace; readonly run: Run }) => {
  const say = useSay(FUNDING);
  const reader = useReader();
  const { capAt, percent } = pace;
  const values = {
    perDay: moneyText(pace.perDay, reader.language),
    atDeadline: moneyText(pace.atDeadline, reader.language),
    cap: moneyText(run.cap, reader.language),
  };
  return (
    <section className="card stack tight">
      <h2>
        {capAt === undefined
          ? say("paceTitle", { percent })
          : say("paceTitleCap", { day: dayText(capAt, reader) })}
      </h2>
      <p>{say(capAt === undefined ? "paceText" : "paceTextCap", values)}</p>
      <p className="muted">{say("notFinal")}</p>
      <details>
        <summary>{say("paceMethod")}</summary>
        <p>{say("paceMethodText", { days: pace.days })}</p>
      </details>
    </section>
  );
};

const Dashboard = (props: { readonly campaign: Campaign; readonly run: Run; readonly funding: Funding }) => {
  const say = useSay(FUNDING);
  const { campaign, run, funding } = props;
  const { days, totals, asOf } = funding;
  const pace = run.status === "live" ? paceOf({ ...run, days, raised: totals.amount, asOf }) : undefined;
  return (
    <div className="stack wide">
      <NextAct campaign={campaign} />
      <Alerts campaign={campaign} run={run} funding={funding} gone={goneLately(funding)} />
      {funding.isWhole ? null : (
        <Note tone="warn">
          <p>{say("notWhole")}</p>
        </Note>
      )}
      <Figures run={run} funding={funding} />
      <RaisedPicture run={run} funding={funding} pace={pace} />
      {pace === undefined ? null : <PaceNote pace={pace} run={run} />}
      <FlowPicture run={run} funding={funding} />
      <ItemTable terms={campaign.terms} funding={funding} />
      <SourceTable
        funding={funding}
        pageLink={run.status === "live" ? `${window.location.origin}/campaigns/${campaign.id}` : undefined}
      />
      <CountryTable funding={funding} />
    </div>
  );
};

/** How a published campaign is doing: what came by day, from where, for what, and where it leads. */
export const FundingScreen = () => {
  const path = useCampaignPath();
  const campaign = useCampaign(path);
  const funding = useFunding(path);
  return (
    <Loaded query={campaign}>
      {(data) => (
        <Loaded query={funding} lines={12}>
          {(sums) => {
            const run = runOf(data);
            return run === undefined ? null : <Dashboard campaign={data} run={run} funding={sums} />;
          }}
        </Loaded>
      )}
    </Loaded>
  );
};
