import { describe, expect, it } from "vitest";
import { askedOf, comparePath } from "./compare-query.ts";

const id = (last: string) => `cmp_0000000000000000000${last}`;

describe("the campaigns that an address asks to compare", () => {
  it("are the first three, each once, in its order", () => {
    const members = [id("3"), id("1"), id("3"), id("2"), id("4"), id("5")];
    expect(askedOf(members)).toEqual({ ids: [id("3"), id("1"), id("2")], malformed: [], left: 2 });
  });

  it("names what is no id, cut short, and asks nobody for it", () => {
    const { ids, malformed } = askedOf(["", " ", "cmp_1", "x".repeat(90), id("1")]);
    expect([ids, malformed]).toEqual([[id("1")], ["cmp_1", "x".repeat(40)]]);
  });

  it("have one address", () => {
    expect(comparePath([])).toBe("/compare");
    expect(comparePath([id("2"), id("1")])).toBe(`/compare?id=${id("2")}&id=${id("1")}`);
  });
});
