import { describe, expect, it } from "vitest";
import { bpsOf, termsOf } from "./form-terms.ts";
import { formOf } from "./terms-form.ts";

const EMPTY = formOf({}, { zone: "UTC", language: "en" });
const both = (en: string) => ({ en, zh: "" });

describe("what is typed", () => {
  it.each([
    ["7", 700],
    ["7.25", 725],
    ["0,5", 50],
    ["7.255", undefined],
    ["half", undefined],
  ])("the percentage %j", (typed, bps) => {
    expect(bpsOf(typed)).toBe(bps);
  });
});

describe("the form as terms", () => {
  it("leaves out what is not written", () => {
    expect(termsOf(EMPTY, "UTC")).toEqual({
      terms: { language: "en", currency: "EUR", addOns: [], shippingZones: [], faq: [], media: [] },
      notKept: [],
    });
  });
  it("names an entry that cannot be kept yet, and keeps the others", () => {
    const line = { id: "s1", purpose: both("Jars"), amount: "1,000", payee: "supplier" as const };
    const { terms, notKept } = termsOf(
      { ...EMPTY, spendingPlan: [line, { ...line, id: "s2", amount: "some" }] },
      "UTC",
    );
    expect(terms.spendingPlan).toEqual([
      { id: "s1", purpose: { en: "Jars" }, amount: { amount: "1000", currency: "EUR" }, payee: "supplier" },
    ]);
    expect(notKept).toEqual([{ field: "spendingPlan", at: 1, lacks: "amount" }]);
  });
  it("gives back the terms that it was made from", () => {
    const terms = termsOf(
      {
        ...EMPTY,
        title: both("Honey"),
        deadline: "2026-12-18T23:00",
        risks: [{ text: both("A cold spring.") }],
        tranches: [{ id: "r1", sharePercent: "100", condition: both("At funding"), evidenceType: "" }],
      },
      "Europe/Brussels",
    ).terms;
    const again = termsOf(formOf(terms, { zone: "Europe/Brussels", language: "zh" }), "Europe/Brussels");
    expect(again.terms).toEqual(terms);
    expect(terms.deadline).toBe("2026-12-18T22:00:00.000Z");
  });
});
