import { expect, it } from "vitest";
import { INVOICE_COLUMN_RULES } from "./invoice-header-names.ts";
import { lookAtTable, PREVIEW_ROWS } from "./look-at-table.ts";

const look = (text: string, told = {}) => {
  const looked = lookAtTable(new TextEncoder().encode(text), INVOICE_COLUMN_RULES.sale, told);
  if (!looked.ok) throw new Error(looked.error.kind);
  return looked.value;
};

it("shows columns and first rows of a table whose columns have strange names", () => {
  const rows = Array.from({ length: 30 }, (_, at) => `${at},b,c`).join("\n");
  const { layout, header, guesses, rows: shown } = look(`x,y,customer\n${rows}\n`);
  expect(layout).toEqual({ encoding: "utf-8", delimiter: ",", headerRow: 1 });
  expect(header).toEqual(["x", "y", "customer"]);
  expect(guesses).toMatchObject({ counterparty: { column: "customer" } });
  expect(shown).toHaveLength(PREVIEW_ROWS);
  expect(shown[0]).toEqual({ row: 2, cells: ["0", "b", "c"] });
});

it("believes what it is told of the layout", () => {
  const { header, rows } = look("a;b\nnumber;date\n1;2\n", { delimiter: ";", headerRow: 2 });
  expect(header).toEqual(["number", "date"]);
  expect(rows).toEqual([{ row: 3, cells: ["1", "2"] }]);
});
