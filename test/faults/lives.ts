import { setTimeout as sleep } from "node:timers/promises";
import type { StartedPlatform } from "../kit/started-platform.ts";

const LIVES_MAX = 150;
const PORT_WAIT_MS = 50;

/**
 * A platform that is killed again and again, and started again on the same data each time until it is asked to end.
 * What its clients send waits while it is down.
 */
export class Lives {
  readonly #platform: StartedPlatform;
  readonly #environment: Readonly<Record<string, string>>;
  #isOver = false;
  #count = 0;
  #up: Promise<void> = Promise.resolve();
  #failure: unknown;

  constructor(platform: StartedPlatform, environment: Readonly<Record<string, string>>) {
    this.#platform = platform;
    this.#environment = environment;
  }

  /** How often it was started. */
  get count(): number {
    return this.#count;
  }

  /** Starts the first life; the later ones follow by themselves. */
  async begin(): Promise<void> {
    this.#next();
    await this.#up;
  }

  /** No further life begins after this one. */
  end(): void {
    this.#isOver = true;
  }

  #next(): void {
    this.#up = this.#start();
    void this.#up.catch((error: unknown) => {
      this.#failure = error;
    });
  }

  /** Until it is ready: it may be killed before. */
  async #start(): Promise<void> {
    for (;;) {
      this.#count += 1;
      if (this.#count > LIVES_MAX) throw new Error("the platform dies without end");
      await this.#platform.untilPortsAreFree();
      try {
        await this.#platform.start(this.#environment);
        break;
      } catch (error) {
        if ((await this.#platform.ended()) !== "SIGKILL") throw error;
      }
    }
    void this.#platform.ended().then((signal) => {
      if (signal === "SIGKILL" && !this.#isOver) this.#next();
    });
  }

  /**
   * Sends a request until it is answered: the same one, with the same Idempotency-Key, after each restart.
   * @param send one attempt; its whole answer is read before it counts
   */
  async persist<T>(send: () => Promise<T>): Promise<T> {
    for (;;) {
      await this.#up;
      const life = this.#count;
      try {
        return await send();
      } catch (error) {
        if (this.#failure !== undefined) throw this.#failure;
        if (this.#isOver && life === this.#count) throw error;
        await sleep(PORT_WAIT_MS); // its end is noticed a moment after the broken connection
      }
    }
  }

  /** `fetch` as the platform's clients use it here: patient, and it answers whole or not at all. */
  readonly fetch: typeof fetch = async (input, init) => {
    const once = () => wholeAnswer(realFetch(input, { ...init, signal: null }));
    return this.persist(String(input).endsWith("/transfers") ? () => unlessSent(once) : once);
  };
}

/** The bank has no idempotency key for somebody's transfer: what it may have booked is not sent again. */
async function unlessSent(send: () => Promise<Response>): Promise<Response> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof Error && String(error.cause).includes("ECONNREFUSED")) throw error;
    return new Response("the connection broke while the bank was booking", { status: 599 });
  }
}

const realFetch = globalThis.fetch;
const WITHOUT_BODY = new Set([204, 205, 304]);

/** An answer that is cut off in the middle was none. */
async function wholeAnswer(answering: Promise<Response>): Promise<Response> {
  const { status, headers, ...answer } = await answering.then(async (response) => ({
    status: response.status,
    headers: response.headers,
    bytes: await response.arrayBuffer(),
  }));
  return new Response(WITHOUT_BODY.has(status) ? null : answer.bytes, { status, headers });
}
