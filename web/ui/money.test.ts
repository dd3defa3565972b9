import { describe, expect, it } from "vitest";
import { amountText, minorOf, moneyOfMinor, moneyText, percentOf, sumOf } from "./money.tsx";

const eur = (amount: string) => ({ amount, currency: "EUR" });

describe("moneyText", () => {
  it.each([
    [eur("1234.50"), "EUR 1,234.50"],
    [eur("0.01"), "EUR 0.01"],
    [eur("-12.00"), "EUR −12.00"],
    [eur("90071992547409.91"), "EUR 90,071,992,547,409.91"],
    [{ amount: "1000000", currency: "JPY" }, "JPY 1,000,000"],
    [{ amount: "1.250", currency: "KWD" }, "KWD 1.250"],
  ])("writes %o", (money, text) => {
    expect(moneyText(money, "en")).toBe(text.replace(" ", "\u00a0"));
    expect(amountText(money, "zh-CN")).toBe(text.slice(4));
  });
  it("refuses what is no amount", () => {
    expect(() => moneyText(eur("1e3"), "en")).toThrow();
  });
});

describe("sums", () => {
  it("are exact beyond what a float holds", () => {
    expect(sumOf([eur("90071992547409.91"), eur("0.02")])).toEqual(eur("90071992547409.93"));
    expect(moneyOfMinor(-5n, eur("0.00"))).toEqual(eur("-0.05"));
    expect(minorOf(eur("-0.05"))).toBe(-5n);
    expect(sumOf([])).toBeUndefined();
  });
});

describe("percentOf", () => {
  it("is 99 one cent below the goal, 100 at it, 0 of nothing", () => {
    expect(percentOf(eur("999.99"), eur("1000.00"))).toBe(99);
    expect(percentOf(eur("1000.00"), eur("1000.00"))).toBe(100);
    expect(percentOf(eur("1.00"), eur("0.00"))).toBe(0);
  });
});
