import { describe, expect, it } from "vitest";
import { spansOf } from "./flow.ts";

const eur = (amount: string) => ({ amount, currency: "EUR" });
const share = (pledges: number, amount: string) => ({ pledges, amount: eur(amount) });
const NONE = share(0, "0.00");
const zero = eur("0.00");

describe("what came and went", () => {
  it("is told for every day, also for those on which nothing happened", () => {
    const days = [{ day: "2026-11-03", paid: share(2, "20.10"), gone: NONE }];
    expect(spansOf(days, { from: "2026-11-02T18:00:00Z", to: "2026-11-04T01:00:00Z", zero })).toEqual([
      { from: "2026-11-02", to: "2026-11-02", paid: NONE, gone: NONE },
      { from: "2026-11-03", to: "2026-11-03", paid: share(2, "20.10"), gone: NONE },
      { from: "2026-11-04", to: "2026-11-04", paid: NONE, gone: NONE },
    ]);
  });
  it("is summed by weeks where it is long, to the last day on which something went", () => {
    const days = [
      { day: "2026-11-01", paid: share(1, "0.10"), gone: NONE },
      { day: "2026-11-07", paid: share(1, "0.20"), gone: NONE },
      { day: "2026-12-10", paid: NONE, gone: share(1, "0.10") },
    ];
    const spans = spansOf(days, { from: "2026-11-01", to: "2026-12-01", zero });
    expect(spans).toHaveLength(6);
    expect(spans[0]).toEqual({ from: "2026-11-01", to: "2026-11-07", paid: share(2, "0.30"), gone: NONE });
    expect(spans.at(-1)).toEqual({
      from: "2026-12-06",
      to: "2026-12-10",
      paid: NONE,
      gone: share(1, "0.10"),
    });
  });
});
