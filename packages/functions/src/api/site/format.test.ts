import { describe, expect, it } from "vitest";
import { fundedPercent, instantText, moneyText } from "./format.ts";

const eur = (amount: string) => ({ amount, currency: "EUR" }) as const;

describe("moneyText", () => {
  it.each([
    { money: eur("1234.50"), text: "EUR 1,234.50" },
    { money: eur("0.01"), text: "EUR 0.01" },
    { money: eur("-12.00"), text: "EUR −12.00" },
    { money: eur("90071992547409.91"), text: "EUR 90,071,992,547,409.91" },
    { money: { amount: "1000000", currency: "JPY" } as const, text: "JPY 1,000,000" },
  ])("writes $text", ({ money, text }) => {
    expect(moneyText(money, "en")).toBe(text.replace(" ", "\u00a0"));
  });
});

describe("fundedPercent", () => {
  it("is 99 one cent below the goal and 100 at it", () => {
    expect(fundedPercent(eur("999.99"), eur("1000.00"))).toBe(99);
    expect(fundedPercent(eur("1000.00"), eur("1000.00"))).toBe(100);
  });
});

describe("instantText", () => {
  it("names the zone", () => {
    expect(instantText("2026-12-18T21:00:00.000Z", "en")).toBe("18 December 2026 at 21:00 UTC");
    expect(instantText("2026-12-18T21:00:00.000Z", "zh-CN")).toContain("2026年12月18日");
  });
});
