import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "../kernel/invariant.ts";
import { allocate, type Claim } from "./allocation.ts";
import { formatAmount, money, sum } from "./money.ts";

const split = (minor: number, weights: readonly number[]): readonly string[] =>
  allocate(
    money(minor, "EUR"),
    weights.map((weight, index) => ({ key: `bkr_${String(index).padStart(3, "0")}`, weight })),
  ).map(formatAmount);

describe("allocate, the published examples", () => {
  it.each([
    { minor: 100_00, weights: [1, 1, 1], parts: ["33.34", "33.33", "33.33"] },
    { minor: 100_01, weights: [1, 1, 1], parts: ["33.34", "33.34", "33.33"] },
    { minor: 1_000_01, weights: [5_000, 3_000, 2_000, 1], parts: ["499.96", "299.97", "199.98", "0.10"] },
    {
      minor: 2,
      weights: [1, 1, 1, 1, 1, 1, 1],
      parts: ["0.01", "0.01", "0.00", "0.00", "0.00", "0.00", "0.00"],
    },
    { minor: 0, weights: [1, 2], parts: ["0.00", "0.00"] },
    { minor: 1, weights: [0, 1], parts: ["0.00", "0.01"] },
  ])("splits $minor by $weights", ({ minor, weights, parts }) => {
    expect(split(minor, weights)).toEqual(parts);
  });

  it("gives equal fractions the remainder in the order of their keys, wherever they stand", () => {
    const claims = [
      { key: "bkr_c", weight: 1 },
      { key: "bkr_a", weight: 1 },
      { key: "bkr_b", weight: 1 },
    ];
    expect(allocate(money(2, "JPY"), claims).map(({ minor }) => minor)).toEqual([0, 1, 1]);
  });

  it("is exact at the largest amount and weights that a float cannot multiply", () => {
    const parts = allocate(money(Number.MAX_SAFE_INTEGER, "KWD"), [
      { key: "a", weight: Number.MAX_SAFE_INTEGER },
      { key: "b", weight: Number.MAX_SAFE_INTEGER - 1 },
    ]);
    expect(sum(parts, "KWD").minor).toBe(Number.MAX_SAFE_INTEGER);
  });

  it("refuses as bugs: a negative amount, no positive weight, a broken weight", () => {
    const one: readonly Claim[] = [{ key: "a", weight: 1 }];
    expect(() => allocate(money(-1, "EUR"), one)).toThrow(InvariantError);
    expect(() => allocate(money(1, "EUR"), [])).toThrow(InvariantError);
    expect(() => allocate(money(1, "EUR"), [{ key: "a", weight: 0 }])).toThrow(InvariantError);
    expect(() => allocate(money(1, "EUR"), [{ key: "a", weight: 0.5 }])).toThrow(InvariantError);
    expect(() => allocate(money(1, "EUR"), [{ key: "a", weight: -1 }])).toThrow(InvariantError);
  });
});

describe("allocate, always", () => {
  const claims = fc
    .uniqueArray(fc.record({ key: fc.string({ minLength: 1, maxLength: 8 }), weight: fc.nat(1e9) }), {
      minLength: 1,
      maxLength: 60,
      selector: ({ key }) => key,
    })
    .filter((all) => all.some(({ weight }) => weight > 0));
  const amounts = fc.integer({ min: 0, max: 1e14 }).map((minor) => money(minor, "EUR"));

  it("hands out the amount to the last minor unit", () => {
    fc.assert(
      fc.property(amounts, claims, (amount, all) => {
        expect(sum(allocate(amount, all), "EUR")).toEqual(amount);
      }),
    );
  });

  it("keeps every part within one minor unit of its exact share, and never below zero", () => {
    fc.assert(
      fc.property(amounts, claims, (amount, all) => {
        const total = all.reduce((whole, { weight }) => whole + BigInt(weight), 0n);
        allocate(amount, all).forEach(({ minor }, index) => {
          const exact = BigInt(amount.minor) * BigInt(all[index]?.weight ?? 0);
          const off = BigInt(minor) * total - exact;
          expect(minor).toBeGreaterThanOrEqual(0);
          expect(off < total && off > -total).toBe(true);
        });
      }),
    );
  });

  it("gives each key the same part in whatever order the claims come", () => {
    fc.assert(
      fc.property(amounts, claims, (amount, all) => {
        const byKey = (order: readonly Claim[]) =>
          new Map(allocate(amount, order).map(({ minor }, index) => [order[index]?.key, minor]));
        const forwards = byKey(all);
        for (const [key, minor] of byKey(all.toReversed())) expect(forwards.get(key)).toBe(minor);
      }),
    );
  });
});
