import type { Offer } from "@firstlot/core/campaign/offer";
import { addMs } from "@firstlot/core/kernel/instant";
import type { Store } from "@firstlot/core/kernel/store";
import { BUCKETS } from "@firstlot/core/pledge/pledge";
import { listPledges } from "@firstlot/core/pledge/pledge-store";
import { reserve } from "@firstlot/core/pledge/reserve";
import { totalsOf } from "@firstlot/core/pledge/shard";
import { loadShards } from "@firstlot/core/pledge/shard-store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { injectFaults, randomFaults, scriptedFaults } from "./fault-client.ts";
import {
  at,
  backerCommand,
  CLOSES_AT,
  desk,
  measureWrites,
  NOON,
  offerWith,
  openScene,
  publishOffer,
  type Scene,
} from "./pledge-scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());

const deps = (store: Store, now = NOON) => ({ store, desk, now: () => now });
const basket = (offer: Offer, quantity = 1) => ({
  campaignId: offer.campaignId,
  lines: [{ itemId: "t1", quantity }],
  country: "DE",
  method: "page" as const,
});
const totals = async (offer: Offer) => totalsOf(await loadShards(scene.store, offer));
async function allPledges(offer: Offer) {
  const pages = await Promise.all(
    Array.from({ length: BUCKETS }, (_, bucket) =>
      listPledges(scene.store, { campaignId: offer.campaignId, bucket }),
    ),
  );
  return pages.flatMap(({ items }) => items);
}

