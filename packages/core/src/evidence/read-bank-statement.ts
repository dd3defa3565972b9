import { err, ok, type Result } from "../kernel/result.ts";
import { type Currency, exponentOf } from "../money/currency.ts";
import type { StatementLine, StatementProfile } from "./bank-statement.ts";
import { readHead } from "./column-detection.ts";
import { readDay } from "./day-text.ts";
import { readDecimal } from "./decimal-text.ts";
import { cellText, type DelimitedRefusal, openDelimited, scanRows } from "./delimited-text.ts";
import { PREVIEW_ROWS } from "./look-at-table.ts";
import { type Repeats, repeatsOf } from "./repeated-rows.ts";
import { ROW_ERRORS_MAX, type RowError, type RowErrorKind, rowError } from "./row-error.ts";

/** Money in and out of one calendar month, in minor units; `outMinor` is positive. */
export type StatementMonth = Readonly<{ month: string; count: number; inMinor: number; outMinor: number }>;

/** A statement read whole. */
export type StatementReading = Readonly<{
  currency: Currency;
  lines: readonly StatementLine[];
  rowCount: number;
  rowErrors: readonly RowError[];
  rowErrorCount: number;
  roundedRowCount: number;
  months: readonly StatementMonth[];
  /** Which way the file runs; `unknown` without a balance column or with a single line. */
  order: "oldest_first" | "newest_first" | "unknown";
  /** Rows whose running balance does not follow from the row before it in time (the first hundred). */
  balanceBreaks: readonly number[];
  balanceBreakCount: number;
  /** Lines that are the same in every column that is read; all of them are among `lines`. */
  repeats: Repeats;
}>;

/** Why a statement cannot be read by a profile. */
export type ReadStatementRefusal =
  | DelimitedRefusal
  | Readonly<
      | { kind: "profile_column_missing"; column: string }
      | { kind: "amount_columns_incomplete" }
      | { kind: "sum_too_large" }
    >;

type Field = keyof StatementProfile["columns"];
const ABSENT = -1;

function locate(
  profile: StatementProfile,
  header: readonly string[],
): Result<(field: Field) => number, ReadStatementRefusal> {
  const { columns } = profile;
  for (const name of Object.values(columns)) {
    if (name !== null && !header.includes(name)) return err({ kind: "profile_column_missing", column: name });
  }
  const split = columns.debit !== null && columns.credit !== null;
  if (columns.amount === null && !split) return err({ kind: "amount_columns_incomplete" });
  return ok((field) => {
    const name = columns[field];
    return name === null ? ABSENT : header.indexOf(name);
  });
}

/** Reads statement rows; an error is noted with its row and column, and the row is left out. */
class StatementRowReader {
  readonly #profile: StatementProfile;
  readonly #column: (field: Field) => number;
  readonly #exponent: number;
  readonly errors: RowError[] = [];
  errorCount = 0;
  roundedCount = 0;
  #cells: readonly string[] = [];
  #row = 0;
  #rounded = false;

  constructor(profile: StatementProfile, column: (field: Field) => number, currency: Currency) {
    this.#profile = profile;
    this.#column = column;
    this.#exponent = exponentOf(currency);
  }

  #text(field: Field): string {
    const column = this.#column(field);
    return column === ABSENT ? "" : cellText(this.#cells[column] ?? "");
  }

