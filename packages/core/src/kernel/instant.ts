import { z } from "zod";

/** ISO 8601 UTC with exactly three fraction digits, so that text order is time order. */
export const instantSchema = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
    "an instant like 2026-11-24T08:00:00.000Z (UTC, milliseconds)",
  )
  .refine((text) => !Number.isNaN(Date.parse(text)), "not a date of the calendar")
  .brand<"Instant">();

/** A point in time, UTC, to the millisecond; compare with `<` and `>=` as text. */
export type Instant = z.infer<typeof instantSchema>;

/** The instant of a date. */
export const instantOf = (date: Date | number): Instant => instantSchema.parse(new Date(date).toISOString());

/** `instant` moved by `ms` milliseconds (negative: back). Elapsed time, not calendar days. */
export const addMs = (instant: Instant, ms: number): Instant => instantOf(Date.parse(instant) + ms);

/** Milliseconds from `from` to `to`; negative when `to` is earlier. */
export const msBetween = ({ from, to }: { from: Instant; to: Instant }): number =>
  Date.parse(to) - Date.parse(from);

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/**
 * The two times of the platform (docs/adr/0002-two-clocks.md). `business` decides deadlines, windows and due
 * times and can be advanced on the local platform; `wall` is for tokens, signatures, leases and attempt times.
 */
export interface Clock {
  business(): Instant;
  wall(): Instant;
}

/** Both times are the machine's: what runs in AWS. */
export const systemClock: Clock = {
  business: () => instantOf(Date.now()),
  wall: () => instantOf(Date.now()),
};
