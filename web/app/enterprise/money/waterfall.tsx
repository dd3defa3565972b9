import { BarCell } from "../../../ui/charts/bar-cell.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Money, moneyText } from "../../../ui/money.tsx";
import { Table } from "../../parts/table.tsx";
import type { Split, Tranche } from "./money-data.ts";
import { MONEY } from "./money-messages.ts";
import { type Step, stepsOf } from "./waterfall-steps.ts";

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
              <BarCell
                max={Number(split.confirmed.amount)}
                pieces={[{ from, to, fill: FILLS[key] ?? "bar-1" }]}
              />
            ),
          },
          {
            head: say("entry"),
            cell: ({ entry }) => (entry === undefined ? "" : <code className="nowrap">{entry}</code>),
          },
        ]}
      />
      <p className="muted small">{say("entryHint")}</p>
    </section>
  );
};
