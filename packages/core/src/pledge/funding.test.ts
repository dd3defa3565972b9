import { describe, expect, it } from "vitest";
import { fundingOf } from "./funding.ts";
import { pledgeSchema } from "./pledge.ts";
import { pledgeIn } from "./sample-pledge.ts";

const like = (status: Parameters<typeof pledgeIn>[0], over: object) =>
  pledgeSchema.parse({ ...pledgeIn(status), ...over });

const PLEDGES = [
  like("paid", { via: "market", paidAt: "2026-11-24T23:59:59.000Z" }),
  like("confirmed", { paidAt: "2026-11-25T00:00:00.000Z", country: "FR", raisedMinor: 30_00 }),
  like("withdrawn", { closedAt: "2026-11-26T08:00:00.000Z", via: "market" }),
  like("reserved", {}),
  like("expired", {}),
];

describe("a campaign's funding", () => {
  const funding = fundingOf(PLEDGES);

  it("counts what is paid and not what is reserved, withdrawn or expired", () => {
    expect(funding.totals).toEqual({ pledges: 2, raisedMinor: 40_00, heldMinor: 50_00 });
    expect(funding.reserved).toEqual({ pledges: 1, raisedMinor: 10_00 });
    expect(funding.fulfilled).toEqual({ pledges: 0, raisedMinor: 0 });
    expect(fundingOf([like("fulfilled", {}), like("confirmed", {})])).toMatchObject({
      totals: { pledges: 2 },
      fulfilled: { pledges: 1, raisedMinor: 10_00 },
    });
  });
  it("shows by day what came and what went, and ends where the total is", () => {
    expect(
      funding.days.map(({ day, paid, gone, raisedMinor }) => [day, paid.pledges, gone.pledges, raisedMinor]),
    ).toEqual([
      ["2026-11-24", 2, 0, 20_00],
      ["2026-11-25", 1, 0, 50_00],
      ["2026-11-26", 0, 1, 40_00],
    ]);
  });
  it("sums by item, country and source, the largest first", () => {
    expect(funding.items).toEqual([{ itemId: "t1", units: 2, amountMinor: 20_00 }]);
    expect(funding.countries.map(({ country }) => country)).toEqual(["FR", "DE"]);
    expect(funding.sources).toEqual([
      { pledges: 1, raisedMinor: 30_00 },
      { via: "market", pledges: 1, raisedMinor: 10_00 },
    ]);
  });
  it("of nobody is nothing", () => {
    expect(fundingOf([])).toMatchObject({ totals: { pledges: 0 }, days: [], sources: [], isWhole: true });
  });
});
