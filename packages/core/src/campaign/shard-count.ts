import type { PresaleTerms } from "./presale-terms.ts";

/** The numbers of shards that a campaign may have: powers of four, so that a quarter of them is one of them. */
export const SHARD_COUNTS = [1, 4, 16, 64] as const;
export type ShardCount = (typeof SHARD_COUNTS)[number];

/** A shard must hold at least this many of the largest purchases, or baskets meet dry shards too soon. */
const PURCHASES_PER_SHARD = 10;

/**
 * N: the largest count for which every shard holds ten of the largest purchases of each item, and headroom for ten of the
 * dearest baskets under the hard cap.
 */
export function shardCount(terms: Pick<PresaleTerms, "tiers" | "addOns" | "hardCap">): ShardCount {
  const items = [...terms.tiers, ...terms.addOns];
  const byUnits = Math.min(
    ...items.map(({ units, perBacker }) => Math.floor(units / (PURCHASES_PER_SHARD * perBacker))),
  );
  const dearest = items.reduce(
    (sum, { price, perBacker }) => sum + BigInt(price.minor) * BigInt(perBacker),
    0n,
  );
  const byHeadroom = Number(BigInt(terms.hardCap.minor) / (BigInt(PURCHASES_PER_SHARD) * dearest));
  return SHARD_COUNTS.findLast((count) => count <= byUnits && count <= byHeadroom) ?? 1;
}
