import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { enterpriseIdSchema, partnerIdSchema } from "../identity/actor.ts";
import { instantSchema } from "../kernel/instant.ts";
import { money } from "../money/money.ts";
import { campaignIdSchema } from "./campaign.ts";
import { offerOf, offerSchema } from "./offer.ts";
import { type BasketLine, quote, vatContained } from "./quote.ts";
import { sampleTerms } from "./sample-terms.ts";
import { shardCount } from "./shard-count.ts";

const opensAt = instantSchema.parse("2026-11-25T00:00:00.000Z");
const now = instantSchema.parse("2026-12-01T12:00:00.000Z");
const offer = offerOf({
  campaignId: campaignIdSchema.parse("cmp_00000000000000000001"),
  enterpriseId: enterpriseIdSchema.parse("ent_00000000000000000001"),
  version: 1,
  terms: sampleTerms(),
  approval: {
    ...{ caseId: "cas_1", contentHash: "h", feeScheduleVersion: "2026-01", feeBps: 500, feeVatBps: 1900 },
    ...{ decidedBy: ["usr_1"], approvedAt: opensAt },
  },
  opensAt,
  bank: {
    partnerId: partnerIdSchema.parse("ptr_00000000000000000001"),
    custodyAccount: "ptr_00000000000000000001/DE1",
  },
});
const eur = (minor: number) => ({ minor, currency: "EUR" });
const at = (text: string) => instantSchema.parse(text);

describe("quote", () => {
  it("adds tiers and add-ons as goods, the first and further units as shipping, and shows the contained VAT", () => {
    const lines = [
      { itemId: "t1", quantity: 2 },
      { itemId: "t2", quantity: 1 },
      { itemId: "a1", quantity: 1 },
    ];
    expect(quote(offer, lines, "DE", now)).toMatchObject({
      ok: true,
      value: {
        goods: eur(87_50), // 24.00 + 60.00 + 3.50
        shipping: eur(7_90), // 4.90 + 3 × 1.00
        vat: eur(6_24), // 95.40 × 7 / 107 = 6.2411…
        total: eur(95_40),
      },
    });
  });

  it("takes the zone for everywhere else where no zone names the country", () => {
    expect(quote(offer, [{ itemId: "t1", quantity: 1 }], "JP", now)).toMatchObject({
      value: { shipping: eur(14_00) },
    });
  });

  it.each<{ lines: BasketLine[]; country?: string; when?: string; kind: string }>([
    { lines: [], kind: "basket_empty" },
    { lines: [{ itemId: "a1", quantity: 1 }], kind: "add_on_without_tier" },
    { lines: [{ itemId: "t9", quantity: 1 }], kind: "item_unknown" },
    { lines: [{ itemId: "t1", quantity: 6 }], kind: "over_backer_limit" },
    {
      lines: [
        { itemId: "t1", quantity: 1 },
        { itemId: "t1", quantity: 1 },
      ],
      kind: "line_repeated",
    },
    { lines: [{ itemId: "t2", quantity: 1 }], country: "JP", kind: "country_not_served" },
    { lines: [{ itemId: "t1", quantity: 1 }], when: "2026-11-24T23:59:59.999Z", kind: "sale_not_open" },
    { lines: [{ itemId: "t1", quantity: 1 }], when: "2026-12-20T16:00:00.000Z", kind: "sale_closed" },
    { lines: [{ itemId: "t2", quantity: 1 }], when: "2026-12-05T00:00:00.000Z", kind: "tier_closed" },
  ])("refuses with $kind", ({ lines, country = "DE", when = now, kind }) => {
    expect(quote(offer, lines, country, at(when))).toMatchObject({ ok: false, error: { kind } });
  });

  it("sells an early-bird tier until one millisecond before its window ends", () => {
    expect(quote(offer, [{ itemId: "t2", quantity: 1 }], "DE", at("2026-12-04T23:59:59.999Z")).ok).toBe(true);
  });

  it("adds up exactly for every basket", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 3 }), (jars, spoons) => {
        const lines = [
          { itemId: "t1", quantity: jars },
          ...(spoons === 0 ? [] : [{ itemId: "a1", quantity: spoons }]),
        ];
        const quoted = quote(offer, lines, "DE", now);
        expect(quoted.ok).toBe(true);
        if (!quoted.ok) return;
        const { goods, shipping, total, lines: priced } = quoted.value;
        expect(total.minor).toBe(goods.minor + shipping.minor);
        expect(goods.minor).toBe(priced.reduce((sum, { amount }) => sum + amount.minor, 0));
        expect(shipping.minor).toBe(490 + 100 * (jars + spoons - 1));
      }),
    );
  });
});

describe("vatContained", () => {
  it.each([
    { minor: 107_00, bps: 700, vat: 7_00 },
    { minor: 1, bps: 1_900, vat: 0 },
    { minor: 100, bps: 0, vat: 0 },
    { minor: 3, bps: 10_000, vat: 2 }, // 1.5 goes to the even neighbour
    { minor: 1, bps: 10_000, vat: 0 }, // 0.5 goes to the even neighbour
  ])("$vat of $minor at $bps basis points", ({ minor, bps, vat }) => {
    expect(vatContained(money(minor, "EUR"), bps).minor).toBe(vat);
  });
});

describe("offer", () => {
  it("keeps no owner-only field and no story", () => {
    const parsed = offerSchema.parse(offer);
    expect(JSON.stringify(parsed)).not.toMatch(/unitCosts|cost"|description|story/);
  });
});

describe("shardCount", () => {
  const count = (units: number, perBacker: number, cap: number) => {
    const [jar] = sampleTerms().tiers;
    const tiers = jar === undefined ? [] : [{ ...jar, units, perBacker, price: money(10_00, "EUR") }];
    return shardCount({ tiers, addOns: [], hardCap: money(cap, "EUR") });
  };
  it.each([
    { units: 39, perBacker: 1, cap: 1e9, n: 1 },
    { units: 40, perBacker: 1, cap: 1e9, n: 4 },
    { units: 159, perBacker: 1, cap: 1e9, n: 4 },
    { units: 160, perBacker: 1, cap: 1e9, n: 16 },
    { units: 640, perBacker: 1, cap: 1e9, n: 64 },
    { units: 1_000_000, perBacker: 1, cap: 640 * 10_00, n: 64 },
    { units: 1_000_000, perBacker: 1, cap: 640 * 10_00 - 1, n: 16 },
    { units: 100, perBacker: 100, cap: 1e9, n: 1 },
  ])("is $n for $units units, $perBacker a backer, cap $cap", ({ units, perBacker, cap, n }) => {
    expect(count(units, perBacker, cap)).toBe(n);
  });
});
