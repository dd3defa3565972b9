import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { type Basket, type Shard, type StockOffer, shardSchema, shardsOf } from "./shard.ts";

/** Which shard of which campaign. */
export interface ShardRef {
  readonly campaignId: string;
  readonly k: number;
}

/** A shard has a partition of its own, so that a campaign's shards do not share one. */
const shardKey = ({ campaignId, k }: ShardRef): Key => ({
  pk: `SHARD#${campaignId}#${k}`,
  sk: "STATE",
});

const UNIT_PREFIX = "u_";

/** Unit counters lie beside the other counters in the item, so that one update can change several. */
function itemOf({ units, ...shard }: Shard): StoredItem {
  const counters = Object.entries(units).map(([counter, left]) => [UNIT_PREFIX + counter, left]);
  return { ...shardKey(shard), ...shard, ...Object.fromEntries(counters) };
}

/** A shard as stored. */
export function parseShard(item: StoredItem): Shard {
  const { pk: _pk, sk: _sk, ...rest } = item;
  const entries = Object.entries(rest);
  const units = entries
    .filter(([name]) => name.startsWith(UNIT_PREFIX))
    .map(([name, left]) => [name.slice(UNIT_PREFIX.length), left]);
  const shard = entries.filter(([name]) => !name.startsWith(UNIT_PREFIX));
  return shardSchema.parse({ ...Object.fromEntries(shard), units: Object.fromEntries(units) });
}

/** The writes that put an offer's stock up for sale; refused where a shard exists already. */
export function openShards(offer: StockOffer): Writes {
  const writes = shardsOf(offer).map((shard): [string, Write] => [
    `shard:${shard.k}`,
    { Put: { Item: itemOf(shard), ConditionExpression: "attribute_not_exists(pk)" } },
  ]);
  return Object.fromEntries(writes);
}

/** Builds one update of counters: what is added (negative: taken, and then it must be there) under a condition. */
function countersUpdate(options: {
  shard: ShardRef;
  add: Readonly<Record<string, number>>;
  condition: string;
  values?: Readonly<Record<string, string | number>>;
}): Write {
  const names: Record<string, string> = { "#phase": "phase" };
  const values: Record<string, string | number> = { ...options.values };
  const sets: string[] = [];
  const conditions = [options.condition];
  for (const [i, [counter, change]] of Object.entries(options.add).entries()) {
    invariant(Number.isSafeInteger(change), "a counter changes by a whole number");
    if (change === 0) continue;
    names[`#c${i}`] = counter;
    values[`:c${i}`] = Math.abs(change);
    sets.push(`#c${i} = #c${i} ${change < 0 ? "-" : "+"} :c${i}`);
    if (change < 0) conditions.push(`#c${i} >= :c${i}`);
  }
  invariant(sets.length > 0, "a shard update changes a counter");
  return {
    Update: {
      Key: shardKey(options.shard),
      UpdateExpression: `SET ${sets.join(", ")}`,
      ConditionExpression: conditions.join(" AND "),
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    },
  };
}

const unitChanges = (units: Basket["units"], sign: 1 | -1): Record<string, number> =>
  Object.fromEntries(
    Object.entries(units).map(([counter, quantity]) => [UNIT_PREFIX + counter, sign * quantity]),
  );

const NOT_SEALED = { condition: "#phase <> :sealed", values: { ":sealed": "sealed" } } as const;

/**
 * Takes a basket as reserved: only while the shard is open, inside its window at `now`, under the offer that was
 * quoted, with every unit and the headroom there.
 */
export const takeUnits = (
  shard: ShardRef,
  basket: Basket,
  { now, offerVersion }: { now: Instant; offerVersion: number },
): Write =>
  countersUpdate({
    shard,
    add: {
      headroom: -basket.raisedMinor,
      reservedRaised: basket.raisedMinor,
      reservedTotal: basket.totalMinor,
      reservedCount: 1,
      ...unitChanges(basket.units, -1),
    },
    condition: "#phase = :open AND opensAt <= :now AND closesAt > :now AND offerVersion = :offer",
    values: { ":open": "open", ":now": now, ":offer": offerVersion },
  });

/** Gives a basket back that was reserved (expired, cancelled) or paid (withdrawn); never once the shard is sealed. */
export const returnUnits = (shard: ShardRef, basket: Basket, from: "reserved" | "paid"): Write =>
  countersUpdate({
    shard,
    add: {
      headroom: basket.raisedMinor,
      [`${from}Raised`]: -basket.raisedMinor,
      [`${from}Total`]: -basket.totalMinor,
      [`${from}Count`]: -1,
      ...unitChanges(basket.units, 1),
    },
    ...NOT_SEALED,
  });

/** Turns a reserved basket into a paid one; never once the shard is sealed. */
export const payUnits = (shard: ShardRef, basket: Basket): Write =>
  countersUpdate({
    shard,
    add: {
      reservedRaised: -basket.raisedMinor,
      reservedTotal: -basket.totalMinor,
      reservedCount: -1,
      paidRaised: basket.raisedMinor,
      paidTotal: basket.totalMinor,
      paidCount: 1,
    },
    ...NOT_SEALED,
  });

