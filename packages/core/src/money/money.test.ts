import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "../kernel/invariant.ts";
import { type Currency, currencySchema } from "./currency.ts";
import {
  add,
  formatAmount,
  isAtLeast,
  money,
  moneySchema,
  nonNegativeMoneySchema,
  parseAmount,
  positiveMoneySchema,
  shareOf,
  subtract,
  sum,
  times,
} from "./money.ts";

const currency = fc.constantFrom<Currency>(...currencySchema.options);
const minor = fc.maxSafeInteger();
const eur = (value: number) => money(value, "EUR");

describe("parseAmount and formatAmount", () => {
  it("are each other's inverse for every amount of every currency", () => {
    fc.assert(
      fc.property(minor, currency, (value, unit) => {
        const amount = money(value === 0 ? 0 : value, unit);
        expect(parseAmount(formatAmount(amount), unit)).toEqual({ ok: true, value: amount });
      }),
    );
  });

  it.each([
    ["1234.50", "EUR", 123_450],
    ["1234.5", "EUR", 123_450],
    ["0.01", "EUR", 1],
    ["-0.01", "EUR", -1],
    ["-0.00", "EUR", 0],
    ["800", "JPY", 800],
    ["1.234", "KWD", 1_234],
    ["0.001", "KWD", 1],
    ["90071992547409.91", "EUR", Number.MAX_SAFE_INTEGER],
  ] as const)("reads %s %s as %d minor units", (text, unit, value) => {
    expect(parseAmount(text, unit)).toEqual({ ok: true, value: money(value, unit) });
  });

  it.each([
    [eur(0), "0.00"],
    [eur(-5), "-0.05"],
    [money(800, "JPY"), "800"],
    [money(-1, "JPY"), "-1"],
    [money(1, "KWD"), "0.001"],
    [money(1_234_567, "KWD"), "1234.567"],
  ])("writes %o as %s", (amount, text) => {
    expect(formatAmount(amount)).toBe(text);
  });

  it.each([
    "",
    "1,000.00",
    "+1",
    "1e3",
    ".5",
    "5.",
    "01",
    " 1",
    "1 ",
    "--1",
    "NaN",
    "Infinity",
    "１",
    "0x10",
  ])("refuses %j: it is no amount", (text) => {
    expect(parseAmount(text, "EUR")).toEqual({ ok: false, error: { kind: "not_an_amount" } });
  });

  it.each([
    ["0.001", "EUR", 2],
    ["0.1", "JPY", 0],
    ["0.0001", "KWD", 3],
  ] as const)("refuses %s %s: more decimals than the currency has", (text, unit, decimals) => {
    expect(parseAmount(text, unit)).toEqual({ ok: false, error: { kind: "too_many_decimals", decimals } });
  });

  it("refuses 2^53 and 2^53 + 1 minor units, never rounds them", () => {
    for (const text of ["90071992547409.92", "90071992547409.93", "-90071992547409.93"]) {
      expect(parseAmount(text, "EUR")).toEqual({ ok: false, error: { kind: "amount_too_large" } });
    }
    expect(parseAmount("9007199254740993", "JPY")).toEqual({
      ok: false,
      error: { kind: "amount_too_large" },
    });
  });
});

describe("arithmetic", () => {
  it("stops at 2^53 instead of losing a cent", () => {
    const largest = eur(Number.MAX_SAFE_INTEGER);
    expect(() => add(largest, eur(1))).toThrow(InvariantError);
    expect(() => subtract(eur(-Number.MAX_SAFE_INTEGER), eur(1))).toThrow(InvariantError);
    expect(() => times(largest, 2)).toThrow(InvariantError);
    expect(() => money(2 ** 53, "EUR")).toThrow(InvariantError);
    expect(() => money(0.5, "EUR")).toThrow(InvariantError);
  });

  it("never mixes currencies", () => {
    expect(() => add(eur(1), money(1, "CHF"))).toThrow(InvariantError);
    expect(() => isAtLeast(eur(1), money(1, "JPY"))).toThrow(InvariantError);
  });

  it("adds in any order and takes away what it added", () => {
    const small = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(fc.array(small, { maxLength: 50 }), small, (values, one) => {
        const total = sum(values.map(eur), "EUR");
        expect(sum(values.toReversed().map(eur), "EUR")).toEqual(total);
        expect(subtract(add(total, eur(one)), eur(one))).toEqual(total);
      }),
    );
  });

  it("compares at the boundary of one cent", () => {
    expect(isAtLeast(eur(100), eur(100))).toBe(true);
    expect(isAtLeast(eur(99), eur(100))).toBe(false);
  });

  it("multiplies a price by a count exactly", () => {
    expect(times(eur(333), 3)).toEqual(eur(999));
    expect(times(eur(333), 0)).toEqual(eur(0));
    expect(() => times(eur(1), -1)).toThrow(InvariantError);
    expect(() => times(eur(1), 0.5)).toThrow(InvariantError);
  });
});

describe("shareOf rounds half to even", () => {
  it.each([
    [50, 100, 0], // 0.50 → 0
    [150, 100, 2], // 1.50 → 2
    [250, 100, 2], // 2.50 → 2
    [350, 100, 4], // 3.50 → 4
    [51, 100, 1], // 0.51 → 1
    [49, 100, 0], // 0.49 → 0
    [10_000_00, 500, 500_00], // 5 % of 10,000.00
    [123_45, 0, 0],
    [0, 500, 0],
  ])("takes of %d minor units %d bps: %d", (value, bps, share) => {
    expect(shareOf(eur(value), bps)).toEqual(eur(share));
  });

  it("is exact where a float is not", () => {
    expect(shareOf(eur(Number.MAX_SAFE_INTEGER), 10_000)).toEqual(eur(Number.MAX_SAFE_INTEGER));
    expect(shareOf(eur(9_007_199_254_740_989), 3_333)).toEqual(eur(3_002_099_511_605_172));
  });

  it("is off by at most half a minor unit, and by exactly half only towards the even one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e15 }), fc.integer({ min: 0, max: 10_000 }), (value, bps) => {
        const share = BigInt(shareOf(eur(value), bps).minor);
        const off = BigInt(value) * BigInt(bps) - share * 10_000n;
        const distance = off < 0n ? -off : off;
        expect(distance <= 5_000n).toBe(true);
        if (distance === 5_000n) expect(share % 2n).toBe(0n);
      }),
    );
  });

  it("refuses a negative amount and broken basis points as bugs", () => {
    expect(() => shareOf(eur(-1), 1)).toThrow(InvariantError);
    expect(() => shareOf(eur(1), -1)).toThrow(InvariantError);
    expect(() => shareOf(eur(1), 0.5)).toThrow(InvariantError);
  });
});

describe("schemas", () => {
  it("take safe integers of known currencies only", () => {
    expect(moneySchema.safeParse({ minor: 2 ** 53, currency: "EUR" }).success).toBe(false);
    expect(moneySchema.safeParse({ minor: 1.5, currency: "EUR" }).success).toBe(false);
    expect(moneySchema.safeParse({ minor: 1, currency: "XYZ" }).success).toBe(false);
    expect(moneySchema.safeParse({ minor: 1, currency: "EUR", extra: 1 }).success).toBe(false);
  });

  it("draw the line at zero", () => {
    expect(nonNegativeMoneySchema.safeParse(eur(0)).success).toBe(true);
    expect(nonNegativeMoneySchema.safeParse(eur(-1)).success).toBe(false);
    expect(positiveMoneySchema.safeParse(eur(0)).success).toBe(false);
    expect(positiveMoneySchema.safeParse(eur(1)).success).toBe(true);
  });
});
