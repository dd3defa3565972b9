import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cellText,
  DELIMITED_LIMITS,
  decodeText,
  guessDelimiter,
  openDelimited,
  scanRows,
} from "./delimited-text.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
function rowsOf(text: string, delimiter: "," | ";" | "\t" = ",") {
  const rows: (readonly [number, readonly string[]])[] = [];
  const scanned = scanRows(text, delimiter, (fields, row) => {
    rows.push([row, [...fields]]);
    return true;
  });
  return { rows, scanned };
}

describe("scanRows", () => {
  it("reads plain, quoted and doubled quotes, and line breaks inside quotes", () => {
    const { rows } = rowsOf('a,b\r\n"x, y","say ""hi"""\n"two\nlines",2\n');
    expect(rows).toEqual([
      [1, ["a", "b"]],
      [2, ["x, y", 'say "hi"']],
      [3, ["two\nlines", "2"]],
    ]);
  });

  it("counts blank lines as rows, as a spreadsheet does, without handing them on", () => {
    expect(rowsOf("a\n\n  \nb").rows).toEqual([
      [1, ["a"]],
      [4, ["b"]],
    ]);
  });

  it("keeps empty fields and a missing line end", () => {
    expect(rowsOf("a,,\n,b,").rows).toEqual([
      [1, ["a", "", ""]],
      [2, ["", "b", ""]],
    ]);
  });

  it("reads a formula that hides quotes, with the delimiter inside", () => {
    expect(rowsOf('="01,23",5\n"=""0123""",6').rows).toEqual([
      [1, ["01,23", "5"]],
      [2, ['="0123"', "6"]],
    ]);
  });

  it("names the row of a quote that never closes", () => {
    expect(rowsOf('a\n"b\nc').scanned).toEqual({ ok: false, error: { kind: "unclosed_quote", row: 2 } });
  });

  it("refuses one column or one character too many, and lets the limit through", () => {
    const { columnsMax, fieldCharsMax } = DELIMITED_LIMITS;
    expect(rowsOf(",".repeat(columnsMax - 1)).scanned.ok).toBe(true);
    expect(rowsOf(",".repeat(columnsMax)).scanned).toEqual({
      ok: false,
      error: { kind: "too_many_columns", row: 1, columnsMax },
    });
    expect(rowsOf("x".repeat(fieldCharsMax)).scanned.ok).toBe(true);
    expect(rowsOf("x".repeat(fieldCharsMax + 1)).scanned).toEqual({
      ok: false,
      error: { kind: "field_too_long", row: 1, fieldCharsMax },
    });
    expect(rowsOf(`"${"x".repeat(fieldCharsMax + 1)}"`).scanned.ok).toBe(false);
  });

  it("stops a quoted row of millions of columns at the limit", () => {
    const { columnsMax } = DELIMITED_LIMITS;
    const error = { kind: "too_many_columns", row: 1, columnsMax };
    expect(rowsOf(`""${",".repeat(5_000_000)}`).scanned).toEqual({ ok: false, error });
  });

  it("refuses one row too many", () => {
    const { rowsMax } = DELIMITED_LIMITS;
    const none = () => true;
    expect(scanRows("a\n".repeat(rowsMax + 1), ",", none).ok).toBe(true);
    expect(scanRows("a\n".repeat(rowsMax + 2), ",", none)).toEqual({
      ok: false,
      error: { kind: "too_many_rows", rowsMax },
    });
  });

  it("reads back any table that was written with quotes", () => {
    const cell = fc.string({ maxLength: 20 }).map((text) => text.replace(/\r/g, ""));
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(table, fc.constantFrom(",", ";", "\t"), (rows, delimiter) => {
        const text = rows
          .map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(delimiter))
          .join("\r\n");
        expect(rowsOf(text, delimiter).rows.map(([, cells]) => cells)).toEqual(rows);
      }),
    );
  });
});

describe("decodeText", () => {
  it("takes a byte order mark for what it is and drops it", () => {
    expect(decodeText(utf8("\ufeffa,b"))).toEqual({ ok: true, value: { text: "a,b", encoding: "utf-8" } });
    const utf16 = Uint8Array.from([0xff, 0xfe, 0x61, 0, 0x2c, 0]);
    expect(decodeText(utf16)).toEqual({ ok: true, value: { text: "a,", encoding: "utf-16le" } });
  });

  it("reads GB18030 when it is not UTF-8", () => {
    const bytes = Uint8Array.from([
      0xb7, 0xa2, 0xc6, 0xb1, 0xba, 0xc5, 0xc2, 0xeb, 0x2c, 0xbd, 0xf0, 0xb6, 0xee,
    ]);
    expect(decodeText(bytes)).toEqual({ ok: true, value: { text: "发票号码,金额", encoding: "gb18030" } });
  });

  it("reads Windows-1252 when accents stand alone", () => {
    const bytes = Uint8Array.from([0x4d, 0xfc, 0x6c, 0x6c, 0x65, 0x72, 0x3b, 0xc4, 0x6e]);
    expect(decodeText(bytes)).toEqual({ ok: true, value: { text: "Müller;Än", encoding: "windows-1252" } });
  });

  it("refuses what is empty, holds NUL, or is larger than the limit by one byte", () => {
    const { bytesMax } = DELIMITED_LIMITS;
    expect(decodeText(utf8(" \r\n"))).toEqual({ ok: false, error: { kind: "file_empty" } });
    expect(decodeText(utf8("a\0b"))).toEqual({ ok: false, error: { kind: "not_a_text_file" } });
    expect(decodeText(new Uint8Array(bytesMax + 1))).toEqual({
      ok: false,
      error: { kind: "file_too_large", bytes: bytesMax + 1, bytesMax },
    });
  });

  it("takes a lone carriage return for a line end", () => {
    expect(decodeText(utf8("a\rb"))).toMatchObject({ ok: true, value: { text: "a\nb" } });
  });
});

describe("guessDelimiter", () => {
  it.each([
    ["a,b,c\n1,2,3", ","],
    ["a;b;c\n1,5;2,5;3", ";"],
    ["a\tb\n1,2\t3", "\t"],
    ["sep=;\na,b;c\n1,2;3", ";"],
    ['"a;b",c\n"d;e;f",g', ","],
  ])("finds it in %j", (text, delimiter) => {
    expect(guessDelimiter(text)).toBe(delimiter);
  });

  it("says so when there is none", () => {
    expect(openDelimited(utf8("only\none\ncolumn"))).toEqual({
      ok: false,
      error: { kind: "delimiter_not_found" },
    });
  });
});

describe("cellText", () => {
  it.each([
    ['="0123"', "0123"],
    ["'0123", "0123"],
    ["\t0123\t", "0123"],
    ["\u00a0 x ", "x"],
    ["12.50", "12.50"],
    ["发票", "发票"],
    ["", ""],
    ["-5", "-5"],
  ])("makes %j into %j", (raw, text) => {
    expect(cellText(raw)).toBe(text);
  });
});
