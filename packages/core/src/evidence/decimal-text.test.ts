import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatAmount, money } from "../money/money.ts";
import { guessDecimalStyle, ROW_MINOR_MAX, readDecimal } from "./decimal-text.ts";

describe("readDecimal", () => {
  it.each([
    ["1234.5", "point", 123_450],
    ["1,234.50", "point", 123_450],
    ["1.234,50", "comma", 123_450],
    ["1 234,50", "comma", 123_450],
    ["1'234.50", "point", 123_450],
    ["12,34", "comma", 1_234],
    ["-0.00", "point", 0],
    ["(1,234.50)", "point", -123_450],
    ["1.234,50-", "comma", -123_450],
    ["−5.00", "point", -500],
    ["¥1,000", "point", 100_000],
    ["¥ 1,000.00", "point", 100_000],
    ["-€5,00", "comma", -500],
    ["5,00 €", "comma", 500],
    ["EUR 5.00", "point", 500],
    ["+7", "point", 700],
    [".5", "point", 50],
    ["1,234,567.89", "point", 123_456_789],
  ] as const)("reads %j in style %s", (text, style, minor) => {
    expect(readDecimal(text, style, 2)).toEqual({ minor, rounded: false });
  });

  it.each([
    ["1.234,5x", "comma"],
    ["1.2E+05", "point"],
    ["1,23.50", "point"],
    ["12,34", "point"],
    ["1.234.50", "comma"],
    ["", "point"],
    ["-", "point"],
    ["--5", "point"],
    ["(-5)", "point"],
    ["5.", "point"],
    ["#REF!", "point"],
  ] as const)("refuses %j in style %s", (text, style) => {
    expect(readDecimal(text, style, 2)).toBeUndefined();
  });

  it.each([
    ["0.005", 0],
    ["0.015", 2],
    ["0.025", 2],
    ["0.0250", 2],
    ["0.0251", 3],
    ["-0.025", -2],
    ["-0.0151", -2],
    ["1.999", 200],
  ])("rounds %s half to even to %d minor units and says so", (text, minor) => {
    expect(readDecimal(text, "point", 2)).toEqual({ minor: minor === 0 ? 0 : minor, rounded: true });
  });

  it("does not call dropped zeros a rounding", () => {
    expect(readDecimal("1.2300", "point", 2)).toEqual({ minor: 123, rounded: false });
    expect(readDecimal("5.000", "point", 0)).toEqual({ minor: 5, rounded: false });
  });

  it("refuses amounts beyond the row limit by one minor unit", () => {
    expect(readDecimal("100000000000.00", "point", 2)).toEqual({ minor: ROW_MINOR_MAX, rounded: false });
    expect(readDecimal("100000000000.01", "point", 2)).toBeUndefined();
  });

  it("reads every amount that the platform writes", () => {
    const minor = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(minor, (value) => {
        const amount = money(value === 0 ? 0 : value, "EUR");
        expect(readDecimal(formatAmount(amount), "point", 2)).toEqual({
          minor: amount.minor,
          rounded: false,
        });
        const german = formatAmount(amount).replace(".", ",");
        expect(readDecimal(german, "comma", 2)).toEqual({ minor: amount.minor, rounded: false });
      }),
    );
  });
});

describe("guessDecimalStyle", () => {
  it.each([
    [["1.234,50", "12"], "comma", true],
    [["1,234.50"], "point", true],
    [["12,50"], "comma", true],
    [["12.50"], "point", true],
    [["1,234"], "point", false],
    [["12", "13"], "point", false],
  ] as const)("of %j is %s, sure: %s", (samples, style, sure) => {
    expect(guessDecimalStyle(samples)).toEqual({ style, sure });
  });
});
