import { describe, expect, it } from "vitest";
import { instantSchema } from "../kernel/instant.ts";
import { contentHash } from "./content-hash.ts";
import { feeAt } from "./fee-schedule.ts";
import { type PresaleTerms, presaleTermsSchema, publicTerms } from "./presale-terms.ts";
import { sampleTerms } from "./sample-terms.ts";
import { missingForSubmission } from "./task-list.ts";

const now = instantSchema.parse("2026-11-24T08:00:00.000Z");
const eur = (minor: number) => ({ minor, currency: "EUR" });
const [jar, box] = sampleTerms().tiers;
const [germany, world] = sampleTerms().shippingZones;

describe("task list before submission", () => {
  it("is empty for complete terms", () => {
    expect(missingForSubmission(sampleTerms(), now)).toEqual([]);
  });

  it("names every field of an empty draft except the lists that may stay empty", () => {
    const missing = missingForSubmission({}, now);
    expect(missing.every(({ code }) => code === "fill_in")).toBe(true);
    expect(missing.map(({ pointer }) => pointer)).toEqual(
      Object.keys(presaleTermsSchema.shape)
        .filter((field) => !["addOns", "shippingZones", "faq", "media"].includes(field))
        .map((field) => `/${field}`),
    );
  });

  it.each<{ over: Partial<Record<keyof PresaleTerms, unknown>>; pointer: string; code: string }>([
    { over: { language: "zh" }, pointer: "/summary", code: "write_in_campaign_language" },
    { over: { hardCap: { minor: 600000, currency: "USD" } }, pointer: "/hardCap", code: "use_one_currency" },
    { over: { tiers: [jar, { ...box, id: "t1" }] }, pointer: "/tiers/1/id", code: "give_unique_ids" },
    {
      over: { tiers: [jar, { ...box, shipsTo: ["z9"] }] },
      pointer: "/tiers/1/shipsTo/0",
      code: "name_known_zone",
    },
    {
      over: { shippingZones: [germany, { ...world, countries: ["DE"] }] },
      pointer: "/shippingZones/1/countries/0",
      code: "name_country_once",
    },
    {
      over: { tiers: [{ ...jar, opensAt: now, closesAt: now }, box] },
      pointer: "/tiers/0/closesAt",
      code: "order_sale_window",
    },
    {
      over: { tiers: [{ ...jar, opensAt: sampleTerms().deadline }, box] },
      pointer: "/tiers/0/opensAt",
      code: "move_window_before_deadline",
    },
    {
      over: { tiers: [{ ...jar, deliverBy: "2026-11" }, box] },
      pointer: "/tiers/0/deliverBy",
      code: "move_delivery_after_deadline",
    },
    {
      over: { tranches: [{ id: "r1", shareBps: 9_999, condition: { en: "x" }, evidenceTypes: [] }] },
      pointer: "/tranches",
      code: "make_shares_whole",
    },
    {
      over: {
        spendingPlan: ["s1", "s2"].map((id) => ({
          id,
          purpose: { en: "x" },
          amount: eur(1),
          payee: "own_costs",
        })),
      },
      pointer: "/spendingPlan/1/payee",
      code: "keep_one_own_costs_line",
    },
    { over: { hardCap: eur(2_999_99) }, pointer: "/hardCap", code: "raise_cap_to_goal" },
    { over: { hardCap: eur(2_999_99) }, pointer: "/spendingPlan", code: "lower_plan_to_cap" },
    {
      over: {
        tiers: [
          { ...jar, units: 1 },
          { ...box, units: 1 },
        ],
      },
      pointer: "/minGoal",
      code: "raise_stock_to_goal",
    },
    { over: { deadline: "2026-11-25T07:59:59.999Z" }, pointer: "/deadline", code: "move_deadline" },
    { over: { deadline: "2027-05-24T08:00:00.000Z" }, pointer: "/deadline", code: "move_deadline" },
    { over: { unitCosts: [{ tierId: "t1", cost: eur(1) }] }, pointer: "/unitCosts", code: "state_unit_cost" },
  ])("asks to $code at $pointer", ({ over, pointer, code }) => {
    expect(missingForSubmission(sampleTerms(over), now)).toContainEqual({ pointer, code });
  });

  it("takes a deadline exactly one day ahead", () => {
    const terms = sampleTerms({ deadline: "2026-11-25T08:00:00.000Z" });
    expect(missingForSubmission(terms, now).filter(({ code }) => code === "move_deadline")).toEqual([]);
  });
});

describe("contentHash", () => {
  it("changes with one minor unit and not with the order of keys", () => {
    const terms = sampleTerms();
    const reordered = presaleTermsSchema.parse(Object.fromEntries(Object.entries(terms).reverse()));
    const dearer = sampleTerms({ minGoal: eur(3_000_01) });
    const hash = contentHash({ kind: "presale", terms });
    expect(contentHash({ kind: "presale", terms: reordered })).toBe(hash);
    expect(contentHash({ kind: "presale", terms: dearer })).not.toBe(hash);
  });
});

describe("publicTerms", () => {
  it("leaves out what only the enterprise may see", () => {
    expect(publicTerms(sampleTerms())).not.toHaveProperty("unitCosts");
  });
});

describe("feeAt", () => {
  it("charges 5 % with the VAT of the currency's market", () => {
    expect(feeAt("CNY", now)).toEqual({ feeScheduleVersion: "2026-01", feeBps: 500, feeVatBps: 600 });
  });
});
