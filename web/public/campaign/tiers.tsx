import type { ReactNode } from "react";
import { countryOptions } from "../../ui/countries.ts";
import { SelectField } from "../../ui/field.tsx";
import { useReader, useSay, written } from "../../ui/language.tsx";
import { Money, moneyText } from "../../ui/money.tsx";
import { Tag } from "../../ui/parts.tsx";
import { countryText, Time } from "../../ui/time.tsx";
import { monthText } from "../campaign-words.ts";
import { orderPath } from "../order-path.ts";
import { PUBLIC } from "../public-messages.ts";
import { type AddOn, type Campaign, isOpenNow, type Tier, tierBar, zoneOf } from "./campaign-read.ts";
import { Said } from "./written-text.tsx";

interface OffersProps {
  readonly campaign: Campaign;
  readonly now: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly via: string | undefined;
}

/** What shipping one kind of item to the chosen country costs. */
const Shipping = (props: {
  campaign: Campaign;
  country: string;
  isShipped: boolean;
  zones?: readonly string[];
}) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  const { campaign, isShipped, zones } = props;
  if (!isShipped) return <li>{say("notShipped")}</li>;
  const country = countryText(props.country, language);
  const zone = zoneOf(campaign, props.country);
  if (zone === undefined || (zones !== undefined && !zones.includes(zone.id)))
    return <li>{say("noShippingTo", { country })}</li>;
  const [first, further] = [zone.firstUnit, zone.furtherUnit].map((one) => moneyText(one, language));
  return <li>{say("shipping", { country, first: first ?? "", further: further ?? "" })}</li>;
};

const Item = (props: { item: Tier | AddOn; children: ReactNode; foot?: ReactNode }) => {
  const say = useSay(PUBLIC);
  const { item, children, foot } = props;
  const { id, name, description, price, units, unitsLeft, perBacker } = item;
  return (
    <li className="card stack tight tier" id={id}>
      <h3>
        <Said text={name} />
      </h3>
      <p className="tier-price">
        <strong>
          <Money value={price} />
        </strong>{" "}
        <span className="small muted">{say("factVat")}</span>
      </p>
      <p>
        <Said text={description} />
      </p>
      <ul className="plain small muted">
        <li>
          {say("left", { left: unitsLeft, units })}, {say("perBacker", { count: perBacker })}
        </li>
        {children}
      </ul>
      {foot}
    </li>
  );
};

const TierItem = ({ tier, campaign, now, country, via }: OffersProps & { readonly tier: Tier }) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  const bar = tierBar(tier, now);
  const { name, deliverBy, opensAt, closesAt, shipsTo } = tier;
  const foot =
    bar !== undefined ? (
      <p>
        <Tag tone="warn">{say(bar)}</Tag>
      </p>
    ) : isOpenNow(campaign, now) ? (
      <p>
        <a className="button quiet" href={orderPath(campaign.id, { via, tier: tier.id })}>
          {say("choose", { name: written(name, language).text })}
        </a>
      </p>
    ) : undefined;
  return (
    <Item item={tier} foot={foot}>
      <li>{say("delivery", { month: monthText(deliverBy, language) })}</li>
      <Shipping {...{ campaign, country }} isShipped={shipsTo.length > 0} zones={shipsTo} />
      {opensAt === undefined ? null : (
        <li>
          {say("windowOpens")} <Time at={opensAt} />
        </li>
      )}
      {closesAt === undefined ? null : (
        <li>
          {say("windowCloses")} <Time at={closesAt} />
        </li>
      )}
    </Item>
  );
};

const CountryForm = ({ campaign, country, via }: OffersProps) => {
  const say = useSay(PUBLIC);
  const { language } = useReader();
  const codes = campaign.shippingZones.flatMap(({ countries }) => countries);
  if (codes.length === 0) return null;
  const known = new Set([...codes, country]);
  const options = countryOptions(codes.includes("*") ? "all" : [...known], language);
  return (
    <form className="row country" method="get" action={`/campaigns/${campaign.id}#rewards`}>
      {via === undefined ? null : <input type="hidden" name="via" value={via} />}
      <SelectField
        name="country"
        label={say("country")}
        hint={say("countryHint")}
        defaultValue={country}
        options={options}
      />
      <button className="button quiet" type="submit">
        {say("countryShow")}
      </button>
    </form>
  );
};

/** What can be ordered, at which price, until when, and what it costs to send it. */
export const Offers = (props: OffersProps) => {
  const say = useSay(PUBLIC);
  const { campaign, country } = props;
  const { tiers, addOns } = campaign;
  return (
    <section className="stack" id="rewards" aria-labelledby="rewards-title">
      <h2 id="rewards-title">{say("rewards")}</h2>
      <CountryForm {...props} />
      <ul className="grid">
        {tiers.map((tier) => (
          <TierItem key={tier.id} tier={tier} {...props} />
        ))}
      </ul>
      {addOns.length === 0 ? null : (
        <>
          <h3>{say("addOns")}</h3>
          <p>{say("addOnsText")}</p>
          <ul className="grid">
            {addOns.map((addOn) => (
              <Item key={addOn.id} item={addOn}>
                <Shipping {...{ campaign, country }} isShipped={addOn.shipped} />
              </Item>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
