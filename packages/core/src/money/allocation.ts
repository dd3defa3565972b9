import { invariant } from "../kernel/invariant.ts";
import { type Money, money } from "./money.ts";

/** One claim on a sum: its key breaks ties, its weight is a non-negative integer. */
export interface Claim {
  readonly key: string;
  readonly weight: number;
}

/**
 * Splits an amount by weight so that the parts add up to it exactly (largest remainder, Hamilton's method).
 * Remainder units go to the largest fractions; equal fractions in the order of `key` (code units).
 * @returns one part per claim, in the order given
 * @see docs/rules/money.md#allocation
 */
export function allocate(amount: Money, claims: readonly Claim[]): readonly Money[] {
  invariant(amount.minor >= 0, "a split amount is not negative");
  const total = claims.reduce((sum, { weight }) => {
    invariant(Number.isSafeInteger(weight) && weight >= 0, "a weight is a non-negative integer");
    return sum + BigInt(weight);
  }, 0n);
  invariant(total > 0n, "a split needs a positive weight");
  const parts = claims.map(({ key, weight }, index) => {
    const scaled = BigInt(amount.minor) * BigInt(weight);
    return { key, index, floor: scaled / total, remainder: scaled % total };
  });
  const handedOut = parts.reduce((sum, { floor }) => sum + floor, 0n);
  let left = Number(BigInt(amount.minor) - handedOut);
  const order = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? (a.key < b.key ? -1 : 1) : a.remainder > b.remainder ? -1 : 1,
  );
  const extra = new Set<number>();
  for (const { index } of order) {
    if (left === 0) break;
    extra.add(index);
    left -= 1;
  }
  return parts.map(({ floor, index }) => money(Number(floor) + (extra.has(index) ? 1 : 0), amount.currency));
}
