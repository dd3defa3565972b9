const QUOTED = /[",\r\n]/;
const FORMULA = /^[=+\-@\t\r]/;

/** A cell as spreadsheets read it: quoted where it must be, and never taken for a formula. */
function cellOf(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

const BOM = "\uFEFF";

/** Rows as a file that every spreadsheet reads (RFC 4180, UTF-8 with its mark). */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  BOM + rows.map((row) => `${row.map(cellOf).join(",")}\r\n`).join("");
