import { expect, it } from "vitest";
import { repeatsOf } from "./repeated-rows.ts";

it("names each row that says again what an earlier one said, with the first that did", () => {
  const rows = ["a", "b", "a", "a"].map((key, at) => ({ row: at + 2, key }));
  expect(repeatsOf(rows, ({ key }) => key)).toEqual({
    count: 2,
    shown: [
      { row: 4, of: 2 },
      { row: 5, of: 2 },
    ],
  });
});

it("counts all and names a hundred", () => {
  const rows = Array.from({ length: 300 }, (_, row) => ({ row }));
  const { count, shown } = repeatsOf(rows, () => "same");
  expect([count, shown.length]).toEqual([299, 100]);
});
