import { describe, expect, it } from "vitest";
import { isIdeographic, tokenize } from "./tokenize.ts";

describe("tokenize", () => {
  it.each([
    { text: "First Lot of honey", terms: ["first", "lot", "of", "honey"] },
    { text: "Café-Crème 500g", terms: ["cafe", "creme", "500g"] },
    { text: "高山蜂蜜", terms: ["高山", "山蜂", "蜂蜜"] },
    { text: "茶", terms: ["茶"] },
    { text: "T恤新品2026款", terms: ["t", "恤新", "新品", "2026", "款"] },
    { text: "ＡＢＣ　１２", terms: ["abc", "12"] },
    { text: " … ", terms: [] },
  ])("$text", ({ text, terms }) => {
    expect(tokenize(text)).toEqual(terms);
  });

  it("finds every pair of a phrase inside a longer one", () => {
    expect(tokenize("高山蜂蜜")).toEqual(expect.arrayContaining(tokenize("蜂蜜")));
  });

  it("tells ideographs from letters", () => {
    expect(isIdeographic("蜂蜜")).toBe(true);
    expect(isIdeographic("honey")).toBe(false);
  });
});
