const DAY_MS = 86_400_000;

/** Whole days that the clock of a review stood still between a request and its answer. */
export const pauseDays = (askedAt: string, answeredAt: string): number =>
  Math.floor((Date.parse(answeredAt) - Date.parse(askedAt)) / DAY_MS);
