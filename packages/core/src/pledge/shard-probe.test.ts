import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { campaignIdSchema } from "../campaign/campaign.ts";
import { instantSchema } from "../kernel/instant.ts";
import { type Basket, type Shard, shardRefusal, shardsOf, totalsOf } from "./shard.ts";
import { planFill, probeOrder } from "./shard-probe.ts";
import { moveUnits, parseShard } from "./shard-store.ts";

const opensAt = instantSchema.parse("2026-11-01T00:00:00.000Z");
const closesAt = instantSchema.parse("2026-12-01T00:00:00.000Z");
const campaignId = campaignIdSchema.parse("cmp_00000000000000000001");
const ground = { version: 1, currency: "EUR", opensAt, closesAt } as const;
const shard = (k: number, over: Partial<Shard> = {}): Shard => {
  const [made] = shardsOf({
    ...ground,
    campaignId,
    shards: 1,
    hardCap: { minor: 1_000, currency: "EUR" },
    tiers: [{ id: "t1", units: 0 }],
    addOns: [],
  });
  if (made === undefined) throw new Error("no shard");
  return { ...made, k, ...over };
};
const basket = (units: number, raisedMinor = 10): Basket => ({
  units: { t1: units },
  raisedMinor,
  totalMinor: raisedMinor,
});

describe("shardsOf", () => {
  it("divides units and headroom without losing one, the first shards taking the remainder", () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 4, 16, 64), fc.nat(10_000), fc.nat(1_000_000), (shards, units, cap) => {
        const made = shardsOf({
          ...ground,
          campaignId,
          shards,
          hardCap: { minor: cap, currency: "EUR" },
          tiers: [{ id: "t1", units }],
          addOns: [],
        });
        const total = totalsOf(made);
        expect(total.units).toEqual({ t1: units });
        expect(total.headroom).toBe(cap);
        const left = made.map((one) => one.units.t1 ?? 0);
        expect(Math.max(...left) - Math.min(...left)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("probeOrder", () => {
  it("probes at most four different shards, from a start that the seed decides", () => {
    for (const shards of [1, 4, 16, 64]) {
      const order = probeOrder({ seed: "usr_1", shards });
      expect(new Set(order).size).toBe(Math.min(4, shards));
      expect(order).toEqual(probeOrder({ seed: "usr_1", shards }));
      expect(order.every((k) => k >= 0 && k < shards)).toBe(true);
    }
  });

  it("spreads a thousand backers over all shards", () => {
    const starts = Array.from({ length: 1_000 }, (_, i) => probeOrder({ seed: `usr_${i}`, shards: 16 })[0]);
    expect(new Set(starts).size).toBe(16);
  });
});

describe("shardRefusal", () => {
  const asked = { now: opensAt, offerVersion: 1 };
  it.each([
    { found: undefined, at: asked, kind: "not_found" },
    { found: shard(0), at: { ...asked, now: closesAt }, kind: "campaign_closed" },
    { found: shard(0, { phase: "frozen" as const }), at: asked, kind: "campaign_not_open" },
    { found: shard(0, { opensAt: closesAt }), at: asked, kind: "not_open_yet" },
    { found: shard(0, { offerVersion: 2 }), at: asked, kind: "offer_changed" },
    { found: shard(0), at: asked, kind: "dry" },
  ])("explains $kind", ({ found, at, kind }) => {
    expect(shardRefusal(found, at)).toMatchObject({ kind });
  });
});

describe("planFill", () => {
  it("takes a shard that has it all before it moves anything", () => {
    const shards = [
      shard(2, { units: { t1: 1 } }),
      shard(1, { units: { t1: 3 } }),
      shard(0, { units: { t1: 1 } }),
    ];
    expect(planFill(shards, basket(3))).toEqual({ kind: "fill", k: 1, moves: [] });
  });

  it("moves the last units together, towards the highest shard that those above can fill", () => {
    const shards = [2, 1, 0].map((k) => shard(k, { units: { t1: 1 } }));
    expect(planFill(shards, basket(2))).toEqual({
      kind: "fill",
      k: 1,
      moves: [{ from: 2, moved: { units: { t1: 1 }, headroom: 0 } }],
    });
  });

  it("says sold out only when all shards together lack a unit, cap reached when they lack a cent", () => {
    const shards = [1, 0].map((k) => shard(k, { units: { t1: 1 }, headroom: 5 }));
    expect(planFill(shards, basket(3))).toEqual({ kind: "sold_out", counters: ["t1"] });
    expect(planFill(shards, basket(2, 11))).toEqual({ kind: "cap_reached" });
    expect(planFill(shards, basket(2, 10))).toMatchObject({ kind: "fill", k: 0 });
  });

  it("plans moves that leave the target able to serve, for any stock that suffices in total", () => {
    const stock = fc.record({ units: fc.nat(5), headroom: fc.nat(30) });
    fc.assert(
      fc.property(
        fc.array(stock, { minLength: 1, maxLength: 16 }),
        fc.integer({ min: 1, max: 8 }),
        (all, wanted) => {
          const shards = all.map(({ units, headroom }, k) => shard(k, { units: { t1: units }, headroom }));
          const plan = planFill(shards, basket(wanted, wanted * 3));
          const total = totalsOf(shards);
          const suffices = (total.units.t1 ?? 0) >= wanted && total.headroom >= wanted * 3;
          expect(plan.kind === "fill").toBe(suffices);
          if (plan.kind !== "fill") return;
          const target = shards[plan.k];
          const moved = plan.moves.reduce(
            (sum, { moved }) => ({
              units: sum.units + (moved.units.t1 ?? 0),
              headroom: sum.headroom + moved.headroom,
            }),
            { units: target?.units.t1 ?? 0, headroom: target?.headroom ?? 0 },
          );
          expect(moved.units).toBeGreaterThanOrEqual(wanted);
          expect(moved.headroom).toBeGreaterThanOrEqual(wanted * 3);
          for (const { from, moved: part } of plan.moves) {
            expect(from).toBeGreaterThan(plan.k);
            expect(shards[from]?.units.t1 ?? 0).toBeGreaterThanOrEqual(part.units.t1 ?? 0);
          }
        },
      ),
    );
  });

  it("never moves stock upwards", () => {
    const moved = { units: { t1: 1 }, headroom: 0 };
    expect(() => moveUnits({ campaignId: "cmp_1", from: 0, to: 1, moved })).toThrow(
      "towards the lower shard",
    );
  });
});

describe("parseShard", () => {
  it("refuses a counter below zero: it is never shown as stock", () => {
    const { units: _units, ...rest } = shard(0);
    expect(() => parseShard({ pk: "x", sk: "STATE", ...rest, u_t1: -1 })).toThrow();
  });
});
