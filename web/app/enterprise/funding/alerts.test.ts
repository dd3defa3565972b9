import { describe, expect, it } from "vitest";
import { alertsOf } from "./alerts.ts";

const share = (pledges: number) => ({ pledges, amount: { amount: "10.00", currency: "EUR" } });
const QUIET = {
  status: "live",
  publishedAt: "2026-11-01T00:00:00.000Z",
  closesAt: "2026-12-01T00:00:00.000Z",
  asOf: "2026-11-12T00:00:00.000Z",
  days: [{ day: "2026-11-10", paid: share(1) }],
  reserved: share(0),
  gone: share(0),
  stock: [{ itemId: "t1", units: 50, left: 20 }],
};
const kindsOf = (of: Partial<typeof QUIET>) => alertsOf({ ...QUIET, ...of }).map(({ kind }) => kind);

describe("what an enterprise should look at", () => {
  it("is nothing while all goes well", () => expect(kindsOf({})).toEqual([]));
  it("is a halt of seven days, counted from the start where nobody came", () => {
    expect(kindsOf({ asOf: "2026-11-17T00:00:00.000Z" })).toEqual(["stalled"]);
    expect(kindsOf({ days: [] })).toEqual(["stalled"]);
    expect(kindsOf({ days: [{ day: "2026-11-11", paid: share(0) }] })).toEqual(["stalled"]);
  });
  it("is what is sold out, and what is down to a tenth", () => {
    const stock = [
      { itemId: "t1", units: 50, left: 0 },
      { itemId: "t2", units: 50, left: 5 },
      { itemId: "t3", units: 50, left: 6 },
    ];
    expect(alertsOf({ ...QUIET, stock })).toEqual([
      { kind: "sold_out", items: [stock[0]] },
      { kind: "low_stock", items: [stock[1]] },
    ]);
  });
  it("is a pause, the last two days, unpaid pledges and withdrawn ones", () => {
    const of = { status: "paused", asOf: "2026-11-30T12:00:00.000Z", reserved: share(2), gone: share(1) };
    expect(kindsOf(of)).toEqual(["paused", "ends_soon", "unpaid", "withdrawn"]);
  });
  it("is only what is unpaid once it is closing, and nothing afterwards", () => {
    expect(kindsOf({ status: "closing", reserved: share(1), days: [] })).toEqual(["unpaid"]);
    expect(kindsOf({ status: "funded", reserved: share(1), days: [] })).toEqual([]);
  });
});
