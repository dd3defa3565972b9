import { sha256Hex } from "../kernel/id.ts";
import type { Basket, Shard } from "./shard.ts";
import type { Moved } from "./shard-store.ts";

/** Shards tried before all are scanned. */
const PROBES_MAX = 4;

/** Where a backer's request looks first, and next: neighbours from a start that spreads backers evenly. */
export function probeOrder({ seed, shards }: { seed: string; shards: number }): readonly number[] {
  const start = Number.parseInt(sha256Hex(seed).slice(0, 8), 16) % shards;
  return Array.from({ length: Math.min(PROBES_MAX, shards) }, (_, i) => (start + i) % shards);
}

/** How a basket can still be had: from shard `k`, after the moves towards it; or nowhere. */
export type FillPlan = Readonly<
  | { kind: "fill"; k: number; moves: readonly { from: number; moved: Moved }[] }
  | { kind: "sold_out"; counters: readonly string[] }
  | { kind: "cap_reached" }
>;

/** The open shards' stock of every counter that a basket needs, with the headroom as one of them. */
const HEADROOM = "headroom";
const needsOf = (basket: Basket): readonly (readonly [string, number])[] => [
  ...Object.entries(basket.units),
  [HEADROOM, basket.raisedMinor],
];
const stockOf = (shard: Shard, counter: string): number =>
  counter === HEADROOM ? shard.headroom : (shard.units[counter] ?? 0);

function movesTo(target: Shard, donors: readonly Shard[], basket: Basket) {
  const missing = new Map<string, number>();
  for (const [counter, need] of needsOf(basket)) {
    const lacking = need - stockOf(target, counter);
    if (lacking > 0) missing.set(counter, lacking);
  }
  const moves: { from: number; moved: Moved }[] = [];
  for (const donor of donors) {
    const taken: Record<string, number> = {};
    for (const [counter, lacking] of missing) {
      const amount = Math.min(lacking, stockOf(donor, counter));
      if (amount === 0) continue;
      taken[counter] = amount;
      if (amount === lacking) missing.delete(counter);
      else missing.set(counter, lacking - amount);
    }
    const { [HEADROOM]: headroom = 0, ...units } = taken;
    if (Object.keys(taken).length > 0) moves.push({ from: donor.k, moved: { units, headroom } });
  }
  return moves;
}

/**
 * Plans how the stock that is left serves a basket: from one shard that has it all, else by moves towards the
 * highest shard that can be filled from those above it.
 * @param shards open shards, from one scan of all from high `k` to low
 */
export function planFill(shards: readonly Shard[], basket: Basket): FillPlan {
  const needs = needsOf(basket);
  const total = (counter: string) => shards.reduce((sum, shard) => sum + stockOf(shard, counter), 0);
  const short = needs.filter(([counter, need]) => total(counter) < need).map(([counter]) => counter);
  const counters = short.filter((counter) => counter !== HEADROOM);
  if (counters.length > 0) return { kind: "sold_out", counters };
  if (short.length > 0) return { kind: "cap_reached" };
  const whole = shards.find((shard) => needs.every(([counter, need]) => stockOf(shard, counter) >= need));
  if (whole !== undefined) return { kind: "fill", k: whole.k, moves: [] };
  const highToLow = [...shards].sort((a, b) => b.k - a.k);
  const reach = highToLow.findIndex((_, i) =>
    needs.every(
      ([counter, need]) =>
        highToLow.slice(0, i + 1).reduce((sum, shard) => sum + stockOf(shard, counter), 0) >= need,
    ),
  );
  const target = highToLow[reach];
  if (target === undefined) return { kind: "cap_reached" };
  return { kind: "fill", k: target.k, moves: movesTo(target, highToLow.slice(0, reach), basket) };
}
