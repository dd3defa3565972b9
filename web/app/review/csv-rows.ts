/** Rows that the viewer shows; the whole file is there to download. */
export const ROWS_SHOWN = 200;

/** The separator that the first line holds most of. */
function separatorOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const line = end === -1 ? text : text.slice(0, end);
  const counts = [",", ";", "\t"].map((sign) => [sign, line.split(sign).length] as const);
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
}

/** The first rows of a CSV text (RFC 4180: quotes, doubled quotes, line breaks inside quotes). Text only, never markup. */
export function csvRows(source: string, rowsMax = ROWS_SHOWN): readonly (readonly string[])[] {
  const text = source.replace(/^\uFEFF/, "");
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    row.push(cell);
    cell = "";
  };
  const endRow = () => {
    endCell();
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length && rows.length < rowsMax; at++) {
    const sign = text.charAt(at);
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === separator) endCell();
    else if (sign === "\n") endRow();
    else if (sign !== "\r") cell += sign;
  }
  if (rows.length < rowsMax && (cell !== "" || row.length > 0)) endRow();
  return rows;
}
