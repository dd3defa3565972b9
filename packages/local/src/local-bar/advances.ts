import type { Instant } from "@firstlot/core/kernel/instant";
import { err, ok, type Result } from "@firstlot/core/kernel/result";
import type { Ran } from "../platform/driver.ts";

/** A step of business time that is being made. */
export interface Advance {
  readonly from: Instant;
  /** Where it ends, where that is known before. */
  readonly to?: Instant | undefined;
  /** Resolves when it is over, however it ended. */
  readonly over: Promise<void>;
}

/** A step of business time that was made. */
export interface Advanced {
  readonly from: Instant;
  readonly to: Instant;
  readonly ran: readonly Ran[];
  /** It ended before its time: the log says why. */
  readonly failed: boolean;
  /** Wall time of its end, in milliseconds. */
  readonly overAtMs: number;
}

/** Moves business time on and answers with what ran; several calls are one step. */
export type Play = () => Promise<readonly Ran[]>;

/** The steps of business time that somebody asked for, one at a time; the last one is remembered. */
export class Advances {
  readonly #now: () => Instant;
  readonly #wallMs: () => number;
  #running: Advance | undefined;
  #last: Advanced | undefined;

  constructor(options: { now: () => Instant; wallMs?: () => number }) {
    this.#now = options.now;
    this.#wallMs = options.wallMs ?? Date.now;
  }

  running(): Advance | undefined {
    return this.#running;
  }

  last(): Advanced | undefined {
    return this.#last;
  }

  /** Begins a step; refuses while another is under way. */
  start(to: Instant | undefined, play: Play): Result<Advance, { kind: "advance_running" }> {
    if (this.#running !== undefined) return err({ kind: "advance_running" });
    const from = this.#now();
    const keep = (ran: readonly Ran[], failed: boolean): void => {
      this.#last = { from, to: this.#now(), ran, failed, overAtMs: this.#wallMs() };
      this.#running = undefined;
    };
    const over = play().then(
      (ran) => keep(ran, false),
      () => keep([], true),
    );
    this.#running = { from, to, over };
    return ok(this.#running);
  }
}
