import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { money, sum } from "../money/money.ts";
import { sealedSums, splitTotal } from "./verdict.ts";

const terms = {
  feeBps: 500,
  feeVatBps: 2_000,
  reserveBps: 500,
  tranches: [
    { id: "r1", shareBps: 6_000 },
    { id: "r2", shareBps: 4_000 },
  ],
};

describe("splitTotal", () => {
  it("takes fee and VAT first, then the reserve, and locks the rest by shares", () => {
    expect(splitTotal(money(120_000_00, "EUR"), terms)).toEqual({
      fee: money(6_000_00, "EUR"),
      feeVat: money(1_200_00, "EUR"),
      reserve: money(5_640_00, "EUR"),
      tranches: [money(64_296_00, "EUR"), money(42_864_00, "EUR")],
    });
  });

  it.each([
    { total: 1_10, fee: 6 }, // 5.5 cents → 6, the even one
    { total: 1_30, fee: 6 }, // 6.5 cents → 6, the even one
    { total: 1_31, fee: 7 },
  ])("rounds a fee of half a cent to the even cent: $fee of $total", ({ total, fee }) => {
    expect(splitTotal(money(total, "EUR"), terms).fee).toEqual(money(fee, "EUR"));
  });

  it("splits whatever total exactly, in any currency", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 40 }),
        fc.constantFrom("JPY", "EUR", "KWD"),
        (minor, currency) => {
          const { fee, feeVat, reserve, tranches } = splitTotal(money(minor, currency), terms);
          expect(sum([fee, feeVat, reserve, ...tranches], currency).minor).toBe(minor);
        },
      ),
    );
  });
});

describe("sealedSums", () => {
  const totals = {
    headroom: 0,
    reservedRaised: 0,
    reservedTotal: 0,
    reservedCount: 0,
    paidRaised: 100,
    paidTotal: 120,
    paidCount: 1,
    units: {},
  };
  it("raises what was paid without shipping", () => {
    expect(sealedSums(totals, "EUR")).toEqual({
      raised: money(100, "EUR"),
      paidTotal: money(120, "EUR"),
      paidCount: 1,
    });
  });
  it("is never asked while a pledge is reserved", () => {
    expect(() => sealedSums({ ...totals, reservedCount: 1 }, "EUR")).toThrow("no pledge is reserved");
  });
});