  #fail(field: Field, kind: RowErrorKind): undefined {
    this.errorCount += 1;
    if (this.errors.length < ROW_ERRORS_MAX) {
      const column = this.#profile.columns[field] ?? field;
      this.errors.push(rowError({ row: this.#row, column, kind, text: this.#text(field) }));
    }
    return undefined;
  }

  #decimal(field: Field): number | undefined {
    const reading = readDecimal(this.#text(field), this.#profile.decimalStyle, this.#exponent);
    if (!reading) return this.#fail(field, "not_a_number");
    if (reading.rounded) this.#rounded = true;
    return reading.minor;
  }

  /** Signed: credit less debit. A side that is empty or zero is not there; both at once contradict each other. */
  #amount(): number | undefined {
    const { amount } = this.#profile.columns;
    if (amount !== null)
      return this.#text("amount") === "" ? this.#fail("amount", "missing") : this.#decimal("amount");
    const side = (field: "debit" | "credit") =>
      /^[-–—]?$/.test(this.#text(field)) ? 0 : this.#decimal(field);
    const credit = side("credit");
    const debit = credit === undefined ? undefined : side("debit");
    if (credit === undefined || debit === undefined) return undefined;
    if (credit !== 0 && debit !== 0) return this.#fail("debit", "two_amounts");
    // Some banks write debits as negative numbers in their own column.
    return credit !== 0 ? credit : -Math.abs(debit) || 0;
  }

  read(cells: readonly string[], row: number): StatementLine | undefined {
    this.#cells = cells;
    this.#row = row;
    this.#rounded = false;
    const dateText = this.#text("date");
    const date = readDay(dateText, this.#profile.dateStyle);
    if (date === undefined) return this.#fail("date", dateText === "" ? "missing" : "not_a_date");
    const amountMinor = this.#amount();
    if (amountMinor === undefined) return undefined;
    const withBalance = this.#column("balance") !== ABSENT && this.#text("balance") !== "";
    const balanceMinor = withBalance ? this.#decimal("balance") : null;
    if (balanceMinor === undefined) return undefined;
    if (this.#rounded) this.roundedCount += 1;
    const counterparty = this.#text("counterparty").slice(0, 300);
    return { row, date, amountMinor, balanceMinor, counterparty, text: this.#text("text").slice(0, 500) };
  }
}

function statementMonths(lines: readonly StatementLine[]): readonly StatementMonth[] {
  const months = new Map<string, { month: string; count: number; inMinor: number; outMinor: number }>();
  for (const { date, amountMinor } of lines) {
    const key = date.slice(0, 7);
    const month = months.get(key) ?? { month: key, count: 0, inMinor: 0, outMinor: 0 };
    months.set(key, month);
    month.count += 1;
    if (amountMinor >= 0) month.inMinor += amountMinor;
    else month.outMinor -= amountMinor;
  }
  return [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** Rows at which balance(before) + amount is not the balance, walking in the given order of time. */
function breaksIn(lines: readonly StatementLine[]): readonly number[] {
  let before: number | null = null;
  const breaks: number[] = [];
  for (const { row, amountMinor, balanceMinor } of lines) {
    if (balanceMinor === null) {
      before = before === null ? null : before + amountMinor;
      continue;
    }
    if (before !== null && before + amountMinor !== balanceMinor) breaks.push(row);
    before = balanceMinor;
  }
  return breaks;
}

/** Files run either way; dates decide, and among equal dates the way in which fewer balances break. */
function judgeBalances(
  lines: readonly StatementLine[],
): Pick<StatementReading, "order" | "balanceBreaks" | "balanceBreakCount"> {
  const unknown = { order: "unknown", balanceBreaks: [], balanceBreakCount: 0 } as const;
  if (lines.length < 2 || lines.every(({ balanceMinor }) => balanceMinor === null)) return unknown;
  const first = lines[0]?.date ?? "";
  const last = lines.at(-1)?.date ?? "";
  const forwards = breaksIn(lines);
  const backwards = breaksIn(lines.toReversed());
  const oldestFirst = first === last ? forwards.length <= backwards.length : first < last;
  const breaks = oldestFirst ? forwards : backwards;
  return {
    order: oldestFirst ? "oldest_first" : "newest_first",
    balanceBreaks: breaks.slice(0, ROW_ERRORS_MAX),
    balanceBreakCount: breaks.length,
  };
}

/** An uploaded file (at most 20 MB), how it is read, and the currency of its amounts. */
export type StatementFile = Readonly<{ bytes: Uint8Array; profile: StatementProfile; currency: Currency }>;

/** Passes over the file by its profile, one row reader for all rows. */
function walk(
  input: StatementFile,
  onRow: (reader: StatementRowReader, cells: readonly string[], row: number) => boolean,
): Result<StatementRowReader, ReadStatementRefusal> {
  const { bytes, profile, currency } = input;
  const opened = openDelimited(bytes, profile);
  if (!opened.ok) return opened;
  const head = readHead(opened.value, [], profile.headerRow);
  const column = locate(profile, head?.header ?? []);
  if (!column.ok) return column;
  const reader = new StatementRowReader(profile, column.value, currency);
  const scanned = scanRows(opened.value.text, opened.value.delimiter, (cells, row) =>
    row <= profile.headerRow ? true : onRow(reader, cells, row),
  );
  return scanned.ok ? ok(reader) : scanned;
}

/**
 * Reads a bank statement file by its profile: exact amounts, rows kept, running balance followed line by line.
 * @see docs/rules/evidence.md#bank-statements
 */
export function readBankStatement(input: StatementFile): Result<StatementReading, ReadStatementRefusal> {
  const lines: StatementLine[] = [];
  let rowCount = 0;
  const walked = walk(input, (reader, cells, row) => {
    rowCount += 1;
    const line = reader.read(cells, row);
    if (line) lines.push(line);
    return true;
  });
  if (!walked.ok) return walked;
  const reader = walked.value;
  const months = statementMonths(lines);
  const whole = months.reduce((sum, { inMinor, outMinor }) => sum + inMinor + outMinor, 0);
  if (!Number.isSafeInteger(whole)) return err({ kind: "sum_too_large" });
  return ok({
    currency: input.currency,
    lines,
    rowCount,
    rowErrors: reader.errors,
    rowErrorCount: reader.errorCount,
    roundedRowCount: reader.roundedCount,
    months,
    ...judgeBalances(lines),
    repeats: repeatsOf(lines, ({ row: _row, ...line }) => JSON.stringify(line)),
  });
}

/** One row as it is written and as it was understood: a line, or what is wrong with it. */
export type StatementPreviewRow = Readonly<{
  row: number;
  cells: readonly string[];
  line: StatementLine | null;
  error: RowError | null;
}>;

/** The first rows of a statement read by a profile, for the user to confirm or correct. */
export function previewStatement(
  input: StatementFile,
): Result<readonly StatementPreviewRow[], ReadStatementRefusal> {
  const rows: StatementPreviewRow[] = [];
  const walked = walk(input, (reader, cells, row) => {
    const before = reader.errors.length;
    const line = reader.read(cells, row) ?? null;
    rows.push({ row, cells: cells.map(cellText), line, error: reader.errors[before] ?? null });
    return rows.length < PREVIEW_ROWS;
  });
  return walked.ok ? ok(rows) : walked;
}
