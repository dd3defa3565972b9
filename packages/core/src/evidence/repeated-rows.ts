/** Rows that say what a row before them said: the first hundred pairs, and how many there are. */
export type Repeats = Readonly<{
  count: number;
  /** `row` says the same as the first one that did, `of`. */
  shown: readonly Readonly<{ row: number; of: number }>[];
}>;

const SHOWN_MAX = 100;

/** Finds rows with the same key; they are named, never dropped: whether one is too much is for people to say. */
export function repeatsOf<R extends { readonly row: number }>(
  rows: readonly R[],
  keyOf: (row: R) => string,
): Repeats {
  const first = new Map<string, number>();
  const shown: { row: number; of: number }[] = [];
  let count = 0;
  for (const one of rows) {
    const key = keyOf(one);
    const of = first.get(key);
    if (of === undefined) {
      first.set(key, one.row);
      continue;
    }
    count += 1;
    if (shown.length < SHOWN_MAX) shown.push({ row: one.row, of });
  }
  return { count, shown };
}
