import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { addMs, DAY_MS, type Instant, instantOf, instantSchema } from "@firstlot/core/kernel/instant";
import { z } from "zod";
import { makeFolder, readTextIfPresent } from "../blobs/atomic-file.ts";

/** How much of a life is played: from so many days ago until now. */
export const DEMO_DAYS = 120;

const lineSchema = z.union([
  z.strictObject({ startAt: instantSchema, endAt: instantSchema }),
  z.strictObject({ begun: z.string() }),
  z.strictObject({ done: z.string(), value: z.json().optional() }),
]);
type Line = z.infer<typeof lineSchema>;

const fileOf = (dataDir: string): string => join(dataDir, "demo.jsonl");

/** A kill may leave half a line at the end: it says nothing. */
function linesOf(text: string): readonly Line[] {
  return text.split("\n").flatMap((line) => {
    try {
      return [lineSchema.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });
}

/**
 * What of the demo has been made, kept beside the data: acts are written down before and after, so that a process
 * killed in the middle goes on where it was.
 */
export class DemoJournal {
  readonly #file: string;
  readonly #done = new Map<string, z.infer<ReturnType<typeof z.json>>>();
  readonly #begun = new Set<string>();
  /** Midnight (UTC) of the first day. */
  readonly startAt: Instant;
  /** The wall time at which the demo was begun: its last instant. */
  readonly endAt: Instant;

  private constructor(file: string, lines: readonly Line[]) {
    const [head] = lines;
    if (head === undefined || !("startAt" in head))
      throw new Error(`${file} does not say when the demo begins`);
    this.#file = file;
    this.startAt = head.startAt;
    this.endAt = head.endAt;
    for (const line of lines) this.#note(line);
  }

  /** The journal of a data directory; `undefined` where no demo was begun. */
  static find(dataDir: string): DemoJournal | undefined {
    const text = readTextIfPresent(fileOf(dataDir));
    return text === undefined ? undefined : new DemoJournal(fileOf(dataDir), linesOf(text));
  }

  /** Begins the demo of a new data directory. */
  static begin(dataDir: string, wall: Instant): DemoJournal {
    makeFolder(dataDir);
    const startAt = addMs(instantOf(Date.parse(`${wall.slice(0, 10)}T00:00:00.000Z`)), -DEMO_DAYS * DAY_MS);
    const head = { startAt, endAt: wall };
    appendFileSync(fileOf(dataDir), `${JSON.stringify(head)}\n`);
    return new DemoJournal(fileOf(dataDir), [head]);
  }

  isDone(act: string): boolean {
    return this.#done.has(act);
  }

  /** Whether an act was begun and not finished, in this life or an earlier one. */
  isBegun(act: string): boolean {
    return this.#begun.has(act);
  }

  /** What an act that is done has given. */
  valueOf(act: string): unknown {
    return this.#done.get(act);
  }

  begin(act: string): void {
    this.#append({ begun: act });
  }

  finish(act: string, value?: z.infer<ReturnType<typeof z.json>>): void {
    this.#append({ done: act, ...(value === undefined ? {} : { value }) });
  }

  #append(line: Line): void {
    appendFileSync(this.#file, `\n${JSON.stringify(line)}`);
    this.#note(line);
  }

  #note(line: Line): void {
    if ("begun" in line) this.#begun.add(line.begun);
    if ("done" in line) {
      this.#begun.delete(line.done);
      this.#done.set(line.done, line.value ?? null);
    }
  }
}
