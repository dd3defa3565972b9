import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addMs, DAY_MS, instantOf } from "@firstlot/core/kernel/instant";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { followBusinessClock, openBusinessClock } from "./business-clock.ts";

let folder: string;
let file: string;
let wall: number;
const wallMs = () => wall;
const start = Date.parse("2026-11-24T08:00:00.000Z");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firstlot-clock-"));
  file = join(folder, "clock.json");
  wall = start;
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the business clock", () => {
  it("runs with the wall clock from the instant it was given", () => {
    const clock = openBusinessClock({ file, wallMs, startAt: instantOf(start - 120 * DAY_MS) });
    wall += 1_500;
    expect(clock.business()).toBe(instantOf(start - 120 * DAY_MS + 1_500));
    expect(clock.wall()).toBe(instantOf(start + 1_500));
  });

  it("is moved ahead, keeps running, and is the same after a restart", () => {
    const clock = openBusinessClock({ file, wallMs });
    const later = instantOf(start + 30 * DAY_MS);
    expect(clock.advanceTo(later)).toEqual({ ok: true, value: later });
    wall += 1_000;
    expect(clock.business()).toBe(addMs(later, 1_000));
    expect(openBusinessClock({ file, wallMs }).business()).toBe(addMs(later, 1_000));
    expect(clock.wall()).toBe(instantOf(start + 1_000));
  });

  it("refuses one millisecond backwards and takes its own instant", () => {
    const clock = openBusinessClock({ file, wallMs });
    expect(clock.advanceTo(instantOf(start - 1))).toMatchObject({
      ok: false,
      error: { kind: "clock_not_backwards" },
    });
    expect(clock.advanceTo(instantOf(start))).toMatchObject({ ok: true });
  });

  it("stands still when the machine's clock is set back, also across a restart", () => {
    const clock = openBusinessClock({ file, wallMs });
    const later = instantOf(start + DAY_MS);
    clock.advanceTo(later);
    wall -= 60_000;
    expect(clock.business()).toBe(later);
    expect(openBusinessClock({ file, wallMs }).business()).toBe(later);
  });

  it("stands still where it is told to, across advances and a restart, until it is let run", () => {
    const startAt = instantOf(start - 120 * DAY_MS);
    const clock = openBusinessClock({ file, wallMs, startAt, standing: true });
    wall += 60_000;
    expect(clock.business()).toBe(startAt);
    clock.advanceTo(addMs(startAt, DAY_MS));
    wall += 60_000;
    const again = openBusinessClock({ file, wallMs });
    expect([again.isStanding(), again.business()]).toEqual([true, addMs(startAt, DAY_MS)]);
    again.letRun();
    wall += 1_000;
    expect([again.isStanding(), again.business()]).toEqual([false, addMs(startAt, DAY_MS + 1_000)]);
    expect(openBusinessClock({ file, wallMs }).isStanding()).toBe(false);
  });

  it("is followed by another process from the next reading on", () => {
    const follower = followBusinessClock({ file, wallMs });
    expect(follower.business()).toBe(instantOf(start));
    const clock = openBusinessClock({ file, wallMs });
    for (const days of [1, 2, 3]) {
      clock.advanceTo(instantOf(start + days * DAY_MS));
      expect(follower.business()).toBe(instantOf(start + days * DAY_MS));
    }
  });
});
