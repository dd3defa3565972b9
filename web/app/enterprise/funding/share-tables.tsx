import { useReader, useSay } from "../../../ui/language.tsx";
import { Money, moneyOfMinor, percentOf, sumOf, type WireMoney } from "../../../ui/money.tsx";
import { countryText } from "../../../ui/time.tsx";
import { Table } from "../../parts/table.tsx";
import type { Terms } from "../campaign/campaign-data.ts";
import { itemsOf, useItemName } from "../campaign/item-name.tsx";
import type { Funding } from "./funding-data.ts";
import { FUNDING } from "./funding-messages.ts";

/** Percent of a sum, rounded down; nothing of nothing. */
const shareOf = (part: WireMoney, whole: WireMoney): string => `${percentOf(part, whole)}%`;

/** What is taken of each tier and add-on, and what is left. */
export const ItemTable = ({ terms, funding }: { readonly terms: Terms; readonly funding: Funding }) => {
  const say = useSay(FUNDING);
  const nameOf = useItemName(terms);
  const zero = moneyOfMinor(0n, funding.totals.amount);
  const rows = itemsOf(terms).map(({ id, price, units }) => {
    const sums = funding.items.find(({ itemId }) => itemId === id);
    return {
      ...{ id, price, offered: units, sold: sums?.units ?? 0 },
      ...{ left: sums?.left ?? 0, amount: sums?.amount ?? zero },
    };
  });
  const all = sumOf(rows.map(({ amount }) => amount)) ?? zero;
  return (
    <section className="stack tight">
      <h2>{say("tiers")}</h2>
      <Table
        label={say("tiers")}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          {
            head: say("item"),
            cell: ({ id }) => <span lang={nameOf(id).lang}>{nameOf(id).text}</span>,
            foot: say("sum"),
          },
          { head: say("price"), right: true, cell: ({ price }) => <Money value={price} /> },
          { head: say("sold"), right: true, cell: ({ sold }) => sold },
          { head: say("left"), right: true, cell: ({ left }) => left },
          { head: say("offered"), right: true, cell: ({ offered }) => offered },
          {
            head: say("amount"),
            right: true,
            cell: ({ amount }) => <Money value={amount} />,
            foot: <Money value={all} />,
          },
          { head: say("share"), right: true, cell: ({ amount }) => shareOf(amount, all) },
        ]}
      />
    </section>
  );
};

interface Row {
  readonly key: string;
  readonly name: string;
  readonly pledges: number;
  readonly amount: WireMoney;
}

const Shares = (props: {
  readonly title: string;
  readonly head: string;
  readonly rows: readonly Row[];
  readonly all: Funding["totals"];
}) => {
  const say = useSay(FUNDING);
  const { title, head, rows, all } = props;
  return (
    <Table
      label={title}
      rows={rows}
      keyOf={({ key }) => key}
      columns={[
        { head, cell: ({ name }) => name, foot: say("sum") },
        { head: say("pledges"), right: true, cell: ({ pledges }) => pledges, foot: all.pledges },
        {
          head: say("amount"),
          right: true,
          cell: ({ amount }) => <Money value={amount} />,
          foot: <Money value={all.amount} />,
        },
        { head: say("share"), right: true, cell: ({ amount }) => shareOf(amount, all.amount) },
      ]}
    />
  );
};

/** By which links backers came. */
export const SourceTable = (props: {
  readonly funding: Funding;
  /** The address of the campaign's page, while backers can order there. */
  readonly pageLink: string | undefined;
}) => {
  const say = useSay(FUNDING);
  const { totals, sources } = props.funding;
  if (sources.length === 0 && props.pageLink === undefined) return null;
  const rows = sources.map(({ via, pledges, amount }) => ({
    ...{ key: via ?? "", name: via ?? say("noCode"), pledges, amount },
  }));
  return (
    <section className="stack tight">
      <h2>{say("sources")}</h2>
      {rows.length === 0 ? (
        <p className="muted">{say("nobodyYet")}</p>
      ) : (
        <Shares title={say("sources")} head={say("source")} rows={rows} all={totals} />
      )}
      {props.pageLink === undefined ? null : (
        <p className="muted small">
          {say("viaHow")} <code>{props.pageLink}?via=newsletter</code>
        </p>
      )}
    </section>
  );
};

/** Into which countries it is sent. */
export const CountryTable = ({ funding }: { readonly funding: Funding }) => {
  const say = useSay(FUNDING);
  const { language } = useReader();
  const { totals, countries } = funding;
  if (countries.length === 0) return null;
  const rows = countries.map(({ country, pledges, amount }) => ({
    ...{ key: country, name: countryText(country, language), pledges, amount },
  }));
  return (
    <section className="stack tight">
      <h2>{say("countries")}</h2>
      <Shares title={say("countries")} head={say("country")} rows={rows} all={totals} />
    </section>
  );
};