describe("reserving", () => {
  it("takes units, headroom and sums from one shard, and tells how to pay", async () => {
    const offer = await publishOffer(scene.store, offerWith({}));
    const done = await reserve(deps(scene.store), backerCommand(1, "a", basket(offer, 2)), basket(offer, 2));
    expect(done).toMatchObject({
      ok: true,
      value: {
        replayed: false,
        value: {
          pledge: { status: "reserved", raisedMinor: 20_00, shippingMinor: 7_00, payBy: at(30) },
          payment: { missing: { minor: 27_00, currency: "EUR" } },
        },
      },
    });
    expect(await totals(offer)).toMatchObject({
      units: { t1: 98, a1: 1_000 },
      headroom: 100_000_00 - 20_00,
      reservedRaised: 20_00,
      reservedTotal: 27_00,
      reservedCount: 1,
    });
  });

  it("writes 4 items and consumes at most 9 write units", async () => {
    const offer = await publishOffer(scene.store, offerWith({}));
    const { dynamo, store } = scene.separate();
    const measured = measureWrites(dynamo);
    await reserve(deps(store), backerCommand(1, "a", basket(offer)), basket(offer));
    expect(measured).toEqual([{ items: 4, units: 9 }]);
  });

  it.each([
    { shards: 1, seed: 1 },
    { shards: 4, seed: 2 },
  ])(
    "sells the last 10 units to exactly 10 of 200 racing buyers over $shards shards, each with a final answer",
    async ({ shards, seed }) => {
      const offer = await publishOffer(scene.store, offerWith({ units: 10, shards }));
      const { dynamo, store } = scene.separate();
      const faults = injectFaults(dynamo, randomFaults(seed, { conflict: 0.2, throttle: 0.1 }));
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, i) =>
          reserve(deps(store), backerCommand(i, "race", basket(offer)), basket(offer)),
        ),
      );
      const sold = answers.filter(({ ok }) => ok);
      const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.error.kind]));
      expect(sold).toHaveLength(10);
      expect(new Set(refused)).toEqual(new Set(["sold_out"]));
      expect(await totals(offer)).toMatchObject({
        units: { t1: 0 },
        reservedCount: 10,
        reservedRaised: 100_00,
      });
      expect(await allPledges(offer)).toHaveLength(10);
      expect(faults.conflict).toBeGreaterThan(20);
      expect(faults.throttle).toBeGreaterThan(10);
    },
  );

  it("gives every buyer a final answer when answers are lost too and buyers send their key again", async () => {
    const offer = await publishOffer(scene.store, offerWith({ units: 12, shards: 4 }));
    const { dynamo, store } = scene.separate();
    const faults = injectFaults(
      dynamo,
      randomFaults(7, { conflict: 0.2, throttle: 0.1, timeout_after_commit: 0.15 }),
    );
    const TRIES_MAX = 20;
    const buy = async (buyer: number): Promise<string> => {
      const input = basket(offer, 1 + (buyer % 2));
      for (let tried = 1; tried <= TRIES_MAX; tried++) {
        try {
          const done = await reserve(deps(store), backerCommand(buyer, "race", input), input);
          return done.ok ? `bought ${done.value.value.pledge.lines[0]?.quantity}` : done.error.kind;
        } catch (error) {
          if (!(error instanceof Error) || error.name !== "TimeoutError") throw error;
        }
      }
      return "no answer";
    };
    const answers = await Promise.all(Array.from({ length: 80 }, (_, i) => buy(i)));
    const units = answers.reduce((sum, answer) => sum + Number(/^bought (\d)$/.exec(answer)?.[1] ?? 0), 0);
    expect(new Set(answers.filter((answer) => !answer.startsWith("bought")))).toEqual(new Set(["sold_out"]));
    expect(units).toBe(12);
    const made = await allPledges(offer);
    expect(made.reduce((sum, { lines }) => sum + (lines[0]?.quantity ?? 0), 0)).toBe(12);
    expect(await totals(offer)).toMatchObject({ units: { t1: 0 }, reservedCount: made.length });
    expect(faults.timeout_after_commit).toBeGreaterThan(5);
  });

  it("makes one pledge of the same key sent 100 times at once", async () => {
    const offer = await publishOffer(scene.store, offerWith({}));
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        reserve(deps(scene.store), backerCommand(1, "same", basket(offer)), basket(offer)),
      ),
    );
    const ids = answers.map((answer) => (answer.ok ? answer.value.value.pledge.id : answer.error.kind));
    expect(new Set(ids).size).toBe(1);
    expect(answers.filter((answer) => answer.ok && !answer.value.replayed)).toHaveLength(1);
    expect(await totals(offer)).toMatchObject({ units: { t1: 99 }, reservedCount: 1 });
  });

  it("refuses the same key with another payload", async () => {
    const offer = await publishOffer(scene.store, offerWith({}));
    await reserve(deps(scene.store), backerCommand(1, "k", basket(offer)), basket(offer));
    const again = await reserve(deps(scene.store), backerCommand(1, "k", basket(offer, 2)), basket(offer, 2));
    expect(again).toEqual({ ok: false, error: { kind: "idempotency_key_reused" } });
    expect(await totals(offer)).toMatchObject({ reservedCount: 1 });
  });

  it("makes one pledge when the answer is lost after the commit and the backer tries again", async () => {
    const offer = await publishOffer(scene.store, offerWith({}));
    const { dynamo, store } = scene.separate();
    injectFaults(dynamo, scriptedFaults(["timeout_after_commit"]));
    await expect(
      reserve(deps(store), backerCommand(1, "lost", basket(offer)), basket(offer)),
    ).rejects.toThrow("timed out");
    const again = await reserve(deps(store), backerCommand(1, "lost", basket(offer)), basket(offer));
    expect(again).toMatchObject({ ok: true, value: { replayed: true } });
    expect(await totals(offer)).toMatchObject({ units: { t1: 99 }, reservedCount: 1 });
  });

  it("never passes the hard cap by a cent, whatever races", async () => {
    const offer = await publishOffer(
      scene.store,
      offerWith({ units: 1_000, hardCapMinor: 155_00, shards: 4 }),
    );
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        reserve(deps(scene.store), backerCommand(i, "cap", basket(offer)), basket(offer)),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(15);
    expect(await totals(offer)).toMatchObject({ reservedRaised: 150_00, headroom: 5_00 });
  });

  it("keeps a backer's limit over several pledges at once", async () => {
    const offer = await publishOffer(scene.store, offerWith({ perBacker: 3, shards: 4 }));
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        reserve(deps(scene.store), backerCommand(7, `l${i}`, basket(offer)), basket(offer)),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({
      error: { kind: "backer_limit_reached", itemId: "t1", perBacker: 3, held: 3 },
    });
  });

  it("accepts one millisecond before the deadline and refuses at it", async () => {
    const offer = await publishOffer(scene.store, offerWith({}));
    const inTime = deps(scene.store, addMs(CLOSES_AT, -1));
    expect(await reserve(inTime, backerCommand(1, "y", basket(offer)), basket(offer))).toMatchObject({
      ok: true,
    });
    expect(
      await reserve(deps(scene.store, CLOSES_AT), backerCommand(1, "z", basket(offer)), basket(offer)),
    ).toEqual({
      ok: false,
      error: { kind: "sale_closed", closesAt: CLOSES_AT },
    });
  });
});
