import { describe, expect, it } from "vitest";
import { type Currency, currencySchema } from "../money/currency.ts";
import { money } from "../money/money.ts";
import { fundedBps, neededMinor } from "./card.ts";

const sums = (raised: number, minGoal: number, currency: Currency = currencySchema.parse("EUR")) => ({
  raised: money(raised, currency),
  minGoal: money(minGoal, currency),
});

describe("fundedBps", () => {
  it.each([
    { raised: 2_999_99, goal: 3_000_00, bps: 9_999 },
    { raised: 3_000_00, goal: 3_000_00, bps: 10_000 },
    { raised: 0, goal: 1, bps: 0 },
    { raised: 2 ** 53 - 1, goal: 1_000_000, bps: 90_071_992_547_409 },
  ])("$bps at $raised of $goal, rounded down", ({ raised, goal, bps }) => {
    expect(fundedBps(sums(raised, goal))).toBe(bps);
  });
});

describe("neededMinor", () => {
  it("is one cent short of the goal, then nothing", () => {
    expect([2_999_99, 3_000_00, 3_000_01].map((raised) => neededMinor(sums(raised, 3_000_00)))).toEqual([
      1, 0, 0,
    ]);
  });
});
