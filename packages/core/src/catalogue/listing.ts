import { z } from "zod";
import { listShardOf, listShardsOf } from "../kernel/sharded-list.ts";
import type { Key, Store, Write, Writes } from "../kernel/store.ts";
import { type Card, fundedBps, type Tile, tileOf, tileSchema } from "./card.ts";

/** How campaigns can be ordered. None of them can be bought, and none is by return. */
export const ORDERS = ["newest", "ending-soon", "most-funded", "most-needed"] as const;
export const orderSchema = z.enum(ORDERS);
export type Order = z.infer<typeof orderSchema>;

/** Partitions of one listing; a page reads both. */
const LISTING_SHARDS = 2;
/** 2^53 minor units of a goal of one are this many basis points. */
const SHARE_DIGITS = 20;

type Family = "published" | "closing" | "share";

/** Which listing serves an order, and in which direction: "most needed" is "most funded" from its other end. */
export const ORDER_BY = {
  newest: { family: "published", newestFirst: true },
  "ending-soon": { family: "closing", newestFirst: false },
  "most-funded": { family: "share", newestFirst: true },
  "most-needed": { family: "share", newestFirst: false },
} as const satisfies Record<Order, { family: Family; newestFirst: boolean }>;

/** The text that a campaign is ordered by in one listing; it ends in the id, so that no two are equal. */
export function orderKey(
  tile: Pick<Tile, "id" | "publishedAt" | "closesAt" | "raised" | "minGoal">,
  family: Family,
): string {
  switch (family) {
    case "published":
      return `${tile.publishedAt}#${tile.id}`;
    case "closing":
      return `${tile.closesAt}#${tile.id}`;
    case "share":
      return `${String(fundedBps(tile)).padStart(SHARE_DIGITS, "0")}#${tile.id}`;
  }
}

const FAMILIES = ["published", "closing", "share"] as const satisfies readonly Family[];
const listing = (family: Family): string => `LISTING#${family}`;

const rowKeys = (card: Card): Readonly<Record<Family, Key>> => {
  const key = (family: Family): Key => ({
    pk: listShardOf(listing(family), LISTING_SHARDS, card.id),
    sk: orderKey(card, family),
  });
  return { published: key("published"), closing: key("closing"), share: key("share") };
};

const isListed = ({ status }: Card): boolean => status === "live";
const NOT_NEWER = "attribute_not_exists(pk) OR revision < :revision";

/** The writes that move a card's rows from where they were to where they belong; only live campaigns are listed. */
export function listingWrites(next: Card, previous: Card | undefined): Writes {
  const before = previous !== undefined && isListed(previous) ? rowKeys(previous) : undefined;
  const after = isListed(next) ? rowKeys(next) : undefined;
  const values = { ":revision": next.revision };
  const writes: Record<string, Write> = {};
  for (const family of FAMILIES) {
    const old = before?.[family];
    const key = after?.[family];
    if (old !== undefined && old.sk !== key?.sk)
      writes[`unlist:${family}`] = {
        Delete: { Key: { ...old }, ConditionExpression: NOT_NEWER, ExpressionAttributeValues: values },
      };
    if (key !== undefined)
      writes[`list:${family}`] = {
        Put: {
          Item: { ...key, ...tileOf(next), revision: next.revision },
          ConditionExpression: NOT_NEWER,
          ExpressionAttributeValues: values,
        },
      };
  }
  return writes;
}

/** Rows beyond an even half that each partition is asked for: enough in 24 of 25 pages. */
const SPARE_ROWS = 4;

/** A page of tiles; `next` is the order key to go on after. */
export interface TilePage {
  readonly items: readonly Tile[];
  readonly next?: string | undefined;
}

/** A page of live campaigns in an order, from two partitions, read eventually: ≤ 3 read units for 20 tiles. */
export async function listLive(
  store: Store,
  options: { order: Order; limit: number; after?: string | undefined },
): Promise<TilePage> {
  const { order, limit, after } = options;
  const { family, newestFirst } = ORDER_BY[order];
  const each = Math.ceil(limit / LISTING_SHARDS) + SPARE_ROWS;
  const partitions = listShardsOf(listing(family), LISTING_SHARDS);
  const columns = await Promise.all(
    partitions.map((pk) => readColumn(store, { pk, newestFirst, limit: each, after })),
  );
  const direction = newestFirst ? -1 : 1;
  const ordered = (rows: readonly Row[]): Row[] =>
    [...rows].sort((a, b) => (a.key < b.key ? -direction : direction));
  // a partition that gave all it was asked for may hide rows that belong before the end of this page
  for (const [i, column] of columns.entries()) {
    const pk = partitions[i];
    const last = column.at(-1);
    if (pk === undefined || last === undefined || column.length < each) continue;
    const page = ordered(columns.flat()).slice(0, limit + 1);
    if (!page.some(({ key }) => key === last.key)) continue;
    columns[i] = [
      ...column,
      ...(await readColumn(store, { pk, newestFirst, limit: limit + 1, after: last.key })),
    ];
  }
  const all = ordered(columns.flat());
  const items = all.slice(0, limit);
  const end = items.at(-1);
  return {
    items: items.map(({ tile }) => tile),
    ...(all.length > limit && end !== undefined ? { next: end.key } : {}),
  };
}

interface Row {
  readonly key: string;
  readonly tile: Tile;
}

async function readColumn(
  store: Store,
  options: { pk: string; newestFirst: boolean; limit: number; after?: string | undefined },
): Promise<readonly Row[]> {
  const { pk, newestFirst, limit, after } = options;
  const start = after === undefined ? undefined : { pk, sk: after };
  const page = await store.query({ pk, newestFirst, limit, eventual: true, after: start });
  return page.items.map(({ pk: _pk, sk, revision: _revision, ...tile }) => ({
    key: String(sk),
    tile: tileSchema.parse(tile),
  }));
}
