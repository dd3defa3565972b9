import type { Paired } from "./in-turn.ts";

/** One line of the table: a goal of the performance design, and what was measured. */
export interface Row {
  /** Its number in the table of goals. */
  readonly number: number;
  readonly what: string;
  readonly must: string;
  readonly measured: string;
  readonly isMet: boolean;
  readonly detail?: unknown;
}

const two = (value: number): string => value.toFixed(2);
const DETAIL_DIGITS = 1;

/** A row whose ratio of subject ÷ reference must be at least, or at most, a bound. */
export function ratioRow(
  goal: { number: number; what: string; unit: string } & ({ atLeast: number } | { atMost: number }),
  paired: Paired,
): Row {
  const { number, what, unit } = goal;
  const { ratio, spread, reference, subject, pairs } = paired;
  const isMet = "atLeast" in goal ? ratio >= goal.atLeast : ratio <= goal.atMost;
  return {
    number,
    what,
    must: "atLeast" in goal ? `≥ ${goal.atLeast}` : `≤ ${goal.atMost}`,
    measured:
      `${two(ratio)} (${two(spread[0])}–${two(spread[1])}; ` +
      `${subject.toFixed(DETAIL_DIGITS)} against ${reference.toFixed(DETAIL_DIGITS)} ${unit}, ${pairs} pairs)`,
    isMet,
    detail: paired,
  };
}

/** A row of exact figures. */
export const exactRow = (row: Omit<Row, "detail"> & { detail?: unknown }): Row => row;
