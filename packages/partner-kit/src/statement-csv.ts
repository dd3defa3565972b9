import { amountText, minorOf, type WireCurrency, wireCurrencySchema } from "./amount.ts";
import { err, ok, type Result } from "./result.ts";
import {
  checkStatement,
  type Statement,
  type StatementEntry,
  type StatementFileRefusal,
  statementSchema,
} from "./statement.ts";
import { fileText } from "./xml-text.ts";

/**
 * Columns of a statement in CSV (RFC 4180, UTF-8, CRLF, comma). The first record of a statement is `opening`, its last
 * is `closing`; both carry their balance in `amount`, signed. Between them stand its `entry` records, unsigned with a
 * `direction`. A text cell that a spreadsheet could take for a formula starts with an apostrophe.
 */
export const CSV_COLUMNS = [
  "record",
  "account",
  "currency",
  "statement",
  "sequence",
  "bank_day",
  "reference",
  "direction",
  "amount",
  "booked_at",
  "value_date",
  "kind",
  "end_to_end_id",
  "counterparty_name",
  "counterparty_account",
  "reason",
  "remittance",
] as const;

type Column = (typeof CSV_COLUMNS)[number];
type Row = Readonly<Record<Column, string>>;
type Read<T> = Result<T, StatementFileRefusal>;

const FORMULA = /^'*[=+\-@\t\r\0]/;
const guarded = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);
const unguarded = (cell: string): string =>
  FORMULA.test(cell) && cell.startsWith("'") ? cell.slice(1) : cell;
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

function line(row: Partial<Row>): string {
  const cells = CSV_COLUMNS.map((column) => {
    const cell = row[column] ?? "";
    return quoted(column === "amount" ? cell : guarded(cell)); // an amount is a number, its minus is meant
  });
  return `${cells.join(",")}\r\n`;
}

/** Writes statements as CSV. Throws when one is malformed or does not add up. */
export function writeStatementCsv(statements: readonly Statement[]): string {
  const lines = [`${CSV_COLUMNS.join(",")}\r\n`];
  for (const given of statements) {
    const statement = statementSchema.parse(given);
    if (!checkStatement(statement).ok)
      throw new RangeError("a statement that does not add up is not written");
    const { account, currency, statementId, sequence, bankDay } = statement;
    const head = { account, currency, statement: statementId, sequence: String(sequence), bank_day: bankDay };
    lines.push(line({ ...head, record: "opening", amount: amountText(statement.openingMinor, currency) }));
    for (const entry of statement.entries) {
      lines.push(
        line({
          ...head,
          record: "entry",
          reference: entry.reference,
          direction: entry.direction,
          amount: amountText(entry.amountMinor, currency),
          booked_at: entry.bookedAt,
          value_date: entry.valueDate,
          kind: entry.kind,
          end_to_end_id: entry.endToEndId ?? "",
          counterparty_name: entry.counterparty?.name ?? "",
          counterparty_account: entry.counterparty?.account ?? "",
          reason: entry.reason ?? "",
          remittance: entry.remittance,
        }),
      );
    }
    lines.push(line({ ...head, record: "closing", amount: amountText(statement.closingMinor, currency) }));
  }
  return lines.join("");
}

/** The cells of a CSV text, one pass; refuses a quote in the wrong place and an open one at the end. */
function cellsOf(csv: string): Read<string[][]> {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /"((?:[^"]|"")*)"(,|\r?\n|$)|([^",\r\n]*)(,|\r?\n|$)/y;
  while (cell.lastIndex < csv.length) {
    const match = cell.exec(csv);
    if (!match)
      return err({ kind: "not_well_formed", detail: `line ${rows.length + 1}: a quote in the wrong place` });
    const [, inQuotes, afterQuotes, bare, afterBare] = match;
    row.push(inQuotes === undefined ? (bare ?? "") : inQuotes.replaceAll('""', '"'));
    if ((afterQuotes ?? afterBare) !== ",") {
      rows.push(row);
      row = [];
    } else if (cell.lastIndex >= csv.length) rows.push([...row, ""]);
  }
  return ok(rows);
}

function rowOf(cells: readonly string[]): Row {
  const cell = (column: Column): string => {
    const value = cells[CSV_COLUMNS.indexOf(column)] ?? "";
    return column === "amount" ? value : unguarded(value);
  };
  return {
    record: cell("record"),
    account: cell("account"),
    currency: cell("currency"),
    statement: cell("statement"),
    sequence: cell("sequence"),
    bank_day: cell("bank_day"),
    reference: cell("reference"),
    direction: cell("direction"),
    amount: cell("amount"),
    booked_at: cell("booked_at"),
    value_date: cell("value_date"),
    kind: cell("kind"),
    end_to_end_id: cell("end_to_end_id"),
    counterparty_name: cell("counterparty_name"),
    counterparty_account: cell("counterparty_account"),
    reason: cell("reason"),
    remittance: cell("remittance"),
  };
}

