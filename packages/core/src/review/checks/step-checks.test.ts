import { describe, expect, it } from "vitest";
import { instantOf } from "../../kernel/instant.ts";
import { money } from "../../money/money.ts";
import { type CheckResult, checkResultSchema } from "../finding.ts";
import { type CampaignPlausibilityInput, checkCampaignPlausibility } from "./campaign-plausibility-check.ts";
import { checkConflict } from "./conflict-check.ts";
import { checkDocuments } from "./documents-check.ts";
import { checkIdentity, type IdentityInput } from "./identity-check.ts";
import { checkPayoutAccount, type PayoutAccountInput } from "./payout-account-check.ts";
import { REASON_TEXTS, REMEDY_TEXTS } from "./reason-texts.ts";

/** Outcome and reason codes of a result that also fits its schema. */
function told(result: CheckResult): readonly string[] {
  const { outcome, findings } = checkResultSchema.parse(result);
  return [outcome, ...findings.map(({ reasonCode }) => reasonCode)];
}

describe("checkIdentity", () => {
  const good: IdentityInput = {
    registryNumbers: [{ scheme: "uscc", text: "91152201078377449P", register: "not_asked" }],
    representativeCount: 1,
    ownerShareBps: [6_000, 4_000],
    licence: { present: true, expiresOn: "2030-01-01" },
    today: "2026-11-24",
  };
  const numbered = (text: string, register: "not_asked" | "confirmed" | "not_found") => ({
    registryNumbers: [{ scheme: "uscc", text, register } as const],
  });

  it.each<[string, Partial<IdentityInput>, readonly string[]]>([
    ["a whole file", {}, ["passed"]],
    ["no number", { registryNumbers: [] }, ["failed", "registry_number_missing"]],
    ["a wrong number", numbered("91152201078377440P", "not_asked"), ["failed", "registry_number_invalid"]],
    [
      "an outer check alone",
      numbered("91350211M0000XUF46", "not_asked"),
      ["needs_human", "registry_number_look_up"],
    ],
    ["the same, confirmed", numbered("91350211M0000XUF46", "confirmed"), ["passed"]],
    [
      "a number nobody knows",
      numbered("91152201078377449P", "not_found"),
      ["failed", "registry_number_not_found"],
    ],
    ["no representative", { representativeCount: 0 }, ["failed", "representative_missing"]],
    ["owners of 75 %", { ownerShareBps: [7_500] }, ["passed"]],
    ["owners below 75 %", { ownerShareBps: [7_499] }, ["needs_human", "owner_shares_incomplete"]],
    ["owners of more than all", { ownerShareBps: [6_000, 4_001] }, ["failed", "owner_shares_impossible"]],
    ["an owner of nothing", { ownerShareBps: [10_000, 0] }, ["failed", "owner_shares_impossible"]],
    ["no licence", { licence: { present: false, expiresOn: null } }, ["failed", "licence_missing"]],
    [
      "a licence of yesterday",
      { licence: { present: true, expiresOn: "2026-11-23" } },
      ["failed", "licence_expired"],
    ],
    ["a licence until today", { licence: { present: true, expiresOn: "2026-11-24" } }, ["passed"]],
    ["a licence without end", { licence: { present: true, expiresOn: null } }, ["passed"]],
  ])("%s", (_, change, expected) => {
    expect(told(checkIdentity({ ...good, ...change }))).toEqual(expected);
  });
});

describe("checkConflict", () => {
  it.each([
    ["owner", 2_000, ["failed", "conflict_of_interest"]],
    ["owner", 1_999, ["passed", "small_platform_owner"]],
    ["manager", 0, ["failed", "conflict_of_interest"]],
    ["staff", 0, ["failed", "conflict_of_interest"]],
  ] as const)("a platform %s with %d bps", (role, shareBps, expected) => {
    const input = {
      enterprisePeople: [{ personHash: "h1", role: "representative" }],
      platformPeople: [{ personHash: "h1", role, shareBps }],
    } as const;
    expect(told(checkConflict(input))).toEqual(expected);
  });

  it("passes strangers", () => {
    const input = {
      enterprisePeople: [{ personHash: "h1", role: "owner" }],
      platformPeople: [{ personHash: "h2", role: "staff", shareBps: 0 }],
    } as const;
    expect(told(checkConflict(input))).toEqual(["passed"]);
  });
});

describe("checkDocuments", () => {
  const licence = { type: "licence", inspection: "ok", usedByAnother: false, expiresOn: null } as const;
  it.each([
    ["all there", [licence], ["passed"]],
    ["none", [], ["needs_human", "document_missing"]],
    [
      "other bytes",
      [{ ...licence, inspection: "content_type_mismatch" }],
      ["needs_human", "document_bytes_differ"],
    ],
    ["used by another", [{ ...licence, usedByAnother: true }], ["needs_human", "document_used_elsewhere"]],
    ["expired yesterday", [{ ...licence, expiresOn: "2026-11-23" }], ["needs_human", "document_expired"]],
    ["valid today", [{ ...licence, expiresOn: "2026-11-24" }], ["passed"]],
  ])("%s", (_, documents, expected) => {
    expect(told(checkDocuments({ requiredTypes: ["licence"], documents, today: "2026-11-24" }))).toEqual(
      expected,
    );
  });
});

