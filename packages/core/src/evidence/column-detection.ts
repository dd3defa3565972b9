import { DATE_STYLES, readDay } from "./day-text.ts";
import { readDecimal } from "./decimal-text.ts";
import { cellText, type DelimitedText, scanRows } from "./delimited-text.ts";

/** What a column may be called and what its cells look like. The first names are the surest. */
export type ColumnRule<F extends string> = Readonly<{
  field: F;
  /** Names in the form of `headerKey`. */
  keys: readonly string[];
  kind: "text" | "amount" | "day";
}>;

/** A rule from names as people write them. */
export const columnRule = <F extends string>(
  field: F,
  kind: ColumnRule<F>["kind"],
  names: readonly string[],
): ColumnRule<F> => ({ field, kind, keys: names.map(headerKey) });

/** The head of a file: its header row and the first rows below, cells cleaned. */
export type TableHead = Readonly<{
  headerRow: number;
  header: readonly string[];
  samples: readonly (readonly string[])[];
}>;

/** A column chosen for a field; `confidence` from 0 to 1, by name and by what the cells hold. */
export type ColumnGuess = Readonly<{ index: number; confidence: number }>;

/** Rows above the header (titles, account owner) that are passed over, and rows below it that are looked at. */
const HEADER_ROW_MAX = 30;
const SAMPLE_ROWS = 200;
const NAME_CONFIDENCE = { exact: 1, contains: 0.6 } as const;
/** A column whose cells contradict its name is not believed; cells that are all empty leave the name alone. */
const CONTENT_SHARE_MIN = 0.5;

/** Characters of a header that are compared; the rest of an essay is no column name. */
const HEADER_CHARS_MAX = 120;

/** Header texts compare without case, spaces, units in brackets and punctuation. */
export const headerKey = (header: string): string =>
  header
    .slice(0, HEADER_CHARS_MAX)
    .normalize("NFKC")
    .toLowerCase()
    .replace(/\([^)]*\)/g, "")
    .replace(/[^\p{L}\p{N}]/gu, "");

function nameScore(key: string, keys: readonly string[]): number {
  if (key === "") return 0;
  const exact = keys.indexOf(key);
  if (exact !== -1) return NAME_CONFIDENCE.exact - exact / 1_000;
  const within = keys.findIndex((name) => name.length > 2 && key.includes(name));
  return within === -1 ? 0 : NAME_CONFIDENCE.contains - within / 1_000;
}

function fits(text: string, kind: ColumnRule<string>["kind"]): boolean {
  if (kind === "text") return true;
  if (kind === "day") return DATE_STYLES.some((style) => readDay(text, style) !== undefined);
  return readDecimal(text, "point", 2) !== undefined || readDecimal(text, "comma", 2) !== undefined;
}

/** Column titles made unique and never empty: `Amount`, `Amount (2)`, `column 7`. */
function uniqueTitles(cells: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const title = cell === "" ? `column ${index + 1}` : cell.slice(0, 80);
    const count = (seen.get(title) ?? 0) + 1;
    seen.set(title, count);
    return count === 1 ? title : `${title} (${count})`;
  });
}

/**
 * Reads the head of a file: the header is the first of the leading rows that names most fields.
 * @param headerRow what the user says; otherwise it is found by the names of `rules`
 */
export function readHead(
  file: DelimitedText,
  rules: readonly ColumnRule<string>[],
  headerRow?: number,
): TableHead | undefined {
  const rows: { row: number; cells: readonly string[] }[] = [];
  scanRows(file.text, file.delimiter, (fields, row) => {
    rows.push({ row, cells: fields.map(cellText) });
    return row < HEADER_ROW_MAX + SAMPLE_ROWS;
  });
  const named = ({ cells }: { cells: readonly string[] }) => {
    const titles = new Set(cells.map(headerKey));
    return rules.filter(({ keys }) => keys.some((key) => titles.has(key))).length;
  };
  const candidates = rows.filter(({ row }) => row <= HEADER_ROW_MAX && (headerRow ?? row) === row);
  const [first, ...others] = candidates;
  if (!first) return undefined;
  const header = others.reduce((best, next) => (named(next) > named(best) ? next : best), first);
  const samples = rows.filter(({ row }) => row > header.row).slice(0, SAMPLE_ROWS);
  return {
    headerRow: header.row,
    header: uniqueTitles(header.cells),
    samples: samples.map(({ cells }) => cells),
  };
}

/** The cells of one column among the samples that hold something. */
export const columnSamples = (head: TableHead, index: number): readonly string[] =>
  head.samples.map((cells) => cells[index] ?? "").filter((text) => text !== "");

/** Gives each field at most one column, the surest pairs first; a column serves one field. */
export function guessColumns<F extends string>(
  head: TableHead,
  rules: readonly ColumnRule<F>[],
): ReadonlyMap<F, ColumnGuess> {
  const pairs = rules.flatMap(({ field, keys, kind }) =>
    head.header.flatMap((title, index) => {
      const byName = nameScore(headerKey(title), keys);
      if (byName === 0) return [];
      const samples = columnSamples(head, index);
      const share =
        samples.length === 0 ? 1 : samples.filter((text) => fits(text, kind)).length / samples.length;
      return share < CONTENT_SHARE_MIN ? [] : [{ field, index, confidence: byName * share }];
    }),
  );
  pairs.sort((a, b) => b.confidence - a.confidence);
  const chosen = new Map<F, ColumnGuess>();
  const taken = new Set<number>();
  for (const { field, index, confidence } of pairs) {
    if (chosen.has(field) || taken.has(index)) continue;
    chosen.set(field, { index, confidence: Math.round(confidence * 100) / 100 });
    taken.add(index);
  }
  return chosen;
}
