import { BarCell } from "../../../ui/charts/bar-cell.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Money, minorOf, moneyOfMinor, moneyText, sumOf, type WireMoney } from "../../../ui/money.tsx";
import { ShortId } from "../../parts/short-id.tsx";
import { Table } from "../../parts/table.tsx";
import type { Split, Tranche } from "./money-data.ts";
import { MONEY } from "./money-messages.ts";

interface Step {
  readonly key: "gross" | "fee" | "feeVat" | "reserve" | "net" | "givenBack" | "paidOut" | "stillLocked";
  readonly amount: WireMoney;
  /** Where its bar begins and ends, in major units. */
  readonly bar: readonly [number, number];
  readonly entry?: string | undefined;
}

const heightOf = ({ amount }: WireMoney): number => Number(amount);
const negated = (amount: WireMoney): WireMoney => moneyOfMinor(-minorOf(amount), amount);

/** From what backers paid to what is the enterprise's, and what of that has arrived: every step an exact amount. */
function stepsOf(split: Split, tranches: readonly Tranche[]): readonly Step[] {
  const { confirmed, fee, feeVat, reserve, locked, entries } = split;
  const zero = moneyOfMinor(0n, confirmed);
  const total = (of: readonly Tranche[]) => sumOf(of.map(({ amount }) => amount)) ?? zero;
  const isPaid = ({ status }: Tranche) => status === "paid";
  const kept = tranches.filter(({ status }) => status !== "returned_to_backers");
  const paidOut = total(tranches.filter(isPaid));
  const stillLocked = total(kept.filter((tranche) => !isPaid(tranche)));
  const givenBack = moneyOfMinor(minorOf(locked) - minorOf(paidOut) - minorOf(stillLocked), locked);
  let at = heightOf(confirmed);
  const down = (key: Step["key"], amount: WireMoney, entry?: string): Step => {
    const bar = [at - heightOf(amount), at] as const;
    [at] = bar;
    return { key, amount: negated(amount), bar, entry };
  };
  const net = heightOf(locked);
  return [
    { key: "gross", amount: confirmed, bar: [0, heightOf(confirmed)] },
    down("fee", fee, entries.fee),
    down("feeVat", feeVat, entries.feeVat),
    down("reserve", reserve, entries.reserve),
    { key: "net", amount: locked, bar: [0, net], entry: entries.locked },
    ...(minorOf(givenBack) > 0n ? [down("givenBack", givenBack)] : []),
    { key: "paidOut", amount: paidOut, bar: [0, heightOf(paidOut)] },
    {
      key: "stillLocked",
      amount: stillLocked,
      bar: [heightOf(paidOut), heightOf(paidOut) + heightOf(stillLocked)],
    },
  ];
}

const FILLS: Readonly<Partial<Record<Step["key"], "bar-3" | "bar-2">>> = {
  fee: "bar-3",
  feeVat: "bar-3",
  reserve: "bar-2",
  givenBack: "bar-3",
  stillLocked: "bar-2",
};

/** From gross to net, each step beside its ledger entry. */
export const Waterfall = (props: { readonly split: Split; readonly tranches: readonly Tranche[] }) => {
  const say = useSay(MONEY);
  const { language } = useReader();
  const { split, tranches } = props;
  const title = say("fromGrossToNet", {
    gross: moneyText(split.confirmed, language),
    net: moneyText(split.locked, language),
  });
  return (
    <section className="stack tight">
      <h2>{title}</h2>
      <Table
        label={title}
        rows={stepsOf(split, tranches)}
        keyOf={({ key }) => key}
        columns={[
          { head: say("part"), cell: ({ key }) => say(key) },
          { head: say("amount"), right: true, cell: ({ amount }) => <Money value={amount} /> },
          {
            head: say("pictureOf"),
            cell: ({ key, bar: [from, to] }) => (
              <BarCell max={heightOf(split.confirmed)} pieces={[{ from, to, fill: FILLS[key] ?? "bar-1" }]} />
            ),
          },
          {
            head: say("entry"),
            cell: ({ entry }) => (entry === undefined ? "" : <ShortId id={entry} />),
          },
        ]}
      />
      <p className="muted small">{say("entryHint")}</p>
    </section>
  );
};
