import { sha256Hex } from "./id.ts";
import type { Store, StoredItem } from "./store.ts";

/** The partitions of a list with few keys: `base#0` … so that no single one takes every write. */
export const listShardsOf = (base: string, shards: number): readonly string[] =>
  Array.from({ length: shards }, (_, k) => `${base}#${k}`);

/** The partition of the list that the thing with this id belongs to. */
export const listShardOf = (base: string, shards: number, id: string): string =>
  `${base}#${Number.parseInt(sha256Hex(id).slice(0, 4), 16) % shards}`;

/** A page of a list that is spread over partitions; `next` is the sort key to go on after. */
export interface ShardedPage {
  readonly items: readonly StoredItem[];
  readonly next?: string | undefined;
}

const sortKeyOf = (item: StoredItem): string => (typeof item.listSk === "string" ? item.listSk : "");

/**
 * One page over several partitions of the `list` index, merged in the order of their sort keys.
 * Eventually consistent: for lists on a screen, never for a decision about money.
 * @param options.after the `next` of the page before
 */
export async function listSharded(
  store: Store,
  options: {
    partitions: readonly string[];
    beginsWith?: string;
    newestFirst?: boolean;
    limit: number;
    after?: string | undefined;
  },
): Promise<ShardedPage> {
  const { partitions, beginsWith = "", newestFirst = false, limit, after } = options;
  const lowest = beginsWith;
  const highest = `${beginsWith}\uffff`;
  const range = newestFirst ? { from: lowest, to: after ?? highest } : { from: after ?? lowest, to: highest };
  const pages = await Promise.all(
    partitions.map((pk) => store.query({ index: "list", pk, ...range, newestFirst, limit: limit + 2 })),
  );
  const direction = newestFirst ? -1 : 1;
  const merged = pages
    .flatMap(({ items }) => items)
    .filter((item) => sortKeyOf(item) !== after)
    .sort((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -direction : direction));
  const items = merged.slice(0, limit);
  const last = items.at(-1);
  return merged.length > limit && last ? { items, next: sortKeyOf(last) } : { items };
}
