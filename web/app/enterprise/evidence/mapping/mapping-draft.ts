import type { EvidenceFile, Mapping, Preview } from "../evidence-data.ts";

type Type = EvidenceFile["type"];
type Invoices = Extract<Mapping, { kind: "invoices" }>;
type Statement = Extract<Mapping, { kind: "statement" }>;
type Profile = Mapping["profile"];

/** How a table is laid out. */
export type Layout = Pick<Profile, "encoding" | "delimiter" | "headerRow">;

export const ENCODINGS = [
  "utf-8",
  "gb18030",
  "utf-16le",
  "windows-1252",
] as const satisfies readonly Layout["encoding"][];
export const DELIMITERS = [",", ";", "\t"] as const satisfies readonly Layout["delimiter"][];
export const DECIMAL_STYLES = ["point", "comma"] as const satisfies readonly Profile["decimalStyle"][];
export const DATE_STYLES = ["ymd", "dmy", "mdy", "serial"] as const satisfies readonly Profile["dateStyle"][];
export const CURRENCIES = [
  "EUR",
  "CNY",
  "JPY",
  "USD",
  "GBP",
  "CHF",
  "KWD",
] as const satisfies readonly Mapping["currency"][];

const INVOICE_FIELDS = [
  "number",
  "date",
  "counterparty",
  "net",
  "tax",
  "total",
  "status",
  "direction",
] as const satisfies readonly (keyof Invoices["profile"]["columns"])[];
const STATEMENT_FIELDS = [
  "date",
  "amount",
  "credit",
  "debit",
  "balance",
  "counterparty",
  "text",
] as const satisfies readonly (keyof Statement["profile"]["columns"])[];

export type Field = (typeof INVOICE_FIELDS)[number] | (typeof STATEMENT_FIELDS)[number];

/** What can be read from a table of a type. */
export const fieldsOf = (type: Type): readonly Field[] =>
  type === "bank_statement" ? STATEMENT_FIELDS : INVOICE_FIELDS;

/** A mapping that is being written: any column may still be missing. */
export interface Draft {
  readonly currency: Mapping["currency"];
  readonly layout: Layout;
  readonly decimalStyle: Profile["decimalStyle"];
  readonly dateStyle: Profile["dateStyle"];
  readonly columns: { readonly [F in Field]?: string | undefined };
}

const columnsOf = (named: Readonly<Record<string, string | null>>): Draft["columns"] =>
  Object.fromEntries(Object.entries(named).filter(([, column]) => column !== null));

/** A mapping as a draft to correct. */
export function draftOfMapping({ currency, profile }: Mapping): Draft {
  const { encoding, delimiter, headerRow, decimalStyle, dateStyle, columns } = profile;
  return {
    ...{ currency, decimalStyle, dateStyle },
    layout: { encoding, delimiter, headerRow },
    columns: columnsOf(columns),
  };
}

/** What was detected as a draft; where columns were not recognised, those that were. */
export function draftOf({ mapping, layout, guesses }: Preview, currency: Draft["currency"]): Draft {
  if (mapping !== undefined) return { ...draftOfMapping(mapping), currency };
  const columns = Object.fromEntries(Object.entries(guesses).map(([field, { column }]) => [field, column]));
  return { currency, layout, decimalStyle: "point", dateStyle: "ymd", columns };
}

/** The fields that must still be given a column; of the amounts of an invoice, two are enough. */
export function missingOf(type: Type, { columns }: Pick<Draft, "columns">): readonly Field[] {
  const lacking = (fields: readonly Field[]) => fields.filter((field) => columns[field] === undefined);
  if (type !== "bank_statement") {
    const amounts = lacking(["net", "tax", "total"]);
    return [...lacking(["number", "date", "counterparty"]), ...(amounts.length > 1 ? amounts : [])];
  }
  const sides = lacking(["credit", "debit"]);
  const hasAmount = columns.amount !== undefined || sides.length === 0;
  return [...lacking(["date"]), ...(hasAmount ? [] : sides.length === 2 ? ["amount" as const] : sides)];
}

/** What a row shows once it is read: money in and out are one signed amount, and a missing amount of three is computed. */
export function readFieldsOf(type: Type, { columns }: Pick<Draft, "columns">): readonly Field[] {
  const isRead = (field: Field): boolean => {
    if (field === "credit" || field === "debit") return false;
    return ["amount", "net", "tax", "total"].includes(field) || columns[field] !== undefined;
  };
  return fieldsOf(type).filter(isRead);
}

/** The mapping of a draft, once nothing is missing. */
export function mappingOf(type: Type, draft: Draft): Mapping | undefined {
  if (missingOf(type, draft).length > 0) return undefined;
  const { currency, layout, decimalStyle, dateStyle, columns } = draft;
  const how = { ...layout, decimalStyle, dateStyle };
  const named = (field: Field) => columns[field] ?? "";
  const maybe = (field: Field) => columns[field] ?? null;
  if (type === "bank_statement") {
    const hasSides = columns.debit !== undefined && columns.credit !== undefined;
    const amounts = hasSides
      ? { amount: null, debit: maybe("debit"), credit: maybe("credit") }
      : { amount: maybe("amount"), debit: null, credit: null };
    const others = { balance: maybe("balance"), counterparty: maybe("counterparty"), text: maybe("text") };
    return {
      kind: "statement",
      currency,
      profile: { ...how, columns: { date: named("date"), ...amounts, ...others } },
    };
  }
  const must = { number: named("number"), date: named("date"), counterparty: named("counterparty") };
  const amounts = { net: maybe("net"), tax: maybe("tax"), total: maybe("total") };
  const direction = type === "invoices_purchases" ? "purchase" : "sale";
  const marks = { status: maybe("status"), direction: maybe("direction") };
  return {
    kind: "invoices",
    currency,
    profile: { ...how, direction, columns: { ...must, ...amounts, ...marks } },
  };
}
