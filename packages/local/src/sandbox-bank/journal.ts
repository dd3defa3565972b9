import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { type Fact, factSchema } from "./bank-fact.ts";

const commitSchema = z.array(factSchema).min(1);

function commitOf(line: string): readonly Fact[] | undefined {
  try {
    return commitSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

/**
 * The bank's memory: one line per commit, appended, and forced to disk before anybody is answered. A process that was
 * killed in the middle of a line leaves a torn last line, which nobody was told about and which is cut off at the next
 * start. A broken line before the last one is damage: the bank refuses to start.
 */
export class Journal {
  readonly #descriptor: number;
  readonly #known: readonly (readonly Fact[])[];

  constructor(path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#descriptor = openSync(path, "a+");
    const text = readFileSync(path, "utf8");
    const end = text.lastIndexOf("\n") + 1; // a line without its line end was never acknowledged
    const lines = text.slice(0, end).split("\n").slice(0, -1);
    this.#known = lines.map((line, index) => {
      const commit = commitOf(line);
      if (!commit) throw new Error(`the bank's journal is damaged at line ${index + 1} of ${path}`);
      return commit;
    });
    if (end < text.length) ftruncateSync(this.#descriptor, Buffer.byteLength(text.slice(0, end)));
  }

  /** Everything that was committed before this process started. */
  get known(): readonly (readonly Fact[])[] {
    return this.#known;
  }

  /**
   * Writes facts together or not at all. They survive a kill at once and a power cut after the next `flush`; a crash
   * loses at most the end of the journal, never something from its middle.
   */
  append(facts: readonly Fact[]): void {
    const line = Buffer.from(`${JSON.stringify(commitSchema.parse(facts))}\n`);
    let written = 0;
    while (written < line.length) written += writeSync(this.#descriptor, line, written);
  }

  /** Forces everything written so far to disk: before anybody is told about it. */
  flush(): void {
    fsyncSync(this.#descriptor);
  }

  /** Lets go of the file; tests only, a bank is killed. */
  close(): void {
    closeSync(this.#descriptor);
  }
}