describe("checkPayoutAccount", () => {
  const now = instantOf(Date.UTC(2026, 10, 24));
  const days = (count: number) => instantOf(Date.UTC(2026, 10, 24 + count));
  const good: PayoutAccountInput = {
    scheme: "iban",
    number: "DE89370400440532013000",
    nameCheck: { answer: "match", answeredAt: days(-90) },
    holdUntil: null,
    now,
  };
  it.each<[string, Partial<PayoutAccountInput>, readonly string[]]>([
    ["a match of 90 days ago", {}, ["passed"]],
    [
      "of 91 days ago",
      { nameCheck: { answer: "match", answeredAt: days(-91) } },
      ["needs_human", "account_name_check_old"],
    ],
    ["close", { nameCheck: { answer: "close", answeredAt: now } }, ["needs_human", "account_name_close"]],
    ["mismatch", { nameCheck: { answer: "mismatch", answeredAt: now } }, ["failed", "account_name_mismatch"]],
    ["no answer yet", { nameCheck: null }, ["needs_human", "account_name_not_checked"]],
    ["a wrong digit", { number: "DE88370400440532013000" }, ["failed", "account_number_invalid"]],
    ["on hold", { holdUntil: days(1) }, ["warned", "account_on_hold"]],
    ["a hold that ends now", { holdUntil: now }, ["passed"]],
    [
      "on hold and mismatch",
      { holdUntil: days(1), nameCheck: { answer: "mismatch", answeredAt: now } },
      ["failed", "account_name_mismatch", "account_on_hold"],
    ],
  ])("%s", (_, change, expected) => {
    expect(told(checkPayoutAccount({ ...good, ...change }))).toEqual(expected);
  });
});

describe("checkCampaignPlausibility", () => {
  const eur = (minor: number) => money(minor, "EUR");
  const tier = {
    key: "early",
    price: eur(50_00),
    stock: 300,
    unitCost: eur(30_00),
    deliverBy: "2027-03-01",
  } as const;
  const good: CampaignPlausibilityInput = {
    goal: eur(10_000_00),
    deadline: "2026-12-31",
    tiers: [tier],
    unitsPerMonth: 150,
    spendingPlan: [
      { purpose: "material", amount: eur(7_000_00), ownCosts: false },
      { purpose: "wages", amount: eur(3_000_00), ownCosts: true },
    ],
    netSales: eur(10_000_00),
    pastCampaigns: [{ outcome: "completed", lateDays: 30 }],
  };
  const plan = (minor: number, ownCosts = false) => ({ purpose: "all", amount: eur(minor), ownCosts });

  it.each<[string, Partial<CampaignPlausibilityInput>, readonly string[]]>([
    ["everything at its limit", {}, ["passed"]],
    ["a plan one cent short", { spendingPlan: [plan(9_999_99)] }, ["failed", "plan_sum_wrong"]],
    [
      "a plan without purpose",
      { spendingPlan: [{ ...plan(10_000_00), purpose: " " }] },
      ["failed", "plan_incomplete"],
    ],
    ["no plan", { spendingPlan: [] }, ["failed", "plan_sum_wrong", "plan_incomplete"]],
    [
      "own costs one cent above 30 %",
      { spendingPlan: [plan(3_000_01, true), plan(6_999_99)] },
      ["needs_human", "own_costs_high"],
    ],
    [
      "a price below cost",
      { tiers: [{ ...tier, unitCost: eur(50_01) }] },
      ["needs_human", "price_below_cost"],
    ],
    ["no cost given", { tiers: [{ ...tier, unitCost: null }] }, ["needs_human", "unit_cost_missing"]],
    ["stock for less than the goal", { tiers: [{ ...tier, stock: 199 }] }, ["failed", "goal_beyond_stock"]],
    [
      "one unit more than can be made",
      { tiers: [{ ...tier, stock: 301 }] },
      ["needs_human", "capacity_too_small"],
    ],
    ["unknown capacity", { unitsPerMonth: null }, ["needs_human", "capacity_unknown"]],
    [
      "delivery on the deadline",
      { tiers: [{ ...tier, deliverBy: "2026-12-31" }] },
      ["failed", "delivery_before_deadline", "capacity_too_small"],
    ],
    ["sales one cent too small", { netSales: eur(9_999_99) }, ["needs_human", "goal_large_for_sales"]],
    ["unknown sales", { netSales: null }, ["passed", "sales_unknown"]],
    [
      "an undelivered campaign",
      { pastCampaigns: [{ outcome: "undelivered", lateDays: 0 }] },
      ["failed", "past_campaign_undelivered"],
    ],
    [
      "31 days late",
      { pastCampaigns: [{ outcome: "completed", lateDays: 31 }] },
      ["needs_human", "past_campaign_late"],
    ],
  ])("%s", (_, change, expected) => {
    expect(told(checkCampaignPlausibility({ ...good, ...change }))).toEqual(expected);
  });
});

describe("texts", () => {
  it.each(Object.entries({ ...REASON_TEXTS, ...REMEDY_TEXTS }))(
    "of %s are in both languages",
    (code, { en, zh }) => {
      expect(code).toMatch(/^[a-z][a-z0-9_]*$/);
      expect(en).toMatch(/^[A-Z][^\u4e00-\u9fff]+\.$/);
      expect(zh).toMatch(/[\u4e00-\u9fff].*。$/);
    },
  );
});
