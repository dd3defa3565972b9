/** What one row got wrong. The row counts like a spreadsheet, the header being a row. */
export type RowErrorKind =
  | "not_a_number"
  | "not_a_date"
  | "missing"
  | "unknown_status"
  | "unknown_direction"
  | "two_amounts";

export type RowError = Readonly<{
  row: number;
  column: string;
  kind: RowErrorKind;
  /** Plain words: `Row 41: amount "1.234,5x" is not a number`. */
  message: string;
}>;

/** Row errors that are kept with their text; the others are counted. */
export const ROW_ERRORS_MAX = 100;
const SHOWN_CHARS_MAX = 40;

const SAYS = {
  not_a_number: (column: string, text: string) => `${column} "${text}" is not a number`,
  not_a_date: (column: string, text: string) => `${column} "${text}" is not a date`,
  missing: (column: string) => `${column} is empty`,
  unknown_status: (column: string, text: string) => `${column} "${text}" is neither valid nor voided`,
  unknown_direction: (column: string, text: string) => `${column} "${text}" is neither sale nor purchase`,
  two_amounts: (column: string, text: string) =>
    `${column} holds "${text}" although the other side is filled too`,
} as const satisfies Record<RowErrorKind, (column: string, text: string) => string>;

/** A row error with its words; the user's text is shortened. */
export function rowError(options: Omit<RowError, "message"> & { readonly text: string }): RowError {
  const { row, column, kind, text } = options;
  const shown = text.length > SHOWN_CHARS_MAX ? `${text.slice(0, SHOWN_CHARS_MAX)}…` : text;
  return { row, column, kind, message: `Row ${row}: ${SAYS[kind](column, shown)}` };
}
