import { addMs, DAY_MS, HOUR_MS, type Instant, MINUTE_MS } from "../kernel/instant.ts";

/** Pauses after the first, second, … failed attempt: the example of Standard Webhooks, 75 h 35 min in all. */
const PAUSES_MS = [
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

/** Attempts of one round, before a delivery is exhausted. */
export const ATTEMPTS_MAX = PAUSES_MS.length + 1;

const JITTER_SHARE = 0.1;
const JITTER_MS_MAX = 3 * MINUTE_MS;
/** A receiver may ask for more patience, up to a day. */
const RETRY_AFTER_MS_MAX = DAY_MS;

/**
 * When a delivery is tried again; `undefined` when its round is over. Jitter only adds (at most a tenth of the pause
 * and three minutes), so that a round lasts at least 72 hours.
 * @param options.attempt attempts made in this round, from 1
 * @param options.now business time: an advanced clock passes through the pauses
 * @param options.random from 0 up to 1
 * @param options.retryAfterMs what the receiver asked for
 */
export function nextAttemptAt(options: {
  attempt: number;
  now: Instant;
  random: number;
  retryAfterMs?: number | undefined;
}): Instant | undefined {
  const { attempt, now, random, retryAfterMs = 0 } = options;
  const pauseMs = PAUSES_MS[attempt - 1];
  if (pauseMs === undefined) return undefined;
  const jitterMs = Math.floor(Math.min(pauseMs * JITTER_SHARE, JITTER_MS_MAX) * random);
  return addMs(now, Math.max(pauseMs + jitterMs, Math.min(retryAfterMs, RETRY_AFTER_MS_MAX)));
}

const THROTTLE_STATUSES = new Set([429, 502, 503, 504]);

/**
 * What `retry-after` asks for, in milliseconds: seconds, or an HTTP date. Only where the status speaks of load.
 * @param wall wall time now
 */
export function retryAfterMsOf(
  answer: { status: number; retryAfter?: string | undefined },
  wall: Instant,
): number | undefined {
  const { status, retryAfter } = answer;
  if (!THROTTLE_STATUSES.has(status) || retryAfter === undefined) return undefined;
  if (/^\d{1,6}$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.parse(wall));
}
