import { BarChart } from "../../../ui/charts/bar-chart.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Money, minorOf, moneyOfMinor, moneyText } from "../../../ui/money.tsx";
import { Picture, useAxisAmount, useAxisDay } from "../../parts/picture.tsx";
import { Table } from "../../parts/table.tsx";
import { type Share, type Span, spansOf } from "./flow.ts";
import type { Funding } from "./funding-data.ts";
import { FUNDING } from "./funding-messages.ts";
import type { Run } from "./raised-picture.tsx";

const total = (spans: readonly Span[], kind: "paid" | "gone", zero: Share["amount"]): Share => ({
  pledges: spans.reduce((all, span) => all + span[kind].pledges, 0),
  amount: moneyOfMinor(
    spans.reduce((all, span) => all + minorOf(span[kind].amount), 0n),
    zero,
  ),
});

const spanText = ({ from, to }: Span): string => (from === to ? from : `${from} – ${to}`);

/** What came and what went, apart, so that neither hides the other. */
export const FlowPicture = ({ run, funding }: { readonly run: Run; readonly funding: Funding }) => {
  const say = useSay(FUNDING);
  const { language } = useReader();
  const day = useAxisDay();
  const tick = useAxisAmount();
  const inCurrency = (name: string) => say("inCurrency", { name, currency: run.goal.currency });
  const zero = moneyOfMinor(0n, run.goal);
  const [to = run.closesAt] = [funding.asOf, run.closesAt].sort();
  const spans = spansOf(funding.days, { from: run.publishedAt, to, zero });
  const [paid, gone] = [total(spans, "paid", zero), total(spans, "gone", zero)];
  const finding = say("flowFinding", {
    paid: paid.pledges,
    paidAmount: moneyText(paid.amount, language),
    gone: gone.pledges,
    goneAmount: moneyText(gone.amount, language),
  });
  return (
    <Picture
      finding={finding}
      chart={
        <BarChart
          id="flow-picture"
          summary={say("flowSummary", { finding })}
          labels={spans.map(({ from }) => day(Date.parse(from)))}
          series={[
            { name: inCurrency(say("came")), values: spans.map((span) => Number(span.paid.amount.amount)) },
            { name: inCurrency(say("went")), values: spans.map((span) => Number(span.gone.amount.amount)) },
          ]}
          tick={tick}
        />
      }
      table={
        <Table
          label={finding}
          rows={spans}
          keyOf={({ from }) => from}
          columns={[
            { head: say("span"), cell: spanText, foot: say("sum") },
            { head: say("came"), right: true, cell: (span) => span.paid.pledges, foot: paid.pledges },
            {
              head: say("cameAmount"),
              right: true,
              cell: (span) => <Money value={span.paid.amount} />,
              foot: <Money value={paid.amount} />,
            },
            { head: say("went"), right: true, cell: (span) => span.gone.pledges, foot: gone.pledges },
            {
              head: say("wentAmount"),
              right: true,
              cell: (span) => <Money value={span.gone.amount} />,
              foot: <Money value={gone.amount} />,
            },
          ]}
        />
      }
    />
  );
};
