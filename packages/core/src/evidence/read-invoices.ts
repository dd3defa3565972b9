import { err, ok, type Result } from "../kernel/result.ts";
import type { Currency } from "../money/currency.ts";
import { readHead } from "./column-detection.ts";
import { cellText, type DelimitedRefusal, openDelimited, scanRows } from "./delimited-text.ts";
import type { Invoice } from "./invoice.ts";
import type { InvoiceProfile } from "./invoice-columns.ts";
import { InvoiceRowReader, locateInvoiceColumns, type ProfileRefusal, SUMMARY_ROW } from "./invoice-row.ts";
import { PREVIEW_ROWS } from "./look-at-table.ts";
import { type Repeats, repeatsOf } from "./repeated-rows.ts";
import type { RowError } from "./row-error.ts";

/** Invoices of one calendar month: how many, and what the valid ones sum to in minor units. */
export type InvoiceMonth = Readonly<{
  month: string;
  count: number;
  voided: number;
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
}>;

/** A file read whole: nothing is dropped silently. */
export type InvoiceReading = Readonly<{
  currency: Currency;
  invoices: readonly Invoice[];
  /** Rows seen below the header, blank ones apart. */
  rowCount: number;
  /** The first hundred; `rowErrorCount` counts all. A row with an error is not among `invoices`. */
  rowErrors: readonly RowError[];
  rowErrorCount: number;
  /** Summary rows (`合计`, `Total`) that were passed over. */
  summaryRowCount: number;
  /** Rows in which an amount had more decimals than the currency and was rounded half to even. */
  roundedRowCount: number;
  /** An amount column that the file lacks and that was computed from the other two. */
  derived: "net" | "tax" | "total" | null;
  months: readonly InvoiceMonth[];
  /** Invoices of the same number, counterparty and total as one before them; all of them are among `invoices`. */
  repeats: Repeats;
  /** Valid invoices only. */
  sums: Readonly<{ netMinor: number; taxMinor: number; totalMinor: number }>;
}>;

/** Why a file cannot be read by a profile. */
export type ReadInvoicesRefusal = DelimitedRefusal | ProfileRefusal | Readonly<{ kind: "sum_too_large" }>;

const isSummaryRow = (cells: readonly string[]): boolean =>
  SUMMARY_ROW.test(cellText(cells.find((cell) => cell !== "") ?? ""));

/** Counts and sums by month, in the order of the calendar. */
export function invoiceMonths(invoices: readonly Invoice[]): readonly InvoiceMonth[] {
  const months = new Map<string, { -readonly [K in keyof InvoiceMonth]: InvoiceMonth[K] }>();
  for (const { date, status, netMinor, taxMinor, totalMinor } of invoices) {
    const key = date.slice(0, 7);
    let month = months.get(key);
    if (!month) {
      month = { month: key, count: 0, voided: 0, netMinor: 0, taxMinor: 0, totalMinor: 0 };
      months.set(key, month);
    }
    month.count += 1;
    if (status === "voided") {
      month.voided += 1;
      continue;
    }
    month.netMinor += netMinor;
    month.taxMinor += taxMinor;
    month.totalMinor += totalMinor;
  }
  return [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** Passes over the file by its profile, one row reader for all rows. */
function walk(
  input: InvoiceFile,
  onRow: (reader: InvoiceRowReader, cells: readonly string[], row: number) => boolean,
): Result<InvoiceRowReader, ReadInvoicesRefusal> {
  const { bytes, profile, currency } = input;
  const opened = openDelimited(bytes, profile);
  if (!opened.ok) return opened;
  const head = readHead(opened.value, [], profile.headerRow);
  const columns = locateInvoiceColumns(profile, head?.header ?? []);
  if (!columns.ok) return columns;
  const reader = new InvoiceRowReader(profile, columns.value, currency);
  const scanned = scanRows(opened.value.text, opened.value.delimiter, (cells, row) =>
    row <= profile.headerRow ? true : onRow(reader, cells, row),
  );
  return scanned.ok ? ok(reader) : scanned;
}

/** An uploaded file (at most 20 MB), how it is read, and the currency of its amounts. */
export type InvoiceFile = Readonly<{ bytes: Uint8Array; profile: InvoiceProfile; currency: Currency }>;

/**
 * Reads an invoice file by its profile. Exact: amounts never pass through a float, rows keep their number.
 * @returns the invoices with everything that was not understood; refuses a file that the profile does not fit
 * @see docs/rules/evidence.md#invoices
 */
export function readInvoices(input: InvoiceFile): Result<InvoiceReading, ReadInvoicesRefusal> {
  const invoices: Invoice[] = [];
  let rowCount = 0;
  let summaryRowCount = 0;
  const walked = walk(input, (reader, cells, row) => {
    rowCount += 1;
    if (isSummaryRow(cells)) {
      summaryRowCount += 1;
      return true;
    }
    const invoice = reader.read(cells, row);
    if (invoice) invoices.push(invoice);
    return true;
  });
  if (!walked.ok) return walked;
  const reader = walked.value;
  const months = invoiceMonths(invoices);
  const sumOf = (field: "netMinor" | "taxMinor" | "totalMinor") =>
    months.reduce((sum, month) => sum + month[field], 0);
  const sums = { netMinor: sumOf("netMinor"), taxMinor: sumOf("taxMinor"), totalMinor: sumOf("totalMinor") };
  if (!Object.values(sums).every(Number.isSafeInteger)) return err({ kind: "sum_too_large" });
  const { columns } = input.profile;
  return ok({
    currency: input.currency,
    invoices,
    rowCount,
    rowErrors: reader.errors,
    rowErrorCount: reader.errorCount,
    summaryRowCount,
    roundedRowCount: reader.roundedCount,
    derived: (["net", "tax", "total"] as const).find((field) => columns[field] === null) ?? null,
    months,
    repeats: repeatsOf(
      invoices,
      ({ number, counterparty, totalMinor }) => `${number}\t${counterparty}\t${totalMinor}`,
    ),
    sums,
  });
}

/** One row as it is written and as it was understood: an invoice, or what is wrong with it; a row of sums is neither. */
export type InvoicePreviewRow = Readonly<{
  row: number;
  cells: readonly string[];
  invoice: Invoice | null;
  error: RowError | null;
}>;

/** The first rows of a file read by a profile, for the user to confirm or correct. */
export function previewInvoices(
  input: InvoiceFile,
): Result<readonly InvoicePreviewRow[], ReadInvoicesRefusal> {
  const rows: InvoicePreviewRow[] = [];
  const walked = walk(input, (reader, cells, row) => {
    const before = reader.errors.length;
    const invoice = isSummaryRow(cells) ? undefined : reader.read(cells, row);
    const error = reader.errors[before] ?? null;
    rows.push({ row, cells: cells.map(cellText), invoice: invoice ?? null, error });
    return rows.length < PREVIEW_ROWS;
  });
  return walked.ok ? ok(rows) : walked;
}
