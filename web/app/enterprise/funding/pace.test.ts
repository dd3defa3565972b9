import { describe, expect, it } from "vitest";
import { paceOf } from "./pace.ts";

const eur = (amount: string) => ({ amount, currency: "EUR" });
const raisedOn = (day: string, amount: string) => ({ day, raised: eur(amount) });

const TEN_DAYS = {
  days: [raisedOn("2026-11-02", "100.00"), raisedOn("2026-11-08", "450.00")],
  raised: eur("450.00"),
  goal: eur("1000.00"),
  cap: eur("2000.00"),
  publishedAt: "2026-11-01T00:00:00.000Z",
  closesAt: "2026-11-21T00:00:00.000Z",
  asOf: "2026-11-11T00:00:00.000Z",
};

describe("the pace of a campaign", () => {
  it("is the average of the last seven days, carried on to the deadline", () => {
    // from 5 November, 00:00: 350.00 in six days, ten days left
    expect(paceOf(TEN_DAYS)).toEqual({
      days: 6,
      perDay: eur("58.33"),
      atDeadline: eur("1033.33"),
      percent: 103,
    });
  });
  it("of a younger campaign is the average since it went live", () => {
    const young = {
      ...TEN_DAYS,
      publishedAt: "2026-11-07T00:00:00.000Z",
      days: [raisedOn("2026-11-08", "450.00")],
    };
    expect(paceOf(young)).toMatchObject({ days: 4, perDay: eur("112.50"), atDeadline: eur("1575.00") });
  });
  it("counts what went, and never ends below zero", () => {
    const falling = {
      ...TEN_DAYS,
      days: [raisedOn("2026-11-04", "700.00"), raisedOn("2026-11-10", "100.00")],
      raised: eur("100.00"),
    };
    expect(paceOf(falling)).toMatchObject({ perDay: eur("-100.00"), atDeadline: eur("0.00"), percent: 0 });
  });
  it("says when the hard cap would end the campaign", () => {
    // 350.00 in six days: the 175.00 that are missing take three
    expect(paceOf({ ...TEN_DAYS, cap: eur("625.00") })).toMatchObject({ capAt: "2026-11-14T00:00:00.000Z" });
    expect(paceOf(TEN_DAYS)).not.toHaveProperty("capAt");
  });
  it("is not told before the first day is over, nor after the deadline", () => {
    expect(paceOf({ ...TEN_DAYS, publishedAt: "2026-11-10T08:00:00.000Z" })).toBeUndefined();
    expect(paceOf({ ...TEN_DAYS, asOf: "2026-11-21T00:00:00.000Z" })).toBeUndefined();
  });
});
