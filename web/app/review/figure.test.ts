import { expect, it } from "vitest";
import { figureText } from "./figure.ts";

it("writes figures of findings for the reader and leaves unknown ones as they are", () => {
  expect(figureText("1500.00 EUR", "en")).toBe("EUR\u00a01,500.00");
  expect(figureText("400 units", "en")).toBe("400 units");
  expect(figureText("400 units", "zh-CN")).toBe("400 件");
  expect(figureText("30 % of the goal", "zh-CN")).toBe("目标金额的 30%");
  expect(figureText("–", "en")).toBe("not given");
  expect(figureText("3 of 120 (one-sided)", "en")).toBe("3 of 120 (one-sided)");
});
