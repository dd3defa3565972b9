import { Link } from "@tanstack/react-router";
import { INTL_LOCALE } from "../../../messages/say.ts";
import { CodeWord } from "../../../ui/code-word.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { moneyText } from "../../../ui/money.tsx";
import { Note } from "../../../ui/parts.tsx";
import { type Campaign, type CampaignPath, useCampaignPath } from "../campaign/campaign-data.ts";
import { CAMPAIGN } from "../campaign/campaign-messages.ts";
import { useItemName } from "../campaign/item-name.tsx";
import { useTabs } from "../campaign/use-tabs.ts";
import { type Alert, alertsOf } from "./alerts.ts";
import type { Share } from "./flow.ts";
import type { Funding } from "./funding-data.ts";
import { FUNDING } from "./funding-messages.ts";
import type { Run } from "./raised-picture.tsx";

/** What to look at, in sentences. */
const AlertText = ({ of, campaign }: { readonly of: Alert; readonly campaign: Campaign }) => {
  const say = useSay(FUNDING);
  const { language } = useReader();
  const nameOf = useItemName(campaign.terms);
  const list = (names: readonly string[]) =>
    new Intl.ListFormat(INTL_LOCALE[language], { type: "conjunction" }).format(names);
  switch (of.kind) {
    case "paused":
    case "ends_soon":
      return say(`alert_${of.kind}`);
    case "stalled":
      return say("alert_stalled", { days: of.days });
    case "sold_out":
      return say("alert_sold_out", { items: list(of.items.map(({ itemId }) => nameOf(itemId).text)) });
    case "low_stock":
      return say("alert_low_stock", {
        items: list(
          of.items.map(({ itemId, left }) => say("unitsLeft", { name: nameOf(itemId).text, left })),
        ),
      });
    case "unpaid":
    case "withdrawn":
      return say(`alert_${of.kind}`, {
        pledges: of.share.pledges,
        amount: moneyText(of.share.amount, language),
      });
  }
};

/** Alerts of a campaign, and nothing where there are none. */
export const Alerts = (props: {
  readonly campaign: Campaign;
  readonly run: Run;
  readonly funding: Funding;
  readonly gone: Share;
}) => {
  const say = useSay(FUNDING);
  const { campaign, run, funding, gone } = props;
  const { tiers = [], addOns = [] } = campaign.terms;
  const stock = [...tiers, ...addOns].map(({ id, units }) => ({
    ...{ itemId: id, units },
    left: funding.items.find(({ itemId }) => itemId === id)?.left ?? 0,
  }));
  const { asOf, days, reserved } = funding;
  const alerts = alertsOf({ ...run, asOf, days, reserved, gone, stock });
  if (alerts.length === 0) return null;
  return (
    <Note tone="warn" title={say("alerts")}>
      <ul>
        {alerts.map((alert) => (
          <li key={alert.kind}>
            <AlertText of={alert} campaign={campaign} />
          </li>
        ))}
      </ul>
    </Note>
  );
};

const Ways = ({ campaign, path }: { readonly campaign: Campaign; readonly path: CampaignPath }) => {
  const say = useSay(FUNDING);
  const tabs = useTabs(campaign);
  const base = `/app/enterprise/${path.enterpriseId}/campaigns/${path.campaignId}`;
  return (
    <p className="row">
      <a href={`/campaigns/${campaign.id}`}>{say("publicPage")}</a>
      {tabs.includes("money") ? <Link to={`${base}/money`}>{say("toMoney")}</Link> : null}
      {tabs.includes("orders") ? <Link to={`${base}/orders`}>{say("toOrders")}</Link> : null}
    </p>
  );
};

/** Who acts next, and where. */
export const NextAct = ({ campaign }: { readonly campaign: Campaign }) => {
  const path = useCampaignPath();
  return (
    <Note tone="info" title={<CodeWord voice={CAMPAIGN} group="next" code={campaign.status} />}>
      <p>
        <CodeWord voice={CAMPAIGN} group="about" code={campaign.status} />
      </p>
      <Ways campaign={campaign} path={path} />
    </Note>
  );
};
