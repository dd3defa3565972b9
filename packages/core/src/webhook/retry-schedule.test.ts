import { describe, expect, it } from "vitest";
import { HOUR_MS, instantSchema, msBetween } from "../kernel/instant.ts";
import { ATTEMPTS_MAX, nextAttemptAt, retryAfterMsOf } from "./retry-schedule.ts";

const now = instantSchema.parse("2026-11-24T08:00:00.000Z");
const pauses = (random: number) => {
  const found: number[] = [];
  for (let attempt = 1; ; attempt++) {
    const next = nextAttemptAt({ attempt, now, random });
    if (next === undefined) return found;
    found.push(msBetween({ from: now, to: next }));
  }
};

describe("nextAttemptAt", () => {
  it.each([0, 0.5, 0.999999])("lasts 72 to 76 hours in ten attempts with jitter %s", (random) => {
    const all = pauses(random);
    const hours = all.reduce((a, b) => a + b, 0) / HOUR_MS;
    expect(all).toHaveLength(ATTEMPTS_MAX - 1);
    expect(hours).toBeGreaterThanOrEqual(72);
    expect(hours).toBeLessThan(76);
  });

  it("spreads with the random number, and only later", () => {
    expect(pauses(0)[0]).toBe(5_000);
    expect(pauses(0.999)[0]).toBe(5_499);
  });

  it("waits longer when the receiver asks, up to a day, never shorter", () => {
    const wait = (retryAfterMs: number) =>
      msBetween({ from: now, to: nextAttemptAt({ attempt: 1, now, random: 0, retryAfterMs }) ?? now });
    expect(wait(1_000)).toBe(5_000);
    expect(wait(60_000)).toBe(60_000);
    expect(wait(48 * HOUR_MS)).toBe(24 * HOUR_MS);
  });
});

describe("retryAfterMsOf", () => {
  it.each([
    [429, "120", 120_000],
    [503, "Tue, 24 Nov 2026 08:01:00 GMT", 60_000],
    [503, "Tue, 24 Nov 2026 07:00:00 GMT", 0],
    [503, "soon", undefined],
    [503, undefined, undefined],
    [500, "120", undefined],
    [200, "120", undefined],
  ])("of %s with %s is %s", (status, retryAfter, expected) => {
    expect(retryAfterMsOf({ status, retryAfter }, now)).toBe(expected);
  });
});
