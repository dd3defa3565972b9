import { type Instant, instantSchema } from "@firstlot/core/kernel/instant";
import { z } from "zod";

const REQUEST_TIMEOUT_MS = 60_000;

const nextSchema = z.object({ next: instantSchema.nullish() });
const runSchema = nextSchema.extend({
  done: z.array(z.object({ what: z.string(), ref: z.string().optional() }).loose()),
});

/** The clock of the sandbox bank, as the driver moves it. It is a process of its own and reached by HTTP alone. */
export interface BankClock {
  setTime(now: Instant): Promise<void>;
  next(): Promise<Instant | undefined>;
  /** Does everything that is due and answers with what it did, and when there is more to do. */
  run(): Promise<BankRun>;
}

interface BankRun {
  readonly done: readonly { what: string; ref: string }[];
  readonly next: Instant | undefined;
}

/** Speaks to the admin surface of a sandbox bank. */
export function createBankClock(baseUrl: string): BankClock {
  const call = async (method: "GET" | "POST", path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(new URL(path, baseUrl), {
      method,
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!response.ok) throw new Error(`the sandbox bank answered ${response.status} to ${method} ${path}`);
    return response.json();
  };
  let known: Instant | undefined;
  return {
    setTime: async (now) => {
      if (now === known) return; // the bank keeps every setting of its clock on disk
      await call("POST", "/admin/clock", { now });
      known = now;
    },
    next: async () => nextSchema.parse(await call("GET", "/admin/clock/next")).next ?? undefined,
    run: async () => {
      const { done, next } = runSchema.parse(await call("POST", "/admin/run", {}));
      return { done: done.map(({ what, ref }) => ({ what, ref: ref ?? "" })), next: next ?? undefined };
    },
  };
}

/** A bank that is asked to act only when it may have something to do. */
export interface PatientBankClock extends BankClock {
  /** Somebody has spoken to the bank, or may have: it is asked at the next look. */
  spokenTo(): void;
}

/** Asks a bank to act once its next instant has come, or after somebody spoke to it. */
export function askedWhenDue(bank: BankClock): PatientBankClock {
  let isSpokenTo = true;
  let next: Instant | undefined;
  let now: Instant | undefined;
  return {
    setTime: async (instant) => {
      await bank.setTime(instant);
      now = instant;
    },
    next: () => bank.next(),
    run: async () => {
      const isDue = isSpokenTo || (next !== undefined && (now === undefined || next <= now));
      if (!isDue) return { done: [], next };
      isSpokenTo = false;
      const run = await bank.run();
      next = run.next;
      return run;
    },
    spokenTo: () => {
      isSpokenTo = true;
    },
  };
}

/** Several banks as one: all have one time, and each does what is due at it. */
export const bankClocks = (clocks: readonly PatientBankClock[]): PatientBankClock => ({
  setTime: async (now) => {
    await Promise.all(clocks.map((clock) => clock.setTime(now)));
  },
  next: async () => earliest(await Promise.all(clocks.map((clock) => clock.next()))),
  run: async () => {
    const runs = await Promise.all(clocks.map((clock) => clock.run()));
    return { done: runs.flatMap(({ done }) => done), next: earliest(runs.map(({ next }) => next)) };
  },
  spokenTo: () => {
    for (const clock of clocks) clock.spokenTo();
  },
});

const earliest = (instants: readonly (Instant | undefined)[]): Instant | undefined =>
  instants.flatMap((instant) => instant ?? []).sort()[0];
