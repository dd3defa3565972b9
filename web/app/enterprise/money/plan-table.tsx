import { BarCell, BarLegend } from "../../../ui/charts/bar-cell.tsx";
import { useReader, useSay, written } from "../../../ui/language.tsx";
import { Money, minorOf, moneyOfMinor, moneyText, sumOf, type WireMoney } from "../../../ui/money.tsx";
import { Facts, Note } from "../../../ui/parts.tsx";
import { Table } from "../../parts/table.tsx";
import type { Terms } from "../campaign/campaign-data.ts";
import type { Budget, Tranche } from "./money-data.ts";
import { MONEY } from "./money-messages.ts";

const heightOf = ({ amount }: WireMoney): number => Number(amount);

/** What a line of the plan is for, for those who read. */
export function usePurpose({
  spendingPlan = [],
}: Terms): (lineId: string) => { text: string; lang?: string } {
  const { language } = useReader();
  return (lineId) => {
    const purpose = spendingPlan.find(({ id }) => id === lineId)?.purpose;
    return purpose === undefined ? { text: lineId } : written(purpose, language);
  };
}

/** What is on the campaign account, and what it was and is needed for. */
export const AccountFacts = (props: { readonly budget: Budget; readonly tranches: readonly Tranche[] }) => {
  const say = useSay(MONEY);
  const { language } = useReader();
  const { budget, tranches } = props;
  const zero = moneyOfMinor(0n, budget.free);
  const total = (amounts: readonly WireMoney[]) => sumOf(amounts) ?? zero;
  const arrived = total(tranches.filter(({ status }) => status === "paid").map(({ amount }) => amount));
  const paid = total(budget.lines.map((line) => line.paid));
  const underway = total(budget.lines.map((line) => line.underway));
  const released = minorOf(budget.free) + minorOf(paid) + minorOf(underway) - minorOf(arrived);
  const fact = (
    key: "accountIn" | "accountReserve" | "accountPaid" | "accountUnderway" | "accountFree",
    value: WireMoney,
  ) => [say(key), <Money key={key} value={value} />] as const;
  return (
    <section className="stack tight">
      <h2>{say("account", { free: moneyText(budget.free, language) })}</h2>
      <p className="muted">{say("accountText")}</p>
      <Facts
        items={[
          fact("accountIn", arrived),
          ...(released > 0n ? [fact("accountReserve", moneyOfMinor(released, zero))] : []),
          fact("accountPaid", paid),
          fact("accountUnderway", underway),
          fact("accountFree", budget.free),
        ]}
      />
    </section>
  );
};

/** The spending plan against what was really spent, line by line. */
export const PlanTable = ({ budget, terms }: { readonly budget: Budget; readonly terms: Terms }) => {
  const say = useSay(MONEY);
  const { language } = useReader();
  const purposeOf = usePurpose(terms);
  const { lines } = budget;
  const total = (of: (line: Budget["lines"][number]) => WireMoney) => sumOf(lines.map(of));
  const [planned, paid] = [total((line) => line.planned), total((line) => line.paid)];
  if (planned === undefined || paid === undefined) return null;
  const max = Math.max(...lines.map((line) => heightOf(line.planned)));
  const column = (
    key: "planned" | "paid" | "underway" | "leftOfLine",
    of: (line: Budget["lines"][number]) => WireMoney,
  ) => {
    const foot = total(of);
    return {
      head: say(key),
      right: true,
      cell: (line: Budget["lines"][number]) => <Money value={of(line)} />,
      foot: foot === undefined ? undefined : <Money value={foot} />,
    };
  };
  const finding = say("planFinding", {
    paid: moneyText(paid, language),
    planned: moneyText(planned, language),
  });
  return (
    <section className="stack tight chart">
      <h2>{finding}</h2>
      {budget.isWhole ? null : (
        <Note tone="warn">
          <p>{say("planNotWhole")}</p>
        </Note>
      )}
      <BarLegend
        items={[
          { fill: "bar-1", name: say("legendPaid") },
          { fill: "bar-3", name: say("legendUnderway") },
          { fill: "bar-2", name: say("legendPlanned") },
        ]}
      />
      <Table
        label={say("plan")}
        rows={lines}
        keyOf={({ lineId }) => lineId}
        columns={[
          {
            head: say("purpose"),
            cell: ({ lineId, payee }) => (
              <>
                <span lang={purposeOf(lineId).lang}>{purposeOf(lineId).text}</span>
                {payee === "own_costs" ? <span className="muted small"> · {say("ownCosts")}</span> : null}
              </>
            ),
            foot: say("sum"),
          },
          {
            head: say("pictureOf"),
            cell: (line) => {
              const spent = heightOf(line.paid);
              const asked = spent + heightOf(line.underway);
              return (
                <BarCell
                  max={max}
                  pieces={[
                    { from: 0, to: spent, fill: "bar-1" },
                    { from: spent, to: asked, fill: "bar-3" },
                    { from: asked, to: heightOf(line.planned), fill: "bar-2" },
                  ]}
                />
              );
            },
          },
          column("planned", (line) => line.planned),
          column("paid", (line) => line.paid),
          column("underway", (line) => line.underway),
          column("leftOfLine", (line) => line.remaining),
        ]}
      />
    </section>
  );
};
