import { describe, expect, it } from "vitest";
import { instantOf, localOf } from "./local-time.ts";

describe("a local time and its instant", () => {
  it.each([
    ["2026-12-18T23:00", "Europe/Brussels", "2026-12-18T22:00:00.000Z"],
    ["2026-07-01T08:30", "Europe/Brussels", "2026-07-01T06:30:00.000Z"],
    ["2026-12-18T00:15", "Asia/Shanghai", "2026-12-17T16:15:00.000Z"],
    ["2026-12-18T12:00", "UTC", "2026-12-18T12:00:00.000Z"],
  ])("%s in %s", (local, zone, instant) => {
    expect(instantOf(local, zone)).toBe(instant);
    expect(localOf(instant, zone)).toBe(local);
  });
  it("of a text that is none is nothing", () => {
    expect(instantOf("soon", "UTC")).toBeUndefined();
  });
});
