import { ImmutableCache } from "../kernel/immutable-cache.ts";
import { listShardOf, listShardsOf } from "../kernel/sharded-list.ts";
import type { Key, Store, StoredItem } from "../kernel/store.ts";
import { type Card, cardSchema } from "./card.ts";
import { listingWrites } from "./listing.ts";

/** Partitions of the list of all cards, which the index snapshot is built from. */
const CARD_SHARDS = 8;
const CARDS = "CARDS";
const CARDS_PAGE = 200;
/** A card of one revision never changes. */
const shown = new ImmutableCache<Card>(2_000);

const cardKey = (campaignId: string): Key => ({ pk: `CARD#${campaignId}`, sk: "CARD" });

function parseCard(item: StoredItem): Card {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...card } = item;
  return cardSchema.parse(card);
}

/** The card, read strongly: to change it. */
export async function loadCard(store: Store, campaignId: string): Promise<Card | undefined> {
  const item = await store.get(cardKey(campaignId));
  return item === undefined ? undefined : parseCard(item);
}

/** The card as shown to visitors: one item, at most half a read unit per 4 KB; the same object for the same revision. */
export async function readCard(store: Store, campaignId: string): Promise<Card | undefined> {
  const item = await store.getEventually(cardKey(campaignId));
  if (item === undefined) return undefined;
  return shown.read(store, `${campaignId}#${item.revision}`, async () => parseCard(item));
}

/**
 * Replaces a card and its rows in the listings.
 * @returns whether it was written; not when somebody changed the card meanwhile
 */
export async function saveCard(store: Store, next: Card, previous: Card | undefined): Promise<boolean> {
  const committed = await store.commit({
    card: {
      Put: {
        Item: {
          ...cardKey(next.id),
          ...next,
          listPk: listShardOf(CARDS, CARD_SHARDS, next.id),
          listSk: next.id,
        },
        ...(previous === undefined
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "revision = :previous",
              ExpressionAttributeValues: { ":previous": previous.revision },
            }),
      },
    },
    ...listingWrites(next, previous),
  });
  return committed.ok;
}

/** Every card there is, from the index: the first page of each partition at once, then a page at a time. */
export async function* allCards(store: Store): AsyncGenerator<Card> {
  const pageOf = (pk: string, after?: StoredItem) =>
    store.query({ index: "list", pk, limit: CARDS_PAGE, after });
  const partitions = listShardsOf(CARDS, CARD_SHARDS);
  const firsts = await Promise.all(partitions.map((pk) => pageOf(pk)));
  for (const [i, pk] of partitions.entries()) {
    let page = firsts[i];
    while (page !== undefined) {
      yield* page.items.map(parseCard);
      page = page.next === undefined ? undefined : await pageOf(pk, page.next);
    }
  }
}
