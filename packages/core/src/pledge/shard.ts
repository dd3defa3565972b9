import { z } from "zod";
import type { Offer } from "../campaign/offer.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { currencySchema } from "../money/currency.ts";

/** Most shards of one campaign: each takes about 50 pledges a second. */
export const SHARDS_MAX = 64;
/** Most counters of a shard, so that its item stays under 1 KB. */
const COUNTERS_MAX = 40;

const count = z.int().min(0);

/**
 * One part of what a campaign sells and counts. A pledge changes exactly one shard. `raised` is goods without
 * shipping and counts against the hard cap; `total` is what the backer pays.
 * @see docs/rules/pledge.md#shards
 */
export const shardSchema = z.strictObject({
  campaignId: z.string(),
  k: z
    .int()
    .min(0)
    .max(SHARDS_MAX - 1),
  offerVersion: z.int().min(1),
  currency: currencySchema,
  phase: z.enum(["open", "frozen", "sealed"]),
  opensAt: instantSchema,
  closesAt: instantSchema,
  /** Minor units of `raised` that still fit under this shard's part of the hard cap. */
  headroom: count,
  reservedRaised: count,
  reservedTotal: count,
  /** Pledges that are reserved. */
  reservedCount: count,
  paidRaised: count,
  paidTotal: count,
  /** Pledges that are paid. */
  paidCount: count,
  /** Units left, by the short id of the tier or add-on (`t1`, `a3`). */
  units: z.record(z.string(), count),
});
export type Shard = Readonly<z.infer<typeof shardSchema>>;

/** The part of an offer that stock is made from. */
export type StockOffer = Readonly<
  Pick<Offer, "campaignId" | "version" | "currency" | "opensAt" | "closesAt" | "shards" | "hardCap"> & {
    tiers: readonly { id: string; units: number }[];
    addOns: readonly { id: string; units: number }[];
  }
>;

/** What one pledge takes from a shard. */
export interface Basket {
  /** Units by tier or add-on; each at least 1. */
  readonly units: Readonly<Record<string, number>>;
  /** Goods including VAT, without shipping, in minor units. */
  readonly raisedMinor: number;
  /** Goods and shipping, in minor units. */
  readonly totalMinor: number;
}

/** The `k`-th of `parts` shares of a whole number; the first shares are larger by one where it does not divide. */
const shareAt = (whole: number, { k, parts }: { k: number; parts: number }): number =>
  Math.floor(whole / parts) + (k < whole % parts ? 1 : 0);

/** The shards of a new offer: units and headroom divided evenly, nothing sold. */
export function shardsOf(offer: StockOffer): readonly Shard[] {
  const sold = [...offer.tiers, ...offer.addOns];
  invariant(sold.length <= COUNTERS_MAX, "an offer has at most 40 tiers and add-ons");
  invariant(offer.shards >= 1 && offer.shards <= SHARDS_MAX, "a campaign has 1 to 64 shards");
  return Array.from({ length: offer.shards }, (_, k) => {
    const part = { k, parts: offer.shards };
    return {
      campaignId: offer.campaignId,
      k,
      offerVersion: offer.version,
      currency: offer.currency,
      phase: "open",
      opensAt: offer.opensAt,
      closesAt: offer.closesAt,
      headroom: shareAt(offer.hardCap.minor, part),
      reservedRaised: 0,
      reservedTotal: 0,
      reservedCount: 0,
      paidRaised: 0,
      paidTotal: 0,
      paidCount: 0,
      units: Object.fromEntries(sold.map(({ id, units }) => [id, shareAt(units, part)])),
    };
  });
}

/** Why a shard did not take a basket. `dry`: another shard may still have it. */
export type ShardRefusal = Readonly<
  | { kind: "not_found" }
  | { kind: "campaign_not_open"; phase: Shard["phase"] }
  | { kind: "not_open_yet"; opensAt: Instant }
  | { kind: "campaign_closed"; closesAt: Instant }
  | { kind: "offer_changed"; offerVersion: number }
  | { kind: "dry" }
>;

/** Explains a refused shard update from the shard as it was found. */
export function shardRefusal(
  shard: Shard | undefined,
  asked: { now: Instant; offerVersion: number },
): ShardRefusal {
  if (shard === undefined) return { kind: "not_found" };
  if (asked.now >= shard.closesAt) return { kind: "campaign_closed", closesAt: shard.closesAt };
  if (shard.phase !== "open") return { kind: "campaign_not_open", phase: shard.phase };
  if (asked.now < shard.opensAt) return { kind: "not_open_yet", opensAt: shard.opensAt };
  if (shard.offerVersion !== asked.offerVersion)
    return { kind: "offer_changed", offerVersion: shard.offerVersion };
  return { kind: "dry" };
}

/** What several shards have together: the input of a verdict once all are sealed. */
export interface ShardTotals {
  readonly headroom: number;
  readonly reservedRaised: number;
  readonly reservedTotal: number;
  readonly reservedCount: number;
  readonly paidRaised: number;
  readonly paidTotal: number;
  readonly paidCount: number;
  readonly units: Readonly<Record<string, number>>;
}

/** The sums over shards, minor units and counts. */
export function totalsOf(shards: readonly Shard[]): ShardTotals {
  const units: Record<string, number> = {};
  for (const shard of shards)
    for (const [counter, left] of Object.entries(shard.units)) units[counter] = (units[counter] ?? 0) + left;
  const sumOf = (pick: (shard: Shard) => number) => shards.reduce((sum, shard) => sum + pick(shard), 0);
  return {
    headroom: sumOf(({ headroom }) => headroom),
    reservedRaised: sumOf(({ reservedRaised }) => reservedRaised),
    reservedTotal: sumOf(({ reservedTotal }) => reservedTotal),
    reservedCount: sumOf(({ reservedCount }) => reservedCount),
    paidRaised: sumOf(({ paidRaised }) => paidRaised),
    paidTotal: sumOf(({ paidTotal }) => paidTotal),
    paidCount: sumOf(({ paidCount }) => paidCount),
    units,
  };
}
