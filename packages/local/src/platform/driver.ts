import { type AuditDay, auditDayOf } from "@firstlot/core/audit/audit-chunk";
import { addMs, type Instant, instantSchema } from "@firstlot/core/kernel/instant";
import { err, ok, type Result } from "@firstlot/core/kernel/result";
import type { Store } from "@firstlot/core/kernel/store";
import { nextDue } from "@firstlot/core/work/sweep";
import type { DueRun } from "@firstlot/functions/queue/due-runner";
import type {
  DynamoDBBatchResponse,
  DynamoDBRecord,
  DynamoDBStreamEvent,
  SQSBatchResponse,
  SQSEvent,
} from "aws-lambda";
import type { BusinessClock, ClockRefusal } from "../clock/business-clock.ts";
import type { StreamReader } from "../engine/stream.ts";
import type { LocalQueue } from "./queue.ts";
import type { RememberedDue } from "./remembered-due.ts";
import type { PatientBankClock } from "./sandbox-bank-client.ts";

/** Rounds of one instant after which something feeds itself: a bug, said instead of spun. */
const ROUNDS_MAX = 2_000;
/** Looks at one item in one instant; a fan-out that goes on with its cursor needs a few. */
const LOOKS_MAX = 50;
/** Steps of one advance; a year of daily runs of a dozen campaigns stays far below. */
const STEPS_MAX = 20_000;

/** Records that the audit log takes at once. */
const AUDIT_RECORDS_MAX = 1_000;

/** The same handlers as in AWS, called with the same events. */
export interface DrivenHandlers {
  readonly onChange: (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;
  /** The second reader of the stream: keeps the hash of every event. */
  readonly keepAudit: (event: DynamoDBStreamEvent) => Promise<unknown>;
  readonly work: (event: SQSEvent) => Promise<SQSBatchResponse>;
  readonly sweep: () => Promise<{ announced: readonly string[] }>;
  /** The daily run: closes the days of the audit log that are over, verifies them, looks at every book. */
  readonly daily: () => Promise<unknown>;
  /** What the schedules of AWS start: settlement runs at the banks' cut-offs. */
  readonly cutOff: () => Promise<{ opened: number }>;
  /** The next instant at which a schedule has something to start, as far as is known now; past where it was missed. */
  readonly nextRun: () => Promise<Instant | undefined>;
}

/** What ran, and when in business time. */
export type Ran = DueRun & { readonly at: Instant };

/**
 * Turns the wheel of one machine: change stream, queue, sweeper, schedules and the sandbox bank, one at a time.
 * `advanceTo` visits every due instant in order and lets the work of that instant finish before the next.
 */
export class Driver {
  readonly #store: Store;
  readonly #due: RememberedDue;
  readonly #clock: BusinessClock;
  readonly #bank: PatientBankClock;
  readonly #stream: StreamReader;
  readonly #auditStream: StreamReader;
  readonly #queue: LocalQueue;
  readonly #handlers: DrivenHandlers;
  #turn: Promise<unknown> = Promise.resolve();
  #ran: Ran[] = [];
  /** What is due next at the bank, as its last run said. */
  #bankDue: Instant | undefined;
  /** The last day on which the daily run ran; it is harmless to run again after a restart. */
  #dailyOn: AuditDay | undefined;
  /** The last day on which the audit log was kept. */
  #auditedOn: AuditDay | undefined;

  constructor(options: {
    store: Store;
    due: RememberedDue;
    clock: BusinessClock;
    bank: PatientBankClock;
    stream: StreamReader;
    auditStream: StreamReader;
    queue: LocalQueue;
    handlers: DrivenHandlers;
  }) {
    this.#store = options.store;
    this.#due = options.due;
    this.#clock = options.clock;
    this.#bank = options.bank;
    this.#stream = options.stream;
    this.#auditStream = options.auditStream;
    this.#queue = options.queue;
    this.#handlers = options.handlers;
  }

  /** Told by the worker of each run. */
  readonly record = (run: DueRun): void => {
    if (run.status !== "skipped") this.#ran.push({ ...run, at: this.#clock.business() });
  };

