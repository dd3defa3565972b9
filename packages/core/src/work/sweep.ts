import { addMs, type Instant } from "../kernel/instant.ts";
import type { Key, Store } from "../kernel/store.ts";
import { DUE_SHARDS } from "./due.ts";

/** Work this late was lost by the fast path (or never had one). */
export const SWEEP_GRACE_MS = 90_000;
/** Items a run takes at most, so that a backlog is worked off and not flooded. */
const SWEEP_ITEMS_MAX = 500;

/** The earliest end of the text order of due keys at an instant: `…Z#` sorts before `…Z$`. */
const until = (instant: Instant): string => `${instant}$`;

/**
 * The keys of what is due: work items more than `graceMs` late, and items that carry their own due time, at once.
 * At most 500, oldest first within each of the index's partitions.
 */
export async function dueKeys(
  store: Pick<Store, "query">,
  options: { now: Instant; graceMs: number },
): Promise<readonly Key[]> {
  const { now, graceMs } = options;
  const perShard = Math.floor(SWEEP_ITEMS_MAX / DUE_SHARDS);
  const pages = await Promise.all(
    Array.from({ length: DUE_SHARDS }, (_, shard) =>
      store.query({ index: "due", pk: `DUE#${shard}`, to: until(now), limit: perShard }),
    ),
  );
  const lateBefore = until(addMs(now, -graceMs));
  return pages
    .flatMap(({ items }) => items)
    .map(({ pk, sk, dueSk }) => ({ pk: String(pk), sk: String(sk), dueSk: String(dueSk) }))
    .filter(({ pk, dueSk }) => !pk.startsWith("WORK#") || dueSk <= lateBefore)
    .sort((a, b) => (a.dueSk < b.dueSk ? -1 : 1))
    .map(({ pk, sk }) => ({ pk, sk }));
}

/** The earliest instant after which something is due, or `undefined` when nothing waits. */
export async function nextDue(store: Pick<Store, "query">): Promise<string | undefined> {
  const firsts = await Promise.all(
    Array.from({ length: DUE_SHARDS }, (_, shard) =>
      store.query({ index: "due", pk: `DUE#${shard}`, limit: 1 }),
    ),
  );
  const instants = firsts.flatMap(({ items }) => items.map(({ dueSk }) => String(dueSk).slice(0, 24)));
  return instants.sort()[0];
}
