import { describe, expect, it } from "vitest";
import { isOwnTurn, nextTranche, standingOf } from "./tranche-state.ts";
import { stepsOf } from "./waterfall-steps.ts";

const eur = (amount: string) => ({ amount, currency: "EUR" as const });
const SPLIT = {
  confirmed: eur("60.00"),
  fee: eur("3.00"),
  feeVat: eur("0.60"),
  reserve: eur("2.82"),
  locked: eur("53.58"),
  entries: { fee: "trf_FEE", locked: "trf_LOCKED" },
};
const tranche = (amount: string, status: "paid" | "locked" | "returned_to_backers") => ({
  amount: eur(amount),
  status,
});

describe("from gross to net", () => {
  it("takes every part off, each where the one before has ended, with its ledger entry", () => {
    const steps = stepsOf(SPLIT, [tranche("32.15", "paid"), tranche("21.43", "locked")]);
    expect(steps.map(({ key, amount, entry }) => [key, amount.amount, entry])).toEqual([
      ["gross", "60.00", undefined],
      ["fee", "-3.00", "trf_FEE"],
      ["feeVat", "-0.60", undefined],
      ["reserve", "-2.82", undefined],
      ["net", "53.58", "trf_LOCKED"],
      ["paidOut", "32.15", undefined],
      ["stillLocked", "21.43", undefined],
    ]);
    expect(steps[2]?.bar[1]).toBe(steps[1]?.bar[0]);
  });
  it("names what withdrawals took from the tranches", () => {
    const steps = stepsOf(SPLIT, [tranche("32.15", "paid"), tranche("11.43", "locked")]);
    expect(steps.find(({ key }) => key === "givenBack")?.amount).toEqual(eur("-10.00"));
    const gone = stepsOf(SPLIT, [tranche("32.15", "paid"), tranche("21.43", "returned_to_backers")]);
    expect(gone.find(({ key }) => key === "givenBack")?.amount).toEqual(eur("-21.43"));
    expect(gone.at(-1)?.amount).toEqual(eur("0.00"));
  });
});

describe("where a tranche stands", () => {
  const PAID = { id: "trn_1", status: "paid" } as const;
  const SECOND = { id: "trn_2", status: "locked" } as const;
  const THIRD = { id: "trn_3", status: "locked" } as const;
  it("is the enterprise's turn for the first one that is not over, and only for it", () => {
    const next = nextTranche([PAID, SECOND, THIRD]);
    expect(next).toBe(SECOND);
    expect([PAID, SECOND, THIRD].map((one) => standingOf(one, next))).toEqual([
      "paid",
      "evidence_due",
      "locked",
    ]);
    expect(nextTranche([PAID])).toBeUndefined();
  });
  it("is its turn again when the review asks or refuses, not while it decides", () => {
    const asked = { id: "trn_2", status: "requested", changesAskedAt: "2026-11-24T10:00:00Z" } as const;
    expect(isOwnTurn(standingOf(asked, asked))).toBe(true);
    expect(isOwnTurn(standingOf({ id: "trn_2", status: "refused" }, undefined))).toBe(true);
    expect(isOwnTurn(standingOf({ id: "trn_2", status: "requested" }, undefined))).toBe(false);
  });
});
