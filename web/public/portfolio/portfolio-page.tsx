import { useReader, useSay, written } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { Empty, Note, TableBox, Tag } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { monthText } from "../pledging/choose-page.tsx";
import { STAGE_TONE, stageOf } from "../pledging/pledge-stage.ts";
import { PLEDGING } from "../pledging/pledging-messages.ts";
import { itemName } from "../pledging/problem-words.ts";
import type { MonthFlow } from "./cash-flow.ts";
import { CashFlowPicture } from "./cash-flow-picture.tsx";
import type { Holding } from "./holdings.ts";
import { PORTFOLIO } from "./portfolio-messages.ts";
import { type Concentration, isLate, PLACES, promisedMonth, type Totals } from "./totals.ts";

const TotalsOf = ({ totals }: { readonly totals: Totals }) => {
  const say = useSay(PORTFOLIO);
  return (
    <section className="stack tight" aria-labelledby={`totals-${totals.currency}`}>
      <h2 id={`totals-${totals.currency}`}>{say("totalsTitle", { currency: totals.currency })}</h2>
      <dl className="facts places">
        {PLACES.map((place) => (
          <div key={place}>
            <dt>{say(`place_${place}`)}</dt>
            <dd>
              <Money value={totals.sums[place]} />
            </dd>
            <dd className="hint">{say(`about_${place}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};

/** What comes next for a pledge, and when. */
const Next = ({ holding, now }: { readonly holding: Holding; readonly now: string }) => {
  const say = useSay(PORTFOLIO);
  const { language } = useReader();
  const { pledge, campaign } = holding;
  if (pledge.status === "reserved")
    return (
      <>
        {say("nextPay")} <Time at={pledge.payBy} as="short" />
      </>
    );
  if (pledge.status === "paid" && campaign !== undefined)
    return (
      <>
        {say("nextDeadline")} <Time at={campaign.closesAt} as="short" />
      </>
    );
  const month = promisedMonth(holding);
  if (pledge.status === "confirmed" && month !== undefined)
    return (
      <>{say(isLate(holding, now) ? "nextLate" : "nextDelivery", { month: monthText(month, language) })}</>
    );
  return <>–</>;
};

const Row = ({ holding, now }: { readonly holding: Holding; readonly now: string }) => {
  const sayPledge = useSay(PLEDGING);
  const { language } = useReader();
  const { pledge, campaign } = holding;
  const stage = stageOf(pledge);
  const title =
    campaign === undefined ? { text: pledge.campaignId, lang: language } : written(campaign.title, language);
  return (
    <tr>
      <th scope="row">
        <a href={`/pledges/${pledge.id}`} lang={title.lang}>
          {title.text}
        </a>
      </th>
      <td>
        {pledge.lines
          .map(({ itemId, quantity }) => `${quantity} × ${itemName(campaign, itemId, language)}`)
          .join(", ")}
      </td>
      <td>
        <Tag tone={STAGE_TONE[stage]}>{sayPledge(`stage_${stage}`)}</Tag>
      </td>
      <td>
        <Next holding={holding} now={now} />
      </td>
      <td className="right">
        <Money value={pledge.total} />
      </td>
    </tr>
  );
};

const Pages = ({ page, pages }: { readonly page: number; readonly pages: number }) => {
  const say = useSay(PORTFOLIO);
  if (pages <= 1) return null;
  return (
    <nav className="row between" aria-label={say("pages")}>
      {page > 1 ? <a href={`/portfolio?page=${page - 1}`}>{say("newer")}</a> : <span />}
      <span className="muted">{say("pageOf", { page, pages })}</span>
      {page < pages ? <a href={`/portfolio?page=${page + 1}`}>{say("older")}</a> : <span />}
    </nav>
  );
};

/** Everything that somebody has pledged: where the money is, pledge by pledge, month by month. */
export const PortfolioPage = (props: {
  readonly shown: readonly Holding[];
  readonly totals: readonly Totals[];
  readonly flows: readonly { readonly currency: string; readonly flow: readonly MonthFlow[] }[];
  readonly concentrations: readonly Concentration[];
  readonly page: number;
  readonly pages: number;
  readonly isWhole: boolean;
  readonly now: string;
}) => {
  const { shown, totals, flows, concentrations, page, pages, isWhole, now } = props;
  const say = useSay(PORTFOLIO);
  const { zone } = useReader();
  if (totals.length === 0)
    return (
      <div className="stack narrow">
        <h1>{say("title")}</h1>
        <Empty
          title={say("emptyTitle")}
          act={
            <a className="button" href="/explore">
              {say("explore")}
            </a>
          }
        >
          <p>{say("emptyText")}</p>
        </Empty>
      </div>
    );
  return (
    <div className="stack wide portfolio">
      <div className="row between">
        <h1>{say("title")}</h1>
        <a className="button quiet" href="/portfolio.csv" download>
          {say("csv")}
        </a>
      </div>
      {isWhole ? null : (
        <Note tone="info">
          <p>{say("notWhole")}</p>
        </Note>
      )}
      {totals.map((one) => (
        <TotalsOf key={one.currency} totals={one} />
      ))}
      {concentrations.length === 0 ? null : (
        <Note tone="info" title={say("concentrationTitle")}>
          <ul>
            {concentrations.map((one) => (
              <li key={`${one.currency} ${one.enterprise}`}>{say("concentration", { ...one })}</li>
            ))}
          </ul>
          <p>{say("concentrationText")}</p>
        </Note>
      )}
      <section className="stack tight" aria-labelledby="pledges">
        <h2 id="pledges">{say("pledges")}</h2>
        <TableBox label={say("pledgesTable")}>
          <table>
            <thead>
              <tr>
                <th scope="col">{say("campaign")}</th>
                <th scope="col">{say("what")}</th>
                <th scope="col">{say("state")}</th>
                <th scope="col">{say("next", { zone })}</th>
                <th scope="col" className="right">
                  {say("amount")}
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((holding) => (
                <Row key={holding.pledge.id} holding={holding} now={now} />
              ))}
            </tbody>
          </table>
        </TableBox>
        <Pages page={page} pages={pages} />
      </section>
      {flows.map(({ currency, flow }) => (
        <CashFlowPicture key={currency} currency={currency} flow={flow} />
      ))}
    </div>
  );
};
