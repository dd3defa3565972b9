import MiniSearch, { type Options } from "minisearch";
import { z } from "zod";
import { type BlobKey, type BlobStore, blobKeySchema } from "../kernel/blob-store.ts";
import { sha256Hex } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Key, Store } from "../kernel/store.ts";
import { type Card, cardSchema } from "./card.ts";
import { allCards } from "./card-store.ts";
import { tokenize } from "./tokenize.ts";

/** Cards in one blob; each part has its own index, so that a blob stays far below its limit. */
export const CARDS_PER_PART = 5_000;
const CONTENT_TYPE = "application/json";
const POINTER: Key = { pk: "CATALOGUE#INDEX", sk: "CURRENT" };

const both = ({ en = "", zh = "" }: Card["title"]): string => `${en}\n${zh}`;

/** What is searched, by the name of the index field. */
const SEARCHED: Readonly<Record<string, (card: Card) => string>> = {
  title: ({ title }) => both(title),
  summary: ({ summary }) => both(summary),
  enterprise: ({ enterpriseName }) => enterpriseName,
  place: ({ place }) => both(place.city),
};

/** How cards are indexed; a snapshot can only be read with the options it was built with. */
export const INDEX_OPTIONS: Options<Card> = {
  fields: Object.keys(SEARCHED),
  idField: "id",
  tokenize,
  processTerm: (term) => term,
  extractField: (card, field) => (SEARCHED[field] ?? (({ id }: Card) => id))(card),
};

const pointerSchema = z.strictObject({
  asOf: instantSchema,
  parts: z.array(z.strictObject({ key: blobKeySchema, cards: z.int().min(0) })),
});
/** Where the current snapshot lies. */
export type IndexPointer = Readonly<z.infer<typeof pointerSchema>>;

const partSchema = z.strictObject({ cards: z.array(cardSchema), index: z.string() });
/** One part as read: its cards and the serialised text index over them. */
export type IndexPart = Readonly<z.infer<typeof partSchema>>;

/** The pointer to the current snapshot; `undefined` before the first. */
export async function loadPointer(store: Store): Promise<IndexPointer | undefined> {
  const item = await store.getEventually(POINTER);
  if (item === undefined) return undefined;
  const { pk: _pk, sk: _sk, ...pointer } = item;
  return pointerSchema.parse(pointer);
}

/** Reads a part that a pointer names. */
export async function loadPart(blobs: BlobStore, key: BlobKey): Promise<IndexPart> {
  const blob = await blobs.get(key);
  invariant(blob !== undefined, "a snapshot's parts are stored before its pointer");
  return partSchema.parse(JSON.parse(new TextDecoder().decode(blob.bytes)));
}

/**
 * Builds the snapshot that search and filters read; the effect behind `catalogue.build-index`. Parts are named by
 * their content, so that an unchanged part is not written again; the pointer moves last and never back.
 */
export async function buildIndex(
  { store, blobs }: { store: Store; blobs: BlobStore },
  asOf: Instant,
): Promise<IndexPointer> {
  const parts: { key: BlobKey; cards: number }[] = [];
  let cards: Card[] = [];
  for await (const card of allCards(store)) {
    cards.push(card);
    if (cards.length < CARDS_PER_PART) continue;
    parts.push(await keepPart(blobs, cards));
    cards = [];
  }
  if (cards.length > 0) parts.push(await keepPart(blobs, cards));
  const pointer: IndexPointer = { asOf, parts };
  await store.commit({
    pointer: {
      Put: {
        Item: { ...POINTER, ...pointer },
        ConditionExpression: "attribute_not_exists(pk) OR asOf <= :asOf",
        ExpressionAttributeValues: { ":asOf": asOf },
      },
    },
  });
  return pointer;
}

async function keepPart(blobs: BlobStore, cards: readonly Card[]): Promise<{ key: BlobKey; cards: number }> {
  const search = new MiniSearch<Card>(INDEX_OPTIONS);
  search.addAll(cards);
  const bytes = new TextEncoder().encode(JSON.stringify({ cards, index: JSON.stringify(search) }));
  const sha256 = sha256Hex(bytes);
  const key = blobKeySchema.parse(`catalogue/${sha256}.json`);
  const kept = await blobs.put(key, bytes, { contentType: CONTENT_TYPE, sha256 });
  invariant(kept.ok, "a blob named by its content holds that content");
  return { key, cards: cards.length };
}
