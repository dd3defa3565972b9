import type { Store } from "./store.ts";

/** Immutable things by key, the least recently used dropped first. One per store: two tables never share a value. */
export class ImmutableCache<T extends object> {
  readonly #byStore = new WeakMap<Store, Map<string, T>>();
  readonly #entriesMax: number;

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax;
  }

  async read(store: Store, key: string, load: () => Promise<T | undefined>): Promise<T | undefined> {
    const entries = this.#byStore.get(store) ?? new Map<string, T>();
    this.#byStore.set(store, entries);
    const cached = entries.get(key);
    if (cached !== undefined) {
      entries.delete(key);
      entries.set(key, cached);
      return cached;
    }
    const loaded = await load();
    if (loaded === undefined) return undefined;
    entries.set(key, loaded);
    const oldest = entries.keys().next();
    if (entries.size > this.#entriesMax && oldest.done !== true) entries.delete(oldest.value);
    return loaded;
  }
}
