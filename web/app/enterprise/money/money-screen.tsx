import { useReader, useSay } from "../../../ui/language.tsx";
import { moneyText } from "../../../ui/money.tsx";
import { Empty, Note } from "../../../ui/parts.tsx";
import { Loaded } from "../../parts/problem.tsx";
import { type CampaignPath, type Terms, useCampaign, useCampaignPath } from "../campaign/campaign-data.ts";
import { type Settlement, useSettlement, useTranches } from "./money-data.ts";
import { MONEY } from "./money-messages.ts";
import { Payments } from "./payments.tsx";
import { AccountFacts, PlanTable } from "./plan-table.tsx";
import { Tranches } from "./tranches.tsx";
import { Waterfall } from "./waterfall.tsx";

/** How far the platform is with the pledges, while it is at it or when all of it goes back. */
const Progress = ({ settlement }: { readonly settlement: Settlement }) => {
  const say = useSay(MONEY);
  const { language } = useReader();
  const { status, paid, progress } = settlement;
  if (status === "confirmed") return null;
  const values = { amount: moneyText(paid.total, language), pledges: paid.pledges };
  if (status === "confirming")
    return (
      <Note tone="info" title={say("splittingTitle")}>
        <p>{say("splittingText", { done: progress.confirmed, all: paid.pledges })}</p>
        <progress max={paid.pledges} value={progress.confirmed} aria-label={say("splittingTitle")} />
      </Note>
    );
  const isDone = status === "refunded";
  return (
    <Note tone={isDone ? "ok" : "info"} title={say(isDone ? "refundedTitle" : "refundingTitle", values)}>
      <p>
        {isDone ? say("refundsDone") : say("refundsBegun", { done: progress.refunding, all: paid.pledges })}
      </p>
    </Note>
  );
};

const Sections = (props: {
  readonly settlement: Settlement;
  readonly terms: Terms;
  readonly path: CampaignPath;
}) => {
  const { settlement, terms, path } = props;
  const { split, budget } = settlement;
  const tranches = useTranches(path);
  const base = `/app/enterprise/${path.enterpriseId}/campaigns/${path.campaignId}/money`;
  return (
    <div className="stack wide">
      <Progress settlement={settlement} />
      {split === undefined || budget === undefined ? null : (
        <Loaded query={tranches} lines={10}>
          {(list) => (
            <div className="stack wide">
              <AccountFacts budget={budget} tranches={list} />
              <Tranches tranches={list} terms={terms} path={path} />
              <Payments path={path} terms={terms} base={base} />
              <PlanTable budget={budget} terms={terms} />
              <Waterfall split={split} tranches={list} />
            </div>
          )}
        </Loaded>
      )}
    </div>
  );
};

/** A campaign's money after its verdict: what is the enterprise's, how it is released, and what is paid from it. */
export const MoneyScreen = () => {
  const say = useSay(MONEY);
  const path = useCampaignPath();
  const campaign = useCampaign(path);
  const settlement = useSettlement(path);
  return (
    <Loaded query={campaign}>
      {({ terms }) => (
        <Loaded query={settlement} lines={10}>
          {(found) =>
            found === null ? (
              <Empty title={say("notYetTitle")}>
                <p>{say("notYetText")}</p>
              </Empty>
            ) : (
              <Sections settlement={found} terms={terms} path={path} />
            )
          }
        </Loaded>
      )}
    </Loaded>
  );
};
