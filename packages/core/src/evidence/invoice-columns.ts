import { z } from "zod";
import { err, ok, type Result } from "../kernel/result.ts";
import {
  type ColumnGuess,
  columnSamples,
  guessColumns,
  readHead,
  type TableHead,
} from "./column-detection.ts";
import { DATE_STYLES, guessDateStyle } from "./day-text.ts";
import { DECIMAL_STYLES, type DecimalStyle, guessDecimalStyle, readDecimal } from "./decimal-text.ts";
import {
  DELIMITERS,
  type DelimitedOptions,
  type DelimitedRefusal,
  openDelimited,
  TEXT_ENCODINGS,
} from "./delimited-text.ts";
import { INVOICE_DIRECTIONS, type InvoiceDirection } from "./invoice.ts";
import {
  directionOfHeader,
  INVOICE_COLUMN_RULES,
  INVOICE_FIELDS,
  type InvoiceField,
} from "./invoice-header-names.ts";

const columnName = z.string().min(1).max(120);

/**
 * How one source format is read: configuration, not code. Detected, shown to the user, and kept after his
 * corrections; columns are named by their header text.
 */
export const invoiceProfileSchema = z.strictObject({
  encoding: z.enum(TEXT_ENCODINGS),
  delimiter: z.enum(DELIMITERS),
  headerRow: z.int().min(1).max(30),
  decimalStyle: z.enum(DECIMAL_STYLES),
  dateStyle: z.enum(DATE_STYLES),
  /** Used for every row when no column tells the direction. */
  direction: z.enum(INVOICE_DIRECTIONS),
  columns: z.strictObject({
    number: columnName,
    date: columnName,
    counterparty: columnName,
    net: columnName.nullable(),
    tax: columnName.nullable(),
    total: columnName.nullable(),
    status: columnName.nullable(),
    direction: columnName.nullable(),
  }),
});
export type InvoiceProfile = Readonly<z.infer<typeof invoiceProfileSchema>>;

/** What the detection is not sure of; the user is asked before the file counts. */
export type InvoiceDoubt =
  | "date_style"
  | "decimal_style"
  | "direction"
  | "amount_columns"
  | "no_status_column";

/** A detected profile with the confidence (0 to 1) of every column found, and what to ask the user about. */
export type InvoiceDetection = Readonly<{
  profile: InvoiceProfile;
  header: readonly string[];
  confidence: Readonly<Partial<Record<InvoiceField, number>>>;
  doubts: readonly InvoiceDoubt[];
}>;

/** Why a file cannot be mapped: the named columns were not found. */
export type InvoiceMappingRefusal =
  | DelimitedRefusal
  | Readonly<{ kind: "columns_not_found"; fields: readonly InvoiceField[] }>;

/** Rows in which net + tax is the total within this many minor units. */
const SUM_TOLERANCE_MINOR = 2;

/** Share of sample rows whose three amounts add up under an assignment. */
function addsUp(head: TableHead, columns: readonly [number, number, number], style: DecimalStyle): number {
  const [net, tax, total] = columns;
  const read = (cells: readonly string[], index: number) => readDecimal(cells[index] ?? "", style, 2)?.minor;
  const judged = head.samples.flatMap((cells) => {
    const [a, b, c] = [read(cells, net), read(cells, tax), read(cells, total)];
    return a === undefined || b === undefined || c === undefined
      ? []
      : [Math.abs(a + b - c) <= SUM_TOLERANCE_MINOR];
  });
  return judged.length === 0 ? 0 : judged.filter(Boolean).length / judged.length;
}

/** Names may lie (`amount` is net in one system, gross in the next); arithmetic does not: net + tax = total. */
function orderByArithmetic(
  head: TableHead,
  guesses: Map<InvoiceField, ColumnGuess>,
  style: DecimalStyle,
): boolean {
  const net = guesses.get("net");
  const tax = guesses.get("tax");
  const total = guesses.get("total");
  if (!net || !tax || !total) return true;
  if (addsUp(head, [net.index, tax.index, total.index], style) >= 0.5) return true;
  if (addsUp(head, [total.index, tax.index, net.index], style) < 0.5) return false;
  guesses.set("net", total);
  guesses.set("total", net);
  return true;
}

function missingFields(found: ReadonlyMap<InvoiceField, ColumnGuess>): readonly InvoiceField[] {
  const must: readonly InvoiceField[] = ["number", "date", "counterparty"];
  const amounts: readonly InvoiceField[] = ["net", "tax", "total"];
  const lacking = amounts.filter((field) => !found.has(field));
  return [...must.filter((field) => !found.has(field)), ...(lacking.length > 1 ? lacking : [])];
}

/**
 * Finds out how an invoice file is to be read, by the names of its columns (English, Chinese, German) and by
 * what the cells hold.
 * @param options what the user knows already; `direction` also picks buyer or seller as the counterparty
 */
export function detectInvoiceColumns(
  bytes: Uint8Array,
  options: DelimitedOptions & Readonly<{ direction?: InvoiceDirection; headerRow?: number }> = {},
): Result<InvoiceDetection, InvoiceMappingRefusal> {
  const opened = openDelimited(bytes, options);
  if (!opened.ok) return opened;
  const file = opened.value;
  const rules = INVOICE_COLUMN_RULES[options.direction ?? "unknown"];
  const head = readHead(file, rules, options.headerRow);
  if (!head) return err({ kind: "columns_not_found", fields: INVOICE_FIELDS });
  const found = new Map(guessColumns(head, rules));
  const missing = missingFields(found);
  if (missing.length > 0) return err({ kind: "columns_not_found", fields: missing });
  const amounts = (["net", "tax", "total"] as const).flatMap((field) => {
    const guess = found.get(field);
    return guess ? columnSamples(head, guess.index) : [];
  });
  const decimal = guessDecimalStyle(amounts);
  const ordered = orderByArithmetic(head, found, decimal.style);
  const date = guessDateStyle(columnSamples(head, found.get("date")?.index ?? -1));
  const title = (field: InvoiceField) => head.header[found.get(field)?.index ?? -1] ?? null;
  const direction = options.direction ?? directionOfHeader(title("counterparty") ?? "");
  const doubts: InvoiceDoubt[] = [];
  if (!date.sure) doubts.push("date_style");
  if (!decimal.sure && amounts.some((text) => /[.,]/.test(text))) doubts.push("decimal_style");
  if (!direction && !found.has("direction")) doubts.push("direction");
  if (!ordered) doubts.push("amount_columns");
  if (!found.has("status")) doubts.push("no_status_column");
  const profile: InvoiceProfile = {
    encoding: file.encoding,
    delimiter: file.delimiter,
    headerRow: head.headerRow,
    decimalStyle: decimal.style,
    dateStyle: date.style,
    direction: direction ?? "sale",
    columns: {
      number: title("number") ?? "",
      date: title("date") ?? "",
      counterparty: title("counterparty") ?? "",
      net: title("net"),
      tax: title("tax"),
      total: title("total"),
      status: title("status"),
      direction: title("direction"),
    },
  };
  const confidence = Object.fromEntries([...found].map(([field, guess]) => [field, guess.confidence]));
  return ok({ profile, header: head.header, confidence, doubts });
}
