import { randomBytes } from "node:crypto";
import type { PaymentLinkKey } from "@firstlot/partner-kit/payment-link";
import type { Fact } from "./bank-fact.ts";
import { type BankState, emptyBank, evolve } from "./bank-state.ts";
import { Journal } from "./journal.ts";

/** What the bank needs from the world around it. */
export interface BankWorld {
  /** Base address of the platform, without a trailing slash: `http://localhost:3000`. */
  readonly platformUrl: string;
  /** Path of the journal file. */
  readonly journalPath: string;
  /** Keys that payment links are verified with, and where more of them are published. */
  readonly paymentLinkKeys: readonly PaymentLinkKey[];
  readonly paymentLinkJwksUrl?: string;
  /** Where access tokens come from (statement push), and the audience of the client assertion. */
  readonly tokenEndpoint?: string;
  readonly tokenAudience?: string;
  readonly tokenScope?: string;
  readonly tokenResource?: string;
  /** How long after settling a transfer to a closed account comes back, business time. */
  readonly returnDelayMs: number;
  readonly fetch: typeof fetch;
  /** Milliseconds of the wall clock. */
  readonly wallMs: () => number;
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

/**
 * One bank: its journal and what follows from it. Every change is a commit of facts: on disk first, then in memory.
 * Nothing here knows the platform but by address, keys and messages.
 */
export class Bank {
  readonly world: BankWorld;
  readonly state: BankState = emptyBank();
  readonly #journal: Journal;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(world: BankWorld) {
    this.world = world;
    this.#journal = new Journal(world.journalPath);
    for (const commit of this.#journal.known) for (const fact of commit) evolve(this.state, fact);
    if (this.state.booksId === "") {
      this.commit({ type: "books_opened", booksId: randomBytes(3).toString("hex").toUpperCase() });
    }
  }

  /** Makes facts durable, then true: whoever is answered next may rely on them. */
  commit(...facts: readonly Fact[]): void {
    this.note(...facts);
    this.flush();
  }

  /**
   * Makes facts true that follow from what is already durable. A power cut before the next `flush` undoes the latest
   * of them, and the work is done again: so flush before telling anybody.
   */
  note(...facts: readonly Fact[]): void {
    if (facts.length === 0) return;
    this.#journal.append(facts);
    for (const fact of facts) evolve(this.state, fact);
  }

  /** Forces everything noted to disk. */
  flush(): void {
    this.#journal.flush();
  }

  /** Business time: the machine's until somebody sets it; then what was set, ticking on or standing still. */
  now(): string {
    const { clock } = this.state;
    const wallMs = this.world.wallMs();
    if (!clock) return isoOf(wallMs);
    return clock.ticking ? isoOf(Date.parse(clock.now) + (wallMs - Date.parse(clock.wall))) : clock.now;
  }

  /** False while somebody steps the time: then nothing is done but by `POST /admin/run`. */
  isTicking(): boolean {
    return this.state.clock?.ticking ?? true;
  }

  /** Business time `ms` from now. */
  later(ms: number): string {
    return isoOf(Date.parse(this.now()) + ms);
  }

  /** Reference of the booking number `ahead` from here (1 is the next): unique over all books of all sandbox banks. */
  nextReference(ahead: number): string {
    return `SB${this.state.booksId}-${String(this.state.bookingCount + ahead).padStart(7, "0")}`;
  }

  /** Runs tasks that talk to the platform one after the other. */
  exclusively<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(task);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Lets go of the journal. */
  close(): void {
    this.#journal.close();
  }
}

/** The calendar date of an instant in a time zone: the bank day of a booking. */
export function bankDayOf(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  return parts.format(new Date(instant));
}
