import { describe, expect, it } from "vitest";
import { csvOf } from "./csv.ts";
import { heapAsked, stateOf } from "./order-state.ts";

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
  it("is asked for by its heap: what is to be sent, where an address asks for none that there is", () => {
    expect([heapAsked(undefined), heapAsked("sent"), heapAsked("x")]).toEqual(["open", "sent", "open"]);
  });
});
