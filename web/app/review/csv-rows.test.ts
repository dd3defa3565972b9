import { describe, expect, it } from "vitest";
import { csvRows } from "./csv-rows.ts";

describe("csvRows", () => {
  it("reads quotes, doubled quotes and line breaks inside them", () => {
    expect(csvRows('a,"b ""c""",d\r\n"1\n2",,3\n')).toEqual([
      ["a", 'b "c"', "d"],
      ["1\n2", "", "3"],
    ]);
  });
  it("finds semicolons and tabs, drops a byte order mark and empty lines", () => {
    expect(csvRows("\uFEFFa;b\n\n1;2,5")).toEqual([
      ["a", "b"],
      ["1", "2,5"],
    ]);
    expect(csvRows("a\tb\n1\t2")).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
  });
  it("stops at the bound", () => {
    expect(csvRows("a\n1\n2\n3", 2)).toEqual([["a"], ["1"]]);
  });
});