  /** Lets everything that is due now finish. @returns what ran */
  async settle(): Promise<readonly Ran[]> {
    return this.#exclusively(async () => {
      this.#bank.spokenTo(); // by anybody meanwhile
      await this.#settle();
      return this.#take();
    });
  }

  /**
   * Moves business time to `target`, stopping at each instant at which something is due.
   * @param slackMs how much later than due something may run, so that what is due close together runs at one stop
   * @returns what ran, in order; refuses to go back
   */
  async advanceTo(target: Instant, slackMs = 0): Promise<Result<readonly Ran[], ClockRefusal>> {
    return this.#exclusively(async () => {
      const business = this.#clock.business();
      if (target < business) return err({ kind: "clock_not_backwards", business, asked: target });
      this.#bank.spokenTo();
      await this.#settle();
      for (let step = 0; step < STEPS_MAX; step++) {
        const next = await this.#earliest([await nextDue(this.#due), this.#bankDue]);
        if (next === undefined || next > target) {
          await this.#moveTo(target); // nothing is due before it, nor at it
          return ok(this.#take());
        }
        const stop = addMs(next, slackMs);
        await this.#moveTo(stop < target ? stop : target);
        await this.#settle();
      }
      await this.#moveTo(target);
      await this.#settle();
      return ok(this.#take());
    });
  }

  /** The next instant at which the platform or the bank has something to do. */
  async nextEvent(): Promise<Instant | undefined> {
    return this.#earliest(await Promise.all([nextDue(this.#store), this.#bank.next()]));
  }

  /** The earliest of what is ahead and of the next settlement run. */
  async #earliest(ahead: readonly (string | undefined)[]): Promise<Instant | undefined> {
    const run = await this.#handlers.nextRun();
    const instants = [...ahead, run].flatMap((instant) =>
      instant === undefined ? [] : [instantSchema.parse(instant)],
    );
    return instants.sort()[0];
  }

  async #moveTo(instant: Instant): Promise<void> {
    if (instant > this.#clock.business()) this.#clock.advanceTo(instant);
    await this.#bank.setTime(this.#clock.business());
  }

  async #settle(): Promise<void> {
    await this.#bank.setTime(this.#clock.business());
    const looks = new Map<string, number>();
    for (let round = 0; round < ROUNDS_MAX; round++) {
      if (await this.#round(looks)) continue;
      await this.#keepAudit();
      return this.#daily();
    }
    throw new Error("the work of one instant does not end");
  }

  /** Keeps what the instant brought, in files as large as they get: while the demo's past is played, once a day. */
  async #keepAudit(): Promise<void> {
    const day = auditDayOf(this.#clock.business());
    if (day === this.#auditedOn && this.#clock.isStanding()) return;
    this.#auditedOn = day;
    const stream = this.#auditStream;
    let records: readonly DynamoDBRecord[];
    do {
      records = await stream.poll(AUDIT_RECORDS_MAX);
      if (records.length > 0) await this.#handlers.keepAudit({ Records: [...records] });
      stream.acknowledge();
    } while (records.length === AUDIT_RECORDS_MAX);
  }

  /**
   * Once a day, when its first stop is done. While the clock stands for the demo's past, only the first day is opened:
   * the run after it closes all the others.
   */
  async #daily(): Promise<void> {
    const day = auditDayOf(this.#clock.business());
    const waits = this.#dailyOn !== undefined && this.#clock.isStanding();
    if (day === this.#dailyOn || waits) return;
    await this.#handlers.daily();
    this.#dailyOn = day;
  }

  /**
   * One look at everything that can have work.
   * @param looks how often an item was due at this instant: one that stays due (switched off, in back-off) is left
   * @returns whether anything moved
   */
  async #round(looks: Map<string, number>): Promise<boolean> {
    let busy = false;
    const records = await this.#stream.poll();
    if (records.length > 0) {
      const { batchItemFailures } = await this.#handlers.onChange({ Records: [...records] });
      if (batchItemFailures.length > 0) throw new Error("the stream handler failed; see the log");
      this.#stream.acknowledge();
      busy = true;
    }
    while ((await this.#queue.deliver(this.#handlers.work)) > 0) busy = true;
    if (busy) return true;
    const opened = await this.#openRuns();
    const fresh = await this.#sweep(looks);
    const { done, next } = await this.#bank.run();
    for (const { what, ref } of done)
      this.#ran.push({ what: `bank.${what}`, ref, status: "done", at: this.#clock.business() });
    this.#bankDue = next;
    return opened > 0 || fresh > 0 || done.length > 0;
  }

  /** @returns how many items were announced that are not due in vain */
  async #sweep(looks: Map<string, number>): Promise<number> {
    const { announced } = await this.#handlers.sweep();
    let fresh = 0;
    for (const key of announced) {
      const seen = (looks.get(key) ?? 0) + 1;
      looks.set(key, seen);
      if (seen <= LOOKS_MAX) fresh += 1;
    }
    while (announced.length > 0 && (await this.#queue.deliver(this.#handlers.work)) > 0);
    return fresh;
  }

  async #openRuns(): Promise<number> {
    const next = await this.#handlers.nextRun();
    if (next === undefined || next > this.#clock.business()) return 0;
    return (await this.#handlers.cutOff()).opened;
  }

  #take(): readonly Ran[] {
    const ran = this.#ran;
    this.#ran = [];
    return ran;
  }

  /** One turn after the other: a request to advance waits for the turn that is running. */
  async #exclusively<T>(turn: () => Promise<T>): Promise<T> {
    const before = this.#turn;
    const mine = before.then(turn, turn);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }
}
