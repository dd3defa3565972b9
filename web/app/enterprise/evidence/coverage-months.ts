/** A month of a calendar year: how many rows it has, `undefined` where the file has not begun or is over. */
interface CoverageCell {
  /** `2018-03`. */
  readonly month: string;
  readonly count: number | undefined;
}

interface CoverageYear {
  readonly year: number;
  /** January to December. */
  readonly cells: readonly CoverageCell[];
}

export interface Coverage {
  readonly years: readonly CoverageYear[];
  /** Months between the first and the last that have no row. */
  readonly gaps: readonly string[];
  /** Months from the first to the last. */
  readonly span: number;
}

const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, "0"));

/** Lays months out by year and names those that are missing in between. */
export function coverageOf(months: readonly { readonly month: string; readonly count: number }[]): Coverage {
  const counts = new Map(months.map(({ month, count }) => [month, count]));
  const known = [...counts.keys()].sort();
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return { years: [], gaps: [], span: 0 };
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
  const years = Array.from({ length: to - from + 1 }, (_, at) => {
    const year = from + at;
    const cells = MONTHS.map((number) => {
      const month = `${year}-${number}`;
      return { month, count: month < first || month > last ? undefined : (counts.get(month) ?? 0) };
    });
    return { year, cells };
  });
  const within = years.flatMap(({ cells }) => cells).filter(({ count }) => count !== undefined);
  return {
    years,
    gaps: within.filter(({ count }) => count === 0).map(({ month }) => month),
    span: within.length,
  };
}