/** Takes a basket again for money that came after its reservation had ended: straight to paid, if it is still there. */
export const retakePaidUnits = (shard: ShardRef, basket: Basket): Write =>
  countersUpdate({
    shard,
    add: {
      headroom: -basket.raisedMinor,
      paidRaised: basket.raisedMinor,
      paidTotal: basket.totalMinor,
      paidCount: 1,
      ...unitChanges(basket.units, -1),
    },
    ...NOT_SEALED,
  });

/** States that a shard is not sealed, for money changes that leave its counters alone. */
export const shardNotSealed = (shard: ShardRef): Write => ({
  ConditionCheck: {
    Key: shardKey(shard),
    ConditionExpression: NOT_SEALED.condition,
    ExpressionAttributeNames: { "#phase": "phase" },
    ExpressionAttributeValues: NOT_SEALED.values,
  },
});

/** What is moved from one shard to another. */
export interface Moved {
  readonly units: Readonly<Record<string, number>>;
  readonly headroom: number;
}

/**
 * Moves stock between two open shards, always towards the lower `k`: a scan from high to low then cannot miss a
 * unit that is moved meanwhile. Units are conserved by construction.
 */
export function moveUnits(options: { campaignId: string; from: number; to: number; moved: Moved }): Writes {
  const { campaignId, from, to, moved } = options;
  invariant(to < from, "stock moves towards the lower shard");
  const side = (k: number, sign: 1 | -1): Write =>
    countersUpdate({
      shard: { campaignId, k },
      add: { headroom: sign * moved.headroom, ...unitChanges(moved.units, sign) },
      condition: "#phase = :open",
      values: { ":open": "open" },
    });
  return { from: side(from, -1), to: side(to, 1) };
}

/** One shard, read strongly. */
export async function loadShard(store: Store, shard: ShardRef): Promise<Shard | undefined> {
  const item = await store.get(shardKey(shard));
  return item === undefined ? undefined : parseShard(item);
}

/** All shards, strongly read one after another from high `k` to low: what is moved meanwhile is seen at least once. */
export async function loadShards(
  store: Store,
  { campaignId, shards }: { campaignId: string; shards: number },
): Promise<readonly Shard[]> {
  const found: Shard[] = [];
  for (let k = shards - 1; k >= 0; k--) {
    const shard = await loadShard(store, { campaignId, k });
    if (shard !== undefined) found.push(shard);
  }
  return found;
}

/** Why a shard did not change its phase. */
export type PhaseRefusal = Readonly<
  { kind: "not_found" } | { kind: "shard_sealed" } | { kind: "reservations_open"; reservedCount: number }
>;

async function setPhase(
  store: Store,
  shard: ShardRef,
  change: { phase: Shard["phase"]; condition: string; values: Readonly<Record<string, string | number>> },
): Promise<Shard | undefined> {
  await store.commit({
    shard: {
      Update: {
        Key: shardKey(shard),
        UpdateExpression: "SET #phase = :phase",
        ConditionExpression: change.condition,
        ExpressionAttributeNames: { "#phase": "phase" },
        ExpressionAttributeValues: { ":phase": change.phase, ...change.values },
      },
    },
  });
  killPoint(`shard.${change.phase}`);
  return loadShard(store, shard);
}

/** Stops new pledges on one shard; confirmations, expiries and withdrawals go on. Harmless when already frozen. */
export async function freezeShard(store: Store, shard: ShardRef): Promise<Result<Shard, PhaseRefusal>> {
  const values = { ":open": "open" };
  const found = await setPhase(store, shard, { phase: "frozen", condition: "#phase = :open", values });
  return found === undefined ? err({ kind: "not_found" }) : ok(found);
}

/** Opens a frozen shard again when a paused campaign resumes; refused once sealed. Harmless when already open. */
export async function reopenShard(store: Store, shard: ShardRef): Promise<Result<Shard, PhaseRefusal>> {
  const values = { ":frozen": "frozen" };
  const found = await setPhase(store, shard, { phase: "open", condition: "#phase = :frozen", values });
  if (found === undefined) return err({ kind: "not_found" });
  return found.phase === "sealed" ? err({ kind: "shard_sealed" }) : ok(found);
}

/**
 * Ends all money changes of a shard and returns its final counters. Only a frozen shard without open reservations
 * can be sealed; a second call returns the same counters.
 */
export async function sealShard(store: Store, shard: ShardRef): Promise<Result<Shard, PhaseRefusal>> {
  const found = await setPhase(store, shard, {
    phase: "sealed",
    condition: "#phase = :frozen AND reservedCount = :none",
    values: { ":frozen": "frozen", ":none": 0 },
  });
  if (found === undefined) return err({ kind: "not_found" });
  if (found.phase === "sealed") return ok(found);
  return err({ kind: "reservations_open", reservedCount: found.reservedCount });
}
