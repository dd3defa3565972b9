import { describe, expect, it } from "vitest";
import { csvOf } from "./csv.ts";
import { heapAsked, heapOf, isOrder, stateOf } from "./order-state.ts";

describe("orders as a file", () => {
  it("quotes what must be quoted, and nothing else", () => {
    expect(csvOf([["a", 'says "b"', "c, d", "e\nf", ""]])).toBe('\uFEFFa,"says ""b""","c, d","e\nf",\r\n');
  });
  it("never hands a spreadsheet a formula that a backer wrote", () => {
    expect(csvOf([['=HYPERLINK("x")', "+31 6", "-1", "@x"]])).toBe(
      '\uFEFF"\'=HYPERLINK(""x"")",\'+31 6,\'-1,\'@x\r\n',
    );
  });
});

describe("the state of an order", () => {
  it("is sent with a tracking number, received without one", () => {
    expect(stateOf({ status: "fulfilled", tracking: "CTT 1" })).toBe("sent");
    expect(stateOf({ status: "fulfilled" })).toBe("received");
    expect(stateOf({ status: "confirmed" })).toBe("confirmed");
  });
  it("puts it on a heap; what was never paid is no order", () => {
    expect(heapOf({ status: "confirmed" })).toBe("open");
    expect(heapOf({ status: "fulfilled" })).toBe("sent");
    expect(heapOf({ status: "refunding" })).toBe("gone");
    expect(["reserved", "expired", "paid"].map((status) => isOrder({ status }))).toEqual([
      false,
      false,
      true,
    ]);
    expect([heapAsked(undefined), heapAsked("sent"), heapAsked("x")]).toEqual(["open", "sent", "open"]);
  });
});
