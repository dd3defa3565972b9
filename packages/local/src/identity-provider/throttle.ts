const ENTRIES_MAX = 50_000;

/** How many tries of one kind are free in a window of time. */
export interface Limit {
  readonly tries: number;
  readonly windowMs: number;
}

/**
 * Counts tries per key in a sliding window, in memory: a restart forgets them, which only helps an attacker who can
 * restart the platform.
 */
export class Throttle {
  readonly #limit: Limit;
  readonly #wallMs: () => number;
  readonly #tries = new Map<string, readonly number[]>();

  constructor(options: { limit: Limit; wallMs: () => number }) {
    this.#limit = options.limit;
    this.#wallMs = options.wallMs;
  }

  /** Milliseconds until another try of this key is allowed; 0 when it is allowed now. */
  waitMs(key: string): number {
    const recent = this.#recent(key);
    const oldest = recent[recent.length - this.#limit.tries];
    return oldest === undefined ? 0 : oldest + this.#limit.windowMs - this.#wallMs();
  }

  /** Counts one try. */
  count(key: string): void {
    if (this.#tries.size >= ENTRIES_MAX) this.#forgetOld();
    this.#tries.set(key, [...this.#recent(key), this.#wallMs()].slice(-this.#limit.tries));
  }

  /** Forgets a key's tries, after a success. */
  clear(key: string): void {
    this.#tries.delete(key);
  }

  #recent(key: string): readonly number[] {
    const since = this.#wallMs() - this.#limit.windowMs;
    return (this.#tries.get(key) ?? []).filter((time) => time > since);
  }

  #forgetOld(): void {
    for (const key of this.#tries.keys()) if (this.#recent(key).length === 0) this.#tries.delete(key);
    if (this.#tries.size >= ENTRIES_MAX) this.#tries.clear();
  }
}
