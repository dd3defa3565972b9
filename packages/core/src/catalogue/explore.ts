import type { Store } from "../kernel/store.ts";
import type { CatalogueAnswer, CatalogueIndex, CatalogueQuery } from "./catalogue-index.ts";
import { listLive } from "./listing.ts";

/** A page of the catalogue; `total` is known where the snapshot answered. */
export type ExplorePage = Omit<CatalogueAnswer, "total"> & { readonly total?: number | undefined };

const isUnfiltered = (query: CatalogueQuery): boolean =>
  query.state === "live" &&
  [
    query.text,
    query.category,
    query.kind,
    query.currency,
    query.neededFrom,
    query.neededTo,
    query.endsBefore,
  ].every((filter) => filter === undefined);

/** A page of campaigns: an unfiltered order straight from its listing, everything else from the index snapshot. */
export async function explore(
  deps: { store: Store; index: CatalogueIndex },
  query: CatalogueQuery,
): Promise<ExplorePage> {
  const { order, limit, after, now } = query;
  if (order === "relevance" || !isUnfiltered(query)) return deps.index.search(query);
  const page = await listLive(deps.store, { order, limit, after });
  return { ...page, items: page.items.filter(({ closesAt }) => closesAt > now), asOf: now };
}