function amountOf(row: Row, at: string, currency: WireCurrency): Read<number> {
  const minor = minorOf(row.amount, currency);
  return minor.ok ? minor : err({ kind: "amount_not_exact", at, text: row.amount.slice(0, 40) });
}

/** An entry as the row says it; its types are checked with the whole statement's. */
function entryOf(row: Row, amountMinor: number): Record<keyof StatementEntry, unknown> {
  const name = row.counterparty_name || undefined;
  const account = row.counterparty_account || undefined;
  const counterparty = { ...(name && { name }), ...(account && { account }) };
  return {
    reference: row.reference,
    direction: row.direction,
    amountMinor,
    bookedAt: row.booked_at,
    valueDate: row.value_date,
    kind: row.kind,
    endToEndId: row.end_to_end_id || undefined,
    reason: row.reason || undefined,
    counterparty: name || account ? counterparty : undefined,
    remittance: row.remittance,
  };
}

const SHARED = ["account", "currency", "statement", "sequence", "bank_day"] as const;

/** The rows of one statement, `opening` to `closing`. */
function statementOf(rows: readonly Row[], at: string): Read<Statement> {
  const [first] = rows;
  const last = rows.at(-1);
  if (!first || !last || first.record !== "opening" || last.record !== "closing" || rows.length < 2) {
    return err({
      kind: "not_understood",
      at,
      detail: "a statement runs from an opening to a closing record",
    });
  }
  const currency = wireCurrencySchema.safeParse(first.currency);
  if (!currency.success || !/^\d{1,15}$/.test(first.sequence)) {
    return err({ kind: "not_understood", at, detail: "currency or sequence" });
  }
  if (rows.some((row) => SHARED.some((column) => row[column] !== first[column]))) {
    return err({ kind: "not_understood", at, detail: "records of two statements are mixed" });
  }
  const minors: number[] = [];
  for (const row of rows) {
    const minor = amountOf(row, at, currency.data);
    if (!minor.ok) return minor;
    minors.push(minor.value);
  }
  const candidate = statementSchema.safeParse({
    account: first.account,
    currency: first.currency,
    statementId: first.statement,
    sequence: Number(first.sequence),
    bankDay: first.bank_day,
    openingMinor: minors[0],
    entries: rows.slice(1, -1).map((row, index) => entryOf(row, minors[index + 1] ?? 0)),
    closingMinor: minors.at(-1),
  });
  if (candidate.success) return checkStatement(candidate.data);
  const [issue] = candidate.error.issues;
  return err({
    kind: "not_understood",
    at: `${at}/${issue?.path.join("/")}`,
    detail: issue?.message ?? "malformed",
  });
}

/** Reads a statement file in CSV, whole or not at all, with the same checks as camt.053. */
export function readStatementCsv(
  file: string | Uint8Array,
): Result<readonly Statement[], StatementFileRefusal> {
  const text = fileText(file);
  if (!text.ok) return text;
  const cells = cellsOf(text.value);
  if (!cells.ok) return cells;
  const [header, ...records] = cells.value;
  if (header?.join() !== CSV_COLUMNS.join()) {
    return err({ kind: "not_understood", at: "line 1", detail: "the header is not the documented one" });
  }
  const statements: Statement[] = [];
  let open: Row[] = [];
  for (const [index, record] of records.entries()) {
    const at = `line ${index + 2}`;
    if (record.length !== CSV_COLUMNS.length)
      return err({ kind: "not_understood", at, detail: "number of cells" });
    const row = rowOf(record);
    const isInside = row.record === "entry" || row.record === "closing" ? open.length > 0 : open.length === 0;
    if (!isInside || !["opening", "entry", "closing"].includes(row.record)) {
      return err({ kind: "not_understood", at, detail: "record out of order" });
    }
    open.push(row);
    if (row.record !== "closing") continue;
    const statement = statementOf(open, at);
    if (!statement.ok) return statement;
    statements.push(statement.value);
    open = [];
  }
  if (open.length > 0 || statements.length === 0) {
    return err({ kind: "not_understood", at: "end of file", detail: "the last statement is not closed" });
  }
  return ok(statements);
}
