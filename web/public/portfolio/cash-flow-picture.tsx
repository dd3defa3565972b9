import { INTL_LOCALE, type Language } from "../../messages/say.ts";
import { BarChart } from "../../ui/charts/bar-chart.tsx";
import { useReader, useSay } from "../../ui/language.tsx";
import { Money, moneyText, sumOf } from "../../ui/money.tsx";
import type { MonthFlow } from "./cash-flow.ts";
import { PORTFOLIO } from "./portfolio-messages.ts";

const monthName = (month: string, language: Language): string =>
  new Intl.DateTimeFormat(INTL_LOCALE[language], { year: "2-digit", month: "short", timeZone: "UTC" }).format(
    new Date(`${month}-15T12:00:00Z`),
  );

/** What was paid in and what came back by month: a picture, and the same numbers as a table. */
export const CashFlowPicture = (props: {
  readonly flow: readonly MonthFlow[];
  readonly currency: string;
}) => {
  const { flow, currency } = props;
  const say = useSay(PORTFOLIO);
  const { language } = useReader();
  const paidIn = sumOf(flow.map((month) => month.paidIn));
  const refunded = sumOf(flow.map((month) => month.refunded));
  if (paidIn === undefined || refunded === undefined) return null;
  const finding = say("flowTitle", {
    paidIn: moneyText(paidIn, language),
    refunded: moneyText(refunded, language),
  });
  const compact = new Intl.NumberFormat(INTL_LOCALE[language], { notation: "compact" });
  return (
    <section className="stack tight" aria-labelledby={`flow-${currency}`}>
      <h2 id={`flow-${currency}`}>{finding}</h2>
      <BarChart
        id={`flow-picture-${currency}`}
        summary={`${say("flowSummary")} ${finding}`}
        labels={flow.map(({ month }) => monthName(month, language))}
        series={[
          { name: say("paidIn"), values: flow.map((month) => Number(month.paidIn.amount)) },
          { name: say("refunded"), values: flow.map((month) => Number(month.refunded.amount)) },
        ]}
        tick={(value) => `${currency} ${compact.format(value)}`}
      />
      <details>
        <summary>{say("showTable")}</summary>
        <div className="table-box">
          <table>
            <thead>
              <tr>
                <th scope="col">{say("month")}</th>
                <th scope="col" className="right">
                  {say("paidIn")}
                </th>
                <th scope="col" className="right">
                  {say("refunded")}
                </th>
              </tr>
            </thead>
            <tbody>
              {flow.map((month) => (
                <tr key={month.month}>
                  <th scope="row">{monthName(month.month, language)}</th>
                  <td className="right">
                    <Money value={month.paidIn} />
                  </td>
                  <td className="right">
                    <Money value={month.refunded} />
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{say("sum")}</th>
                <td className="right">
                  <Money value={paidIn} />
                </td>
                <td className="right">
                  <Money value={refunded} />
                </td>
              </tr>
            </tfoot>
          </table>
        </div>
      </details>
    </section>
  );
};
