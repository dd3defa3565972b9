import { sha256Hex } from "../kernel/id.ts";
import type { Instant } from "../kernel/instant.ts";

/** Partitions of the due index; a low-cardinality key would make one of them hot. */
export const DUE_SHARDS = 8;

/** The partition of the due index that `pk` belongs to. */
export const dueShardOf = (pk: string): string =>
  `DUE#${Number.parseInt(sha256Hex(pk).slice(0, 4), 16) % DUE_SHARDS}`;

/**
 * The index attributes of an item that must be looked at again at `dueAt`. An item whose effect is one conditional
 * transaction carries them itself (a reservation, a deadline); everything else is a work item.
 */
export const dueAttributes = (pk: string, dueAt: Instant): { duePk: string; dueSk: string } => ({
  duePk: dueShardOf(pk),
  dueSk: `${dueAt}#${pk}`,
});
