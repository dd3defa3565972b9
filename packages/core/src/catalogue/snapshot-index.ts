import MiniSearch from "minisearch";
import type { BlobStore } from "../kernel/blob-store.ts";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { type Instant, msBetween } from "../kernel/instant.ts";
import type { Store } from "../kernel/store.ts";
import { type Card, neededMinor, tileOf } from "./card.ts";
import type { CatalogueAnswer, CatalogueIndex, CatalogueQuery } from "./catalogue-index.ts";
import { INDEX_OPTIONS, type IndexPart, type IndexPointer, loadPart, loadPointer } from "./index-snapshot.ts";
import { ORDER_BY, ORDERS, type Order, orderKey } from "./listing.ts";
import { type Statistics, statisticsOf } from "./statistics.ts";
import { isIdeographic } from "./tokenize.ts";

/** The pointer is looked at again at most this often. */
const POINTER_MS_MAX = 5_000;
/** Hits of a text that are ranked and paged through. */
const HITS_MAX = 1_000;
const FUZZY_FROM_CHARACTERS = 5;
/** Filters whose matches are kept for the pages and visitors that follow; the oldest is dropped first. */
const MATCHES_KEPT_MAX = 100;
/** Matches are computed as of the beginning of a minute; a page leaves out what has ended since. */
const MINUTE_CHARACTERS = "2026-11-24T08:00".length;
const MONTH_CHARACTERS = "2026-11".length;

interface Ordered {
  readonly key: string;
  readonly card: Card;
}

/** A snapshot made ready: every order sorted once, so that a page is a slice and neither a sort nor a scan. */
interface Loaded {
  readonly pointer: IndexPointer;
  readonly orders: Readonly<Record<Order, readonly Ordered[]>>;
  readonly byId: ReadonlyMap<string, Card>;
  /** The text indexes, read when the first text is searched. */
  readonly texts: () => readonly MiniSearch<Card>[];
  /** Matches by filter, in their order; they live as long as the snapshot. */
  readonly matches: Map<string, readonly Ordered[]>;
  /** Sums by the month that they are as of. */
  readonly statistics: Map<string, Statistics>;
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
    return { ...pageOf(matchesOf(loaded, query), query), asOf: loaded.pointer.asOf };
  }

  async statistics(now: Instant): Promise<Statistics> {
    const loaded = await this.#current();
    if (loaded === undefined) return { asOf: undefined, currencies: [] };
    const month = now.slice(0, MONTH_CHARACTERS);
    const kept = loaded.statistics.get(month);
    if (kept !== undefined) return kept;
    const statistics = statisticsOf(loaded.byId.values(), { asOf: loaded.pointer.asOf, month });
    loaded.statistics.set(month, statistics); // few: a snapshot lives for a minute
    return statistics;
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
  let texts: readonly MiniSearch<Card>[] | undefined;
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
    texts: () => {
      texts ??= parts.map(({ index }) => MiniSearch.loadJSON<Card>(index, INDEX_OPTIONS));
      return texts;
    },
    matches: new Map(),
    statistics: new Map(),
  };
}

/** Ids by falling score; words of five letters and more forgive a typing error, single characters match beginnings. */
function textHits(loaded: Loaded, text: string): readonly string[] {
  return loaded
    .texts()
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

const isOnSale = ({ status, closesAt }: Card, now: string): boolean => status === "live" && closesAt > now;

function matches(card: Card, query: CatalogueQuery, now: string): boolean {
  if (isOnSale(card, now) !== (query.state === "live")) return false;
  if (query.category !== undefined && card.category !== query.category) return false;
  if (query.kind !== undefined && card.kind !== query.kind) return false;
  if (query.currency !== undefined && card.currency !== query.currency) return false;
  if (query.endsBefore !== undefined && card.closesAt >= query.endsBefore) return false;
  if (query.neededFrom === undefined && query.neededTo === undefined) return true;
  const needed = neededMinor(card);
  return needed >= (query.neededFrom ?? 0) && needed <= (query.neededTo ?? Number.MAX_SAFE_INTEGER);
}

/** Everything that a query finds, in its order: computed once per filter, minute and snapshot. */
function matchesOf(loaded: Loaded, query: CatalogueQuery): readonly Ordered[] {
  const { limit: _limit, after: _after, now, ...filter } = query;
  const minute = now.slice(0, MINUTE_CHARACTERS);
  const key = `${minute} ${canonicalJson(filter)}`;
  const kept = loaded.matches.get(key);
  if (kept !== undefined) return kept;
  const found = find(loaded, query, minute);
  loaded.matches.set(key, found);
  const oldest = loaded.matches.keys().next();
  if (loaded.matches.size > MATCHES_KEPT_MAX && oldest.done !== true) loaded.matches.delete(oldest.value);
  return found;
}

function find(loaded: Loaded, query: CatalogueQuery, minute: string): readonly Ordered[] {
  const { text, order } = query;
  const hits = text === undefined ? undefined : textHits(loaded, text);
  if (order === "relevance" && hits !== undefined)
    return hits.flatMap((id, rank) => {
      const card = loaded.byId.get(id);
      const key = String(rank).padStart(RANK_DIGITS, "0");
      return card !== undefined && matches(card, query, minute) ? [{ key, card }] : [];
    });
  const wanted = hits === undefined ? undefined : new Set(hits);
  return loaded.orders[order === "relevance" ? "newest" : order].filter(
    ({ card }) => wanted?.has(card.id) !== false && matches(card, query, minute),
  );
}
const RANK_DIGITS = 6;

const isDescending = (query: CatalogueQuery): boolean => {
  if (query.order === "relevance") return query.text === undefined;
  return ORDER_BY[query.order].newestFirst;
};

/** Where a page begins: after the last key of the page before, found by halving. */
function startOf(found: readonly Ordered[], query: CatalogueQuery): number {
  const { after } = query;
  if (after === undefined) return 0;
  const descending = isDescending(query);
  let low = 0;
  let high = found.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const key = found[middle]?.key ?? "";
    if (descending ? key >= after : key <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pageOf(found: readonly Ordered[], query: CatalogueQuery): Omit<CatalogueAnswer, "asOf"> {
  const items: Ordered[] = [];
  let at = startOf(found, query);
  for (; at < found.length && items.length < query.limit; at++) {
    const entry = found[at];
    if (entry === undefined) break;
    if (query.state === "live" && !isOnSale(entry.card, query.now)) continue;
    items.push(entry);
  }
  const last = items.at(-1);
  return {
    items: items.map(({ card }) => tileOf(card)),
    total: found.length,
    ...(at < found.length && last !== undefined ? { next: last.key } : {}),
  };
}
