import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf, instantSchema } from "../kernel/instant.ts";
import {
  addBankDays,
  bankCalendarSchema,
  bankDateAt,
  bankDateSchema,
  bankDay,
  cutOffOf,
  isBankDay,
  nextCutOff,
  startOfBankDate,
} from "./calendar.ts";

const at = (text: string) => instantSchema.parse(text);
const date = (text: string) => bankDateSchema.parse(text);
const berlin = bankCalendarSchema.parse({
  zone: "Europe/Berlin",
  weekend: [0, 6],
  holidays: ["2026-12-25", "2027-01-01"],
  cutOff: "15:00",
});
const shanghai = bankCalendarSchema.parse({ ...berlin, zone: "Asia/Shanghai", holidays: ["2026-10-01"] });

describe("bankDay", () => {
  it("is today one millisecond before the cut-off and the next bank day at it", () => {
    expect(bankDay(berlin, at("2026-11-24T13:59:59.999Z"))).toBe("2026-11-24");
    expect(bankDay(berlin, at("2026-11-24T14:00:00.000Z"))).toBe("2026-11-25");
  });

  it("passes over weekend and holidays", () => {
    expect(bankDay(berlin, at("2026-11-27T14:00:00.000Z"))).toBe("2026-11-30"); // Friday evening
    expect(bankDay(berlin, at("2026-12-24T20:00:00.000Z"))).toBe("2026-12-28"); // Christmas Eve, a Thursday
  });

  it("takes the date in the bank's zone, not in UTC", () => {
    expect(bankDateAt(shanghai, at("2026-11-23T16:00:00.000Z"))).toBe("2026-11-24");
    expect(bankDateAt(shanghai, at("2026-11-23T15:59:59.999Z"))).toBe("2026-11-23");
    expect(startOfBankDate(shanghai, date("2026-11-24"))).toBe("2026-11-23T16:00:00.000Z");
  });
});

describe("nextCutOff", () => {
  it("is 15:00 local in winter and in summer", () => {
    expect(nextCutOff(berlin, at("2026-03-27T08:00:00.000Z"))).toBe("2026-03-27T14:00:00.000Z");
    expect(nextCutOff(berlin, at("2026-03-27T15:00:00.000Z"))).toBe("2026-03-30T13:00:00.000Z"); // clock changed
    expect(nextCutOff(berlin, at("2026-10-23T14:00:00.000Z"))).toBe("2026-10-26T14:00:00.000Z");
  });

  it("moves a cut-off that the clock skips to after the gap, and takes the first of two", () => {
    const night = { ...berlin, weekend: [], cutOff: "02:30" };
    expect(cutOffOf(night, date("2026-03-29"))).toBe("2026-03-29T01:30:00.000Z");
    expect(cutOffOf(night, date("2026-10-25"))).toBe("2026-10-25T00:30:00.000Z");
  });

  it("lies after the instant, on a bank day, for every instant of two years", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 * 365 * 24 * 3_600 }), (seconds) => {
        const instant = instantOf(Date.parse("2026-01-01T00:00:00.000Z") + seconds * 1_000);
        const next = nextCutOff(berlin, instant);
        expect(next > instant).toBe(true);
        expect(isBankDay(berlin, bankDateAt(berlin, next))).toBe(true);
        expect(bankDay(berlin, next) > bankDay(berlin, instant)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("addBankDays", () => {
  it("keeps the local time of day over a clock change", () => {
    expect(addBankDays(berlin, at("2026-03-27T09:00:00.000Z"), 1)).toBe("2026-03-30T08:00:00.000Z");
  });

  it("counts no weekend and no holiday", () => {
    expect(addBankDays(berlin, at("2026-12-23T10:00:00.000Z"), 5)).toBe("2026-12-31T10:00:00.000Z");
    expect(addBankDays(berlin, at("2026-11-28T10:00:00.000Z"), 1)).toBe("2026-11-30T10:00:00.000Z");
    expect(addBankDays(berlin, at("2026-11-28T10:00:00.000Z"), 0)).toBe("2026-11-28T10:00:00.000Z");
  });
});

describe("bankCalendarSchema", () => {
  it.each([
    { zone: "Mars/Olympus" },
    { cutOff: "24:00" },
    { holidays: ["2026-02-30"] },
    { weekend: [0, 1, 2, 3, 4, 5, 6] },
  ])("refuses %j", (wrong) => {
    expect(bankCalendarSchema.safeParse({ ...berlin, ...wrong }).success).toBe(false);
  });
});
