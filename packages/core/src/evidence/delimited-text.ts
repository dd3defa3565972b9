import { err, ok, type Result } from "../kernel/result.ts";

/** What one delimited file may hold; more is refused before it is read on. */
export const DELIMITED_LIMITS = {
  bytesMax: 20 * 1024 * 1024,
  rowsMax: 400_000,
  columnsMax: 200,
  fieldCharsMax: 4_000,
} as const;

/** Separators that are recognised. */
export const DELIMITERS = [",", ";", "\t"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** Encodings that are recognised: what Excel, tax offices and banks write. */
export const TEXT_ENCODINGS = ["utf-8", "gb18030", "utf-16le", "windows-1252"] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** Why a file cannot be read as delimited text at all. `row` counts like a spreadsheet, the header being a row. */
export type DelimitedRefusal = Readonly<
  | { kind: "file_empty" }
  | { kind: "file_too_large"; bytes: number; bytesMax: number }
  | { kind: "not_a_text_file" }
  | { kind: "delimiter_not_found" }
  | { kind: "too_many_rows"; rowsMax: number }
  | { kind: "too_many_columns"; row: number; columnsMax: number }
  | { kind: "field_too_long"; row: number; fieldCharsMax: number }
  | { kind: "unclosed_quote"; row: number }
>;

/** Called once per row that is not blank; answering `false` ends the reading early. */
export type OnRow = (fields: readonly string[], row: number) => boolean;

/**
 * Whether bytes beyond ASCII come in pairs, as Chinese text in GB18030 does, rather than alone between
 * letters, as accents in Windows-1252 do.
 */
function bytesComeInPairs(bytes: Uint8Array): boolean {
  let paired = 0;
  let alone = 0;
  let run = 0;
  for (const byte of bytes) {
    if (byte >= 0x80) {
      run += 1;
      continue;
    }
    if (run === 1) alone += 1;
    else paired += run;
    run = 0;
  }
  return paired + (run > 1 ? run : 0) > alone;
}

function decodeAs(bytes: Uint8Array, encoding: TextEncoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined; // the decoder says "not this encoding" only by throwing
  }
}

function encodingsToTry(bytes: Uint8Array): readonly TextEncoding[] {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ["utf-16le"];
  return bytesComeInPairs(bytes)
    ? ["utf-8", "gb18030", "windows-1252"]
    : ["utf-8", "windows-1252", "gb18030"];
}

/**
 * Decodes a text file: a byte order mark decides, then strict UTF-8, then GB18030 or Windows-1252 by the look of
 * the bytes. A NUL in the decoded text means that it is no text.
 * @param encoding what the user says it is; nothing else is tried then
 */
export function decodeText(
  bytes: Uint8Array,
  encoding?: TextEncoding,
): Result<{ text: string; encoding: TextEncoding }, DelimitedRefusal> {
  const { bytesMax } = DELIMITED_LIMITS;
  if (bytes.length > bytesMax) return err({ kind: "file_too_large", bytes: bytes.length, bytesMax });
  for (const candidate of encoding ? [encoding] : encodingsToTry(bytes)) {
    const text = decodeAs(bytes, candidate);
    if (text === undefined) continue;
    if (text.includes("\0")) return err({ kind: "not_a_text_file" });
    if (text.trim() === "") return err({ kind: "file_empty" });
    const lines = text.includes("\n") ? text : text.replaceAll("\r", "\n");
    return ok({ text: lines, encoding: candidate });
  }
  return err({ kind: "not_a_text_file" });
}

/** Spreadsheets hide quotes to keep a number as text: `="0123"`, a leading apostrophe, a tab at either end. */
export function cellText(raw: string): string {
  const first = raw.charCodeAt(0);
  const last = raw.charCodeAt(raw.length - 1);
  const plain = first > 0x2d && first < 0x7f && first !== 0x3d && last > 0x20 && last < 0x7f;
  if (plain) return raw;
  const text = raw.trim();
  const formula = /^="(.*)"$/s.exec(text);
  const inner = formula ? (formula[1] ?? "").replaceAll('""', '"') : text;
  return (inner.startsWith("'") ? inner.slice(1) : inner).trim();
}

