import type { ReactNode } from "react";
import { INTL_LOCALE, type Language } from "../../../messages/say.ts";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Money } from "../../../ui/money.tsx";
import { TableBox } from "../../../ui/parts.tsx";
import { type Column, Table } from "../../parts/table.tsx";
import { coverageOf } from "./coverage-months.ts";
import "./evidence.css";
import type { Reading } from "./evidence-data.ts";
import { EVIDENCE } from "./evidence-messages.ts";

const monthFormat = (language: Language, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(INTL_LOCALE[language], { ...options, timeZone: "UTC" });

/** `March 2018` of `2018-03`. */
const monthText = (month: string, language: Language): string =>
  monthFormat(language, { year: "numeric", month: "long" }).format(new Date(`${month}-01T00:00:00Z`));

const GAPS_NAMED = 6;

/** The months of each year with the number of their rows; a month without any stands out. */
const Strip = ({ reading }: { readonly reading: Reading }) => {
  const say = useSay(EVIDENCE);
  const { language } = useReader();
  const { years } = coverageOf(reading.months);
  const short = monthFormat(language, { month: "narrow" });
  const long = monthFormat(language, { month: "long" });
  return (
    <TableBox label={say("coverage")}>
      <table className="coverage">
        <thead>
          <tr>
            <th scope="col">{say("year")}</th>
            {(years[0]?.cells ?? []).map(({ month }) => {
              const day = new Date(`${month}-01T00:00:00Z`);
              return (
                <th key={month} scope="col" abbr={long.format(day)} title={long.format(day)}>
                  {short.format(day)}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {years.map(({ year, cells }) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              {cells.map(({ month, count }) => (
                <td key={month} className={count === undefined ? "outside" : count === 0 ? "gap" : "covered"}>
                  {count}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
};

type InvoiceMonth = Extract<Reading, { kind: "invoices" }>["months"][number];
type StatementMonth = Extract<Reading, { kind: "statement" }>["months"][number];

const Months = ({ reading }: { readonly reading: Reading }) => {
  const say = useSay(EVIDENCE);
  const { language } = useReader();
  const month = {
    head: say("month"),
    cell: (row: { month: string }): ReactNode => monthText(row.month, language),
  };
  const count = { head: say("rows"), right: true, cell: (row: { count: number }): ReactNode => row.count };
  if (reading.kind === "statement") {
    const columns: Column<StatementMonth>[] = [
      month,
      count,
      { head: say("moneyIn"), right: true, cell: ({ moneyIn }) => <Money value={moneyIn} /> },
      { head: say("moneyOut"), right: true, cell: ({ moneyOut }) => <Money value={moneyOut} /> },
    ];
    return <Table label={say("months")} rows={reading.months} keyOf={(row) => row.month} columns={columns} />;
  }
  const columns: Column<InvoiceMonth>[] = [
    month,
    count,
    { head: say("voided"), right: true, cell: ({ voided }) => voided },
    { head: say("net"), right: true, cell: ({ net }) => <Money value={net} /> },
    { head: say("tax"), right: true, cell: ({ tax }) => <Money value={tax} /> },
    { head: say("total"), right: true, cell: ({ total }) => <Money value={total} /> },
  ];
  return <Table label={say("months")} rows={reading.months} keyOf={(row) => row.month} columns={columns} />;
};

/** Which months a table covers, its gaps first, with the sums of each month. */
export const Coverage = ({ reading }: { readonly reading: Reading }) => {
  const say = useSay(EVIDENCE);
  const { language } = useReader();
  const { gaps, span } = coverageOf(reading.months);
  if (span === 0) return null;
  const named = gaps.slice(0, GAPS_NAMED).map((month) => monthText(month, language));
  const list = new Intl.ListFormat(INTL_LOCALE[language], { type: "conjunction" }).format([
    ...named,
    ...(gaps.length > GAPS_NAMED ? [say("moreMonths", { count: gaps.length - GAPS_NAMED })] : []),
  ]);
  return (
    <div className="stack">
      <h3>
        {gaps.length === 0
          ? say("coverageWhole", { span })
          : say("coverageGaps", { covered: span - gaps.length, span })}
      </h3>
      {gaps.length === 0 ? null : <p>{say("gapsText", { list })}</p>}
      <Strip reading={reading} />
      <details>
        <summary>{say("monthsOpen")}</summary>
        <Months reading={reading} />
      </details>
    </div>
  );
};
