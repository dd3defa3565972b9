import { err, ok, type Result } from "../kernel/result.ts";
import { type Currency, exponentOf } from "../money/currency.ts";
import { type IsoDay, readDay } from "./day-text.ts";
import { readDecimal } from "./decimal-text.ts";
import { cellText } from "./delimited-text.ts";
import type { Invoice, InvoiceDirection, InvoiceStatus } from "./invoice.ts";
import type { InvoiceProfile } from "./invoice-columns.ts";
import { ROW_ERRORS_MAX, type RowError, type RowErrorKind, rowError } from "./row-error.ts";

/** Why a profile does not fit a file. */
export type ProfileRefusal = Readonly<
  { kind: "profile_column_missing"; column: string } | { kind: "amount_columns_incomplete" }
>;

const VOIDED = new Set(
  "v,void,voided,cancelled,canceled,作废,作废发票,已作废,是,yes,true,1,y,storniert,annulled".split(","),
);
const VALID = new Set(
  "a,valid,active,ok,issued,paid,open,有效,有效发票,正常,正常发票,否,no,false,0,n,,gültig".split(","),
);
const SALE = new Set("sale,sales,out,output,销项,销售,销".split(","));
const PURCHASE = new Set("purchase,purchases,in,input,进项,采购,进".split(","));
/** A row that sums up others. */
export const SUMMARY_ROW = /^(合计|总计|小计|total|sum|subtotal|summe|grand total)$/i;

/** Where each field stands in a row; −1 when the file lacks it. */
export type InvoiceColumns = Readonly<Record<keyof InvoiceProfile["columns"], number>>;
const ABSENT = -1;

/** Finds the columns of a profile in the header of a file. */
export function locateInvoiceColumns(
  profile: InvoiceProfile,
  header: readonly string[],
): Result<InvoiceColumns, ProfileRefusal> {
  const at = (name: string | null) => (name === null ? ABSENT : header.indexOf(name));
  const { columns } = profile;
  for (const name of Object.values(columns)) {
    if (name !== null && at(name) === ABSENT) return err({ kind: "profile_column_missing", column: name });
  }
  const amounts = [columns.net, columns.tax, columns.total].filter((name) => name !== null);
  if (amounts.length < 2) return err({ kind: "amount_columns_incomplete" });
  return ok({
    number: at(columns.number),
    date: at(columns.date),
    counterparty: at(columns.counterparty),
    net: at(columns.net),
    tax: at(columns.tax),
    total: at(columns.total),
    status: at(columns.status),
    direction: at(columns.direction),
  });
}

/** Reads the cells of one row; the first thing wrong stops it and is remembered. */
export class InvoiceRowReader {
  readonly #profile: InvoiceProfile;
  readonly #columns: InvoiceColumns;
  readonly #exponent: number;
  readonly #days = new Map<string, IsoDay | undefined>();
  readonly errors: RowError[] = [];
  errorCount = 0;
  roundedCount = 0;
  #cells: readonly string[] = [];
  #row = 0;
  #rounded = false;

  constructor(profile: InvoiceProfile, columns: InvoiceColumns, currency: Currency) {
    this.#profile = profile;
    this.#columns = columns;
    this.#exponent = exponentOf(currency);
  }

  #text(column: number): string {
    return column === ABSENT ? "" : cellText(this.#cells[column] ?? "");
  }

  #fail(field: keyof InvoiceColumns, kind: RowErrorKind): undefined {
    this.errorCount += 1;
    if (this.errors.length < ROW_ERRORS_MAX) {
      const column = this.#profile.columns[field] ?? field;
      this.errors.push(rowError({ row: this.#row, column, kind, text: this.#text(this.#columns[field]) }));
    }
    return undefined;
  }

  #amount(field: "net" | "tax" | "total"): number | undefined {
    const text = this.#text(this.#columns[field]);
    if (text === "") return this.#fail(field, "missing");
    const reading = readDecimal(text, this.#profile.decimalStyle, this.#exponent);
    if (!reading) return this.#fail(field, "not_a_number");
    if (reading.rounded) this.#rounded = true;
    return reading.minor;
  }

  /** The three amounts; the one whose column is absent is computed from the others. */
  #amounts(): { netMinor: number; taxMinor: number; totalMinor: number } | undefined {
    const { net, tax, total } = this.#columns;
    const a = net === ABSENT ? 0 : this.#amount("net");
    const b = a === undefined ? undefined : tax === ABSENT ? 0 : this.#amount("tax");
    const c = b === undefined ? undefined : total === ABSENT ? 0 : this.#amount("total");
    if (a === undefined || b === undefined || c === undefined) return undefined;
    if (total === ABSENT) return { netMinor: a, taxMinor: b, totalMinor: a + b };
    if (tax === ABSENT) return { netMinor: a, taxMinor: c - a, totalMinor: c };
    return { netMinor: net === ABSENT ? c - b : a, taxMinor: b, totalMinor: c };
  }

  #day(): IsoDay | undefined {
    const text = this.#text(this.#columns.date);
    let day = this.#days.get(text);
    if (day === undefined) {
      day = readDay(text, this.#profile.dateStyle);
      if (day !== undefined && this.#days.size < 10_000) this.#days.set(text, day);
    }
    return day ?? this.#fail("date", text === "" ? "missing" : "not_a_date");
  }

  #status(): InvoiceStatus | undefined {
    if (this.#columns.status === ABSENT) return "valid";
    const key = this.#text(this.#columns.status).toLowerCase();
    if (VALID.has(key)) return "valid";
    return VOIDED.has(key) ? "voided" : this.#fail("status", "unknown_status");
  }

  #direction(): InvoiceDirection | undefined {
    if (this.#columns.direction === ABSENT) return this.#profile.direction;
    const key = this.#text(this.#columns.direction).toLowerCase();
    if (SALE.has(key)) return "sale";
    return PURCHASE.has(key) ? "purchase" : this.#fail("direction", "unknown_direction");
  }

  /** The invoice of a row, or undefined when an error was noted. */
  read(cells: readonly string[], row: number): Invoice | undefined {
    this.#cells = cells;
    this.#row = row;
    this.#rounded = false;
    const number = this.#text(this.#columns.number).slice(0, 100);
    if (number === "") return this.#fail("number", "missing");
    const date = this.#day();
    if (date === undefined) return undefined;
    const counterparty = this.#text(this.#columns.counterparty).slice(0, 300);
    if (counterparty === "") return this.#fail("counterparty", "missing");
    const amounts = this.#amounts();
    if (!amounts) return undefined;
    const status = this.#status();
    const direction = status && this.#direction();
    if (!status || !direction) return undefined;
    if (this.#rounded) this.roundedCount += 1;
    return { row, number, date, counterparty, ...amounts, direction, status };
  }
}
