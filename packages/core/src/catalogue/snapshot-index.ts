import MiniSearch from "minisearch";
import type { BlobStore } from "../kernel/blob-store.ts";
import { type Instant, msBetween } from "../kernel/instant.ts";
import type { Store } from "../kernel/store.ts";
import { type Card, neededMinor, tileOf } from "./card.ts";
import type { CatalogueAnswer, CatalogueIndex, CatalogueQuery } from "./catalogue-index.ts";
import { INDEX_OPTIONS, type IndexPart, type IndexPointer, loadPart, loadPointer } from "./index-snapshot.ts";
import { ORDER_BY, ORDERS, type Order, orderKey } from "./listing.ts";
import { isIdeographic } from "./tokenize.ts";

/** The pointer is looked at again at most this often. */
const POINTER_MS_MAX = 5_000;
/** Hits of a text that are ranked and paged through. */
const HITS_MAX = 1_000;
const FUZZY_FROM_CHARACTERS = 5;

interface Ordered {
  readonly key: string;
  readonly card: Card;
}

/** A snapshot made ready: every order sorted once, so that a page is a walk and not a sort. */
interface Loaded {
  readonly pointer: IndexPointer;
  readonly orders: Readonly<Record<Order, readonly Ordered[]>>;
  readonly byId: ReadonlyMap<string, Card>;
  readonly texts: readonly MiniSearch<Card>[];
}

/** The catalogue from the snapshot blob, in memory, at most a minute behind. */
export class SnapshotIndex implements CatalogueIndex {
  readonly #deps: { store: Store; blobs: BlobStore; wall: () => Instant };
  #loaded: Loaded | undefined;
  #lookedAt: Instant | undefined;
  #loading: Promise<void> | undefined;

  constructor(deps: { store: Store; blobs: BlobStore; wall: () => Instant }) {
    this.#deps = deps;
  }

  async search(query: CatalogueQuery): Promise<CatalogueAnswer> {
    const loaded = await this.#current();
    if (loaded === undefined) return { items: [], total: 0, asOf: undefined };
    const hits = query.text === undefined ? undefined : textHits(loaded, query.text);
    const found =
      query.order === "relevance" && hits !== undefined
        ? byRelevance(loaded, hits, query)
        : inOrder(loaded, hits, query);
    return { ...found, asOf: loaded.pointer.asOf };
  }

  async #current(): Promise<Loaded | undefined> {
    const wall = this.#deps.wall();
    const isFresh =
      this.#lookedAt !== undefined && msBetween({ from: this.#lookedAt, to: wall }) < POINTER_MS_MAX;
    if (!isFresh) {
      this.#loading ??= this.#refresh().finally(() => {
        this.#loading = undefined;
      });
      await this.#loading;
      this.#lookedAt = wall;
    }
    return this.#loaded;
  }

  async #refresh(): Promise<void> {
    const { store, blobs } = this.#deps;
    const pointer = await loadPointer(store);
    if (pointer === undefined || pointer.asOf === this.#loaded?.pointer.asOf) return;
    const parts = await Promise.all(pointer.parts.map(({ key }) => loadPart(blobs, key)));
    this.#loaded = ready(pointer, parts);
  }
}

function ready(pointer: IndexPointer, parts: readonly IndexPart[]): Loaded {
  const cards = parts.flatMap((part) => part.cards);
  const sorted = (order: Order): readonly Ordered[] => {
    const { family, newestFirst } = ORDER_BY[order];
    const direction = newestFirst ? -1 : 1;
    return cards
      .map((card) => ({ key: orderKey(card, family), card }))
      .sort((a, b) => (a.key < b.key ? -direction : direction));
  };
  const [newest, endingSoon, mostFunded, mostNeeded] = ORDERS;
  return {
    pointer,
    orders: {
      [newest]: sorted(newest),
      [endingSoon]: sorted(endingSoon),
      [mostFunded]: sorted(mostFunded),
      [mostNeeded]: sorted(mostNeeded),
    },
    byId: new Map(cards.map((card) => [card.id, card])),
    texts: parts.map(({ index }) => MiniSearch.loadJSON<Card>(index, INDEX_OPTIONS)),
  };
}

/** Ids by falling score; words of five letters and more forgive a typing error, single characters match beginnings. */
function textHits(loaded: Loaded, text: string): readonly string[] {
  return loaded.texts
    .flatMap((index) =>
      index.search(text, {
        combineWith: "AND",
        prefix: (term) => !isIdeographic(term) || [...term].length === 1,
        fuzzy: (term) => (isIdeographic(term) || term.length < FUZZY_FROM_CHARACTERS ? false : 0.2),
        boost: { title: 3, enterprise: 2 },
      }),
    )
    .sort((a, b) => b.score - a.score || (String(a.id) < String(b.id) ? -1 : 1))
    .slice(0, HITS_MAX)
    .map(({ id }) => String(id));
}

function matches(card: Card, query: CatalogueQuery): boolean {
  const isOnSale = card.status === "live" && card.closesAt > query.now;
  if (isOnSale !== (query.state === "live")) return false;
  if (query.category !== undefined && card.category !== query.category) return false;
  if (query.kind !== undefined && card.kind !== query.kind) return false;
  if (query.currency !== undefined && card.currency !== query.currency) return false;
  if (query.endsBefore !== undefined && card.closesAt >= query.endsBefore) return false;
  if (query.neededFrom === undefined && query.neededTo === undefined) return true;
  const needed = neededMinor(card);
  return needed >= (query.neededFrom ?? 0) && needed <= (query.neededTo ?? Number.MAX_SAFE_INTEGER);
}

type Found = Omit<CatalogueAnswer, "asOf">;

function inOrder(loaded: Loaded, hits: readonly string[] | undefined, query: CatalogueQuery): Found {
  const order = query.order === "relevance" ? "newest" : query.order;
  const wanted = hits === undefined ? undefined : new Set(hits);
  const { newestFirst } = ORDER_BY[order];
  const { after } = query;
  const items: Ordered[] = [];
  let total = 0;
  let hasMore = false;
  for (const entry of loaded.orders[order]) {
    if (!matches(entry.card, query) || wanted?.has(entry.card.id) === false) continue;
    total += 1;
    const isBefore = after !== undefined && (newestFirst ? entry.key >= after : entry.key <= after);
    if (isBefore) continue;
    if (items.length < query.limit) items.push(entry);
    else hasMore = true;
  }
  const last = items.at(-1);
  return {
    items: items.map(({ card }) => tileOf(card)),
    total,
    ...(hasMore && last !== undefined ? { next: last.key } : {}),
  };
}

function byRelevance(loaded: Loaded, hits: readonly string[], query: CatalogueQuery): Found {
  const cards = hits.flatMap((id) => {
    const card = loaded.byId.get(id);
    return card !== undefined && matches(card, query) ? [card] : [];
  });
  const from = Number.parseInt(query.after ?? "0", 10) || 0;
  const end = from + query.limit;
  return {
    items: cards.slice(from, end).map(tileOf),
    total: cards.length,
    ...(end < cards.length ? { next: String(end) } : {}),
  };
}
