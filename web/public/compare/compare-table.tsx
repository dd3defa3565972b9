import type { ReactNode } from "react";
import { useReader, useSay, written } from "../../ui/language.tsx";
import { Money, moneyText, percentOf } from "../../ui/money.tsx";
import { TableBox } from "../../ui/parts.tsx";
import { countryText, dayText, Time } from "../../ui/time.tsx";
import { type Campaign, isOpenNow } from "../campaign/campaign-read.ts";
import { cheapestOf, useDeliveryText } from "../campaign/key-facts.ts";
import { NOT_CHECKED, namedIn, OUTCOMES, STEPS } from "../campaign/review-words.tsx";
import { Said } from "../campaign/written-text.tsx";
import { CATEGORY_KEYS, percentText, statusKey, timeLeftText } from "../campaign-words.ts";
import { PUBLIC } from "../public-messages.ts";
import { comparePath } from "./compare-query.ts";

type Fact = (props: { readonly campaign: Campaign; readonly now: string }) => ReactNode;

const Raised: Fact = ({ campaign: { raised, minGoal } }) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  return (
    <>
      <strong>
        <Money value={raised} />
      </strong>{" "}
      {say("raised", { goal: moneyText(minGoal, language) })}
      <br />
      {say("funded", { percent: percentOf(raised, minGoal) })}
    </>
  );
};

const Ends: Fact = ({ campaign, now }) => {
  const say = useSay(PUBLIC);
  const left = isOpenNow(campaign, now) ? timeLeftText(say, { closesAt: campaign.closesAt, now }) : undefined;
  return (
    <>
      <Time at={campaign.closesAt} />
      {left === undefined ? null : (
        <>
          <br />
          {left}
        </>
      )}
    </>
  );
};

const Rule: Fact = ({ campaign: { minGoal, hardCap } }) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  return (
    <>
      {say("ruleTitle")}. {say("ruleText", { goal: moneyText(minGoal, language) })}{" "}
      {say("ruleCap", { cap: moneyText(hardCap, language) })}
    </>
  );
};

const From: Fact = ({ campaign: { tiers } }) => {
  const { language } = useReader();
  const cheapest = cheapestOf(tiers);
  return cheapest === undefined ? "–" : moneyText(cheapest, language);
};

const Delivery: Fact = ({ campaign: { tiers } }) => useDeliveryText(tiers);

/** Each zone with what its first unit costs to ship. */
const ShipsTo: Fact = ({ campaign: { shippingZones } }) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  if (shippingZones.length === 0) return say("notShipped");
  return (
    <ul className="plain">
      {shippingZones.map(({ id, countries, firstUnit }) => (
        <li key={id}>
          {countries
            .map((country) => (country === "*" ? say("compareElsewhere") : countryText(country, language)))
            .join(", ")}
          {say("compareZonePrice", { price: moneyText(firstUnit, language) })}
        </li>
      ))}
    </ul>
  );
};

const Bank: Fact = ({ campaign: { heldAt } }) => {
  const say = useSay(PUBLIC);
  return say("heldAtText", { bank: heldAt.bankName ?? say("heldUnknown") });
};

const Checked: Fact = ({ campaign: { review } }) => {
  const say = useSay(PUBLIC);
  const reader = useReader();
  if (review === undefined) return say("reviewNone");
  return (
    <>
      {say("compareChecked", { date: dayText(review.decidedAt, reader), version: review.policy.version })}
      <ul>
        {review.steps.map(({ step, outcome }) => (
          <li key={step}>
            {namedIn(say, STEPS, step)}: {namedIn(say, OUTCOMES, outcome)}
          </li>
        ))}
      </ul>
    </>
  );
};

const NotChecked: Fact = ({ campaign: { review } }) => {
  const say = useSay(PUBLIC);
  if (review === undefined) return say("reviewNone");
  if (review.notChecked.length === 0) return "–";
  return (
    <ul>
      {review.notChecked.map((one) => (
        <li key={one}>{namedIn(say, NOT_CHECKED, one)}</li>
      ))}
    </ul>
  );
};

const Risks: Fact = ({ campaign: { id, risks } }) => {
  const say = useSay(PUBLIC);
  return <a href={`/campaigns/${id}#risks`}>{say("compareRisks", { count: risks.length })}</a>;
};

const State: Fact = ({ campaign, now }) => {
  const say = useSay(PUBLIC);
  const status = campaign.status === "live" && !isOpenNow(campaign, now) ? "closing" : campaign.status;
  const key = statusKey(status);
  return key === undefined ? <code>{status}</code> : say(key);
};

const Vat: Fact = ({ campaign: { vatBps } }) => useSay(PUBLIC)("factVatText", { rate: percentText(vatBps) });
const Category: Fact = ({ campaign: { category } }) => useSay(PUBLIC)(CATEGORY_KEYS[category]);
const Backers: Fact = ({ campaign: { backers } }) => useSay(PUBLIC)("backers", { count: backers });

const ROWS = [
  ["compareState", State],
  ["factCategory", Category],
  ["factFrom", From],
  ["trailRaised", Raised],
  ["compareBackers", Backers],
  ["compareEnds", Ends],
  ["compareRule", Rule],
  ["factDelivery", Delivery],
  ["compareShips", ShipsTo],
  ["factVat", Vat],
  ["heldAt", Bank],
  ["review", Checked],
  ["notChecked", NotChecked],
  ["risks", Risks],
] as const;

const Head = ({ campaign, ids }: { readonly campaign: Campaign; readonly ids: readonly string[] }) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  const { id, title, enterpriseName, place } = campaign;
  const name = written(title, language);
  return (
    <th scope="col">
      <a className="compare-name" href={`/campaigns/${id}`} lang={name.lang}>
        {name.text}
      </a>
      <span className="compare-name small muted">
        {enterpriseName} · <Said text={place.city} />, {countryText(place.country, language)}
      </span>
      <a className="compare-name small no-print" href={comparePath(ids.filter((other) => other !== id))}>
        {say("compareRemove")}
        <span className="away"> {name.text}</span>
      </a>
    </th>
  );
};

/** The same facts of each campaign in the same order; no row and no column says which is better. */
export const CompareTable = (props: { readonly campaigns: readonly Campaign[]; readonly now: string }) => {
  const { campaigns, now } = props;
  const say = useSay(PUBLIC);
  const ids = campaigns.map(({ id }) => id);
  return (
    <TableBox label={say("compareTitle")}>
      <table className={`compare of-${campaigns.length}`}>
        <thead>
          <tr>
            <th scope="col">{say("compareFact")}</th>
            {campaigns.map((campaign) => (
              <Head key={campaign.id} campaign={campaign} ids={ids} />
            ))}
          </tr>
        </thead>
        <tbody>
          {ROWS.map(([key, Fact]) => (
            <tr key={key}>
              <th scope="row">{say(key)}</th>
              {campaigns.map((campaign) => (
                <td key={campaign.id}>
                  <Fact campaign={campaign} now={now} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
};
