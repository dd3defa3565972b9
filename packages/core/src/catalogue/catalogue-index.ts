import type { Category } from "../campaign/presale-terms.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Currency } from "../money/currency.ts";
import type { Card } from "./card.ts";
import type { Order, TilePage } from "./listing.ts";
import type { Statistics } from "./statistics.ts";

/** What a visitor asks the catalogue. No rate, term or grade: pre-sales have none. */
export interface CatalogueQuery {
  readonly text?: string | undefined;
  readonly category?: Category | undefined;
  readonly kind?: Card["kind"] | undefined;
  readonly currency?: Currency | undefined;
  /** Still missing to the minimum goal, minor units of `currency`, inclusive. */
  readonly neededFrom?: number | undefined;
  readonly neededTo?: number | undefined;
  /** On sale, or over in whatever way. */
  readonly state: "live" | "ended";
  readonly endsBefore?: Instant | undefined;
  /** `relevance` needs a text. */
  readonly order: Order | "relevance";
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  /** Business time: a campaign whose deadline has passed is not on sale. */
  readonly now: Instant;
}

/** A page of what was found. */
export interface CatalogueAnswer extends TilePage {
  /** How many there are in all. */
  readonly total: number;
  /** When the snapshot was taken; its campaigns' sums carry their own. */
  readonly asOf: Instant | undefined;
}

/** Search and filters over all public campaigns: a snapshot in memory, or a search service once that is too small. */
export interface CatalogueIndex {
  search(query: CatalogueQuery): Promise<CatalogueAnswer>;
  /** What became of all public campaigns; empty before the first snapshot. */
  statistics(now: Instant): Promise<Statistics>;
}