/** The fields of one record that holds quotes, and where the next record starts; `undefined`: a quote never closes. */
function readQuotedRecord(
  text: string,
  start: number,
  delimiter: Delimiter,
): { fields: string[]; next: number } | undefined {
  const fields: string[] = [];
  let at = start;
  for (;;) {
    const formula = text.startsWith('="', at);
    let field = "";
    if (formula || text.startsWith('"', at)) {
      let from = at + (formula ? 2 : 1);
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote === -1) return undefined;
        field += text.slice(from, quote);
        at = quote + 1;
        if (text.charAt(at) !== '"') break;
        field += '"';
        from = at + 1;
        // A quote left open would swallow the file; a field this long is refused by the caller anyway.
        if (field.length > DELIMITED_LIMITS.fieldCharsMax) break;
      }
    }
    let end = at;
    while (end < text.length && text.charAt(end) !== delimiter && text.charAt(end) !== "\n") end += 1;
    fields.push(field + text.slice(at, end).replace(/\r$/, ""));
    if (text.charAt(end) === delimiter && fields.length <= DELIMITED_LIMITS.columnsMax) at = end + 1;
    else return { fields, next: end + 1 };
  }
}

function refusalOf(fields: readonly string[], row: number): DelimitedRefusal | undefined {
  const { columnsMax, fieldCharsMax } = DELIMITED_LIMITS;
  if (fields.length > columnsMax) return { kind: "too_many_columns", row, columnsMax };
  return fields.some(({ length }) => length > fieldCharsMax)
    ? { kind: "field_too_long", row, fieldCharsMax }
    : undefined;
}

/**
 * Walks through the records of a decoded file, quotes as in RFC 4180 (and `="…"` of spreadsheets).
 * A line without quotes, the usual case, is one `split`. Blank lines count as rows but are not handed on.
 * @returns how many rows were seen, the header included
 */
export function scanRows(
  text: string,
  delimiter: Delimiter,
  onRow: OnRow,
): Result<{ rows: number }, DelimitedRefusal> {
  const { rowsMax, columnsMax } = DELIMITED_LIMITS;
  let at = 0;
  let row = 0;
  let quote = text.indexOf('"');
  while (at < text.length) {
    row += 1;
    if (row > rowsMax + 1) return err({ kind: "too_many_rows", rowsMax });
    const newline = text.indexOf("\n", at);
    const end = newline === -1 ? text.length : newline;
    if (quote !== -1 && quote < at) quote = text.indexOf('"', at);
    let fields: string[];
    if (quote === -1 || quote > end) {
      const line = text.slice(at, text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end);
      fields = line.split(delimiter, columnsMax + 1);
      at = end + 1;
    } else {
      const record = readQuotedRecord(text, at, delimiter);
      if (!record) return err({ kind: "unclosed_quote", row });
      fields = record.fields;
      at = record.next;
    }
    const refusal = refusalOf(fields, row);
    if (refusal) return err(refusal);
    if (fields.length === 1 && fields[0]?.trim() === "") continue;
    if (!onRow(fields, row)) break;
  }
  return ok({ rows: row });
}

/** Rows that are looked at to guess the delimiter. */
const GUESS_ROWS = 30;

/** The delimiter under which most of the first rows have the same number of columns, more than one. */
export function guessDelimiter(text: string): Delimiter | undefined {
  const named = /^sep=([,;\t])\r?\n/.exec(text)?.[1]; // what Excel writes for itself
  const told = DELIMITERS.find((delimiter) => delimiter === named);
  if (told) return told;
  let best: { delimiter: Delimiter; score: number } | undefined;
  for (const delimiter of DELIMITERS) {
    const widths = new Map<number, number>();
    scanRows(text, delimiter, (fields, row) => {
      if (fields.length > 1) widths.set(fields.length, (widths.get(fields.length) ?? 0) + 1);
      return row < GUESS_ROWS;
    });
    for (const [width, rows] of widths) {
      const score = rows * 1_000 + width; // agreement first, then the more columns
      if (!best || score > best.score) best = { delimiter, score };
    }
  }
  return best?.delimiter;
}

/** A decoded file whose delimiter is known. */
export type DelimitedText = Readonly<{ text: string; encoding: TextEncoding; delimiter: Delimiter }>;

/** What a user may say about a file instead of having it guessed. */
export type DelimitedOptions = Readonly<{
  encoding?: TextEncoding | undefined;
  delimiter?: Delimiter | undefined;
}>;

/** Decodes a file and finds its delimiter; no row is read yet. */
export function openDelimited(
  bytes: Uint8Array,
  options: DelimitedOptions = {},
): Result<DelimitedText, DelimitedRefusal> {
  const decoded = decodeText(bytes, options.encoding);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded.value;
  const delimiter = options.delimiter ?? guessDelimiter(text);
  return delimiter ? ok({ text, encoding, delimiter }) : err({ kind: "delimiter_not_found" });
}
