import { useSay } from "../../../ui/language.tsx";
import { Money } from "../../../ui/money.tsx";
import { Facts, Note } from "../../../ui/parts.tsx";
import { Coverage } from "./coverage.tsx";
import type { Reading } from "./evidence-data.ts";
import { EVIDENCE } from "./evidence-messages.ts";
import { RowErrors } from "./row-errors.tsx";

const Sums = ({ reading }: { readonly reading: Reading }) => {
  const say = useSay(EVIDENCE);
  const rows = [
    say("rowsRead"),
    say("ofRows", { read: reading.rowCount - reading.rowErrorCount, all: reading.rowCount }),
  ] as const;
  if (reading.kind === "statement")
    return (
      <Facts items={[rows, [say("balance"), say("balanceBreaks", { count: reading.balanceBreakCount })]]} />
    );
  const { net, tax, total } = reading.sums;
  return (
    <Facts
      items={[
        rows,
        [say("net"), <Money key="net" value={net} />],
        [say("tax"), <Money key="tax" value={tax} />],
        [say("total"), <Money key="total" value={total} />],
      ]}
    />
  );
};

/** What the reader did on its own, said aloud. */
const Remarks = ({ reading }: { readonly reading: Reading }) => {
  const say = useSay(EVIDENCE);
  const remarks = [
    ...(reading.roundedRowCount > 0 ? [say("rounded", { count: reading.roundedRowCount })] : []),
    ...(reading.kind === "invoices" && reading.summaryRowCount > 0
      ? [say("summaryRows", { count: reading.summaryRowCount })]
      : []),
    ...(reading.kind === "invoices" && reading.derived !== null
      ? [say("derived", { column: say(reading.derived) })]
      : []),
    ...(reading.kind === "statement" && reading.order !== "unknown" ? [say(`order_${reading.order}`)] : []),
  ];
  return remarks.length === 0 ? null : (
    <ul>
      {remarks.map((remark) => (
        <li key={remark}>{remark}</li>
      ))}
    </ul>
  );
};

/** Rows that say what an earlier one said: shown, never dropped in silence. */
const Repeats = ({ reading }: { readonly reading: Reading }) => {
  const say = useSay(EVIDENCE);
  const { repeats } = reading;
  if (repeats === undefined || repeats.count === 0) return null;
  const { count, shown } = repeats;
  return (
    <Note tone="warn" title={say("repeatsTitle", { count })}>
      <p>{say(reading.kind === "invoices" ? "repeatsInvoices" : "repeatsLines")}</p>
      <ul>
        {shown.map(({ row, of }) => (
          <li key={row}>{say("repeat", { row, of })}</li>
        ))}
      </ul>
      {count > shown.length ? <p>{say("moreRowErrors", { count: count - shown.length })}</p> : null}
    </Note>
  );
};

const BREAKS_SHOWN = 20;

/** What was understood of a table: sums, months with their gaps, and every row that was not understood. */
export const ReadingView = ({ reading }: { readonly reading: Reading }) => {
  const say = useSay(EVIDENCE);
  return (
    <section className="stack" aria-labelledby="reading-title">
      <h2 id="reading-title">{say("understood")}</h2>
      <Sums reading={reading} />
      <Remarks reading={reading} />
      {reading.kind === "statement" && reading.balanceBreakCount > 0 ? (
        <Note tone="warn" title={say("balanceTitle")}>
          <p>{say("balanceText")}</p>
          <p>
            {say("balanceRows", {
              rows: reading.balanceBreaks.slice(0, BREAKS_SHOWN).join(", "),
              count: reading.balanceBreakCount,
            })}
          </p>
        </Note>
      ) : null}
      <Repeats reading={reading} />
      <Coverage reading={reading} />
      <RowErrors errors={reading.rowErrors} count={reading.rowErrorCount} />
    </section>
  );
};
