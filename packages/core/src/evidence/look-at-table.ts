import { z } from "zod";
import { err, ok, type Result } from "../kernel/result.ts";
import { type ColumnRule, guessColumns, readHead } from "./column-detection.ts";
import {
  cellText,
  DELIMITERS,
  type DelimitedRefusal,
  openDelimited,
  scanRows,
  TEXT_ENCODINGS,
} from "./delimited-text.ts";

/** Rows shown before a user accepts a profile. */
export const PREVIEW_ROWS = 20;

/** How a table is laid out; what a user leaves out is found in the file. */
export const layoutSchema = z.strictObject({
  encoding: z.enum(TEXT_ENCODINGS),
  delimiter: z.enum(DELIMITERS),
  headerRow: z.int().min(1).max(30),
});
export type TableLayout = Readonly<z.infer<typeof layoutSchema>>;

/** A table before any of it is understood: its layout, its columns, and the first rows as they are written. */
export type TableLook = Readonly<{
  layout: TableLayout;
  header: readonly string[];
  /** Columns that look like a field, by name and cells; not all fields need to be there. */
  guesses: Readonly<Record<string, Readonly<{ column: string; confidence: number }>>>;
  rows: readonly Readonly<{ row: number; cells: readonly string[] }>[];
}>;

/**
 * Looks at a table without a profile: what a user needs to choose columns by hand where none were recognised.
 * @param rules what the columns may be called; also finds the header row
 * @param told parts of the layout that the user says
 */
export function lookAtTable<F extends string>(
  bytes: Uint8Array,
  rules: readonly ColumnRule<F>[],
  told: { readonly [K in keyof TableLayout]?: TableLayout[K] | undefined } = {},
): Result<TableLook, DelimitedRefusal> {
  const opened = openDelimited(bytes, told);
  if (!opened.ok) return opened;
  const { text, encoding, delimiter } = opened.value;
  const head = readHead(opened.value, rules, told.headerRow);
  if (head === undefined) return err({ kind: "file_empty" });
  const { headerRow, header } = head;
  const guesses = Object.fromEntries(
    [...guessColumns<F>(head, rules)].map(([field, { index, confidence }]) => [
      field,
      { column: header[index] ?? "", confidence },
    ]),
  );
  const rows: { row: number; cells: readonly string[] }[] = [];
  const scanned = scanRows(text, delimiter, (cells, row) => {
    if (row > headerRow) rows.push({ row, cells: cells.map(cellText) });
    return rows.length < PREVIEW_ROWS;
  });
  return scanned.ok ? ok({ layout: { encoding, delimiter, headerRow }, header, guesses, rows }) : scanned;
}
