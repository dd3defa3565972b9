/** A subject against its bare reference, measured in turn (A B A B …), so that a noisy machine disturbs both alike. */
export interface Paired {
  /** Median of subject ÷ reference over the pairs. */
  readonly ratio: number;
  /** The smallest and the largest ratio. */
  readonly spread: readonly [number, number];
  /** Medians of what was measured, in the row's own unit. */
  readonly reference: number;
  readonly subject: number;
  readonly pairs: number;
}

/** The middle value; of an even count the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** Measures both once to warm up, then `pairs` times in turn. */
export async function inTurn(measured: {
  readonly pairs: number;
  readonly reference: () => Promise<number>;
  readonly subject: () => Promise<number>;
}): Promise<Paired> {
  await measured.reference();
  await measured.subject();
  const references: number[] = [];
  const subjects: number[] = [];
  for (let pair = 0; pair < measured.pairs; pair++) {
    references.push(await measured.reference());
    subjects.push(await measured.subject());
  }
  const ratios = subjects.map((subject, i) => subject / (references[i] ?? Number.NaN));
  return {
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    reference: median(references),
    subject: median(subjects),
    pairs: measured.pairs,
  };
}

const MS = 1_000;

/** Operations a second, `concurrency` of them under way at any time. */
export async function rateOf(
  load: { readonly count: number; readonly concurrency: number },
  operation: () => Promise<void>,
): Promise<number> {
  let left = load.count;
  const started = performance.now();
  const lane = async () => {
    while (left-- > 0) await operation();
  };
  await Promise.all(Array.from({ length: load.concurrency }, lane));
  return (load.count * MS) / (performance.now() - started);
}

/** Median milliseconds of one operation, alone. */
export async function medianLatency(count: number, operation: () => Promise<void>): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    await operation();
    took.push(performance.now() - started);
  }
  return median(took);
}
