import { describe, expect, it } from "vitest";
import { dayText, instantText, isZone } from "./time.tsx";

const AT = "2026-12-18T22:30:00.000Z";

describe("an instant", () => {
  it.each([
    [{ language: "en", zone: "UTC" }, "18 December 2026, 22:30 (UTC)"],
    [{ language: "en", zone: "Europe/Brussels" }, "18 December 2026, 23:30 (GMT+1)"],
    [{ language: "zh-CN", zone: "Asia/Shanghai" }, "2026年12月19日 06:30（GMT+8）"],
  ] as const)("is shown to %o with its zone", (reader, text) => {
    expect(instantText(AT, reader)).toBe(text);
  });
  it("is another day in another zone", () => {
    expect(dayText(AT, { language: "en", zone: "Asia/Tokyo" })).toBe("19 December 2026");
  });
});

describe("isZone", () => {
  it("knows real zones only", () => {
    expect([isZone("Asia/Shanghai"), isZone("Mars/Olympus"), isZone("")]).toEqual([true, false, false]);
  });
});
