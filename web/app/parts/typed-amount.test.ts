import { describe, expect, it } from "vitest";
import { amountOf, moneyTyped } from "./typed-amount.ts";

const eur = (amount: string) => ({ amount, currency: "EUR" });

describe("an amount as it is typed", () => {
  it.each([
    ["1,234.50", "1234.50"],
    ["12", "12"],
    [" 1 200.5 ", "1200.5"],
    ["12,5", undefined],
    ["-3", undefined],
    ["", undefined],
  ])("%j", (typed, amount) => {
    expect(amountOf(typed)).toBe(amount);
  });
  it("is money with the decimals of its currency", () => {
    expect(moneyTyped("1,234.5", eur("0.00"))).toEqual(eur("1234.50"));
    expect(moneyTyped("90071992547409.93", eur("0.00"))).toEqual(eur("90071992547409.93"));
    expect(moneyTyped("12", { amount: "0", currency: "JPY" })).toEqual({ amount: "12", currency: "JPY" });
  });
  it("is none with too many decimals, and none of nothing", () => {
    expect(moneyTyped("1.005", eur("0.00"))).toBeUndefined();
    expect(moneyTyped("12.5", { amount: "0", currency: "JPY" })).toBeUndefined();
    expect(moneyTyped("0.00", eur("0.00"))).toBeUndefined();
  });
});
