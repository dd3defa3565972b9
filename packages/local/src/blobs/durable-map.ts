import { appendFileSync, closeSync, fsyncSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { makeFolder, readTextIfPresent, writeFileAtomic } from "./atomic-file.ts";

const PRIVATE_FILE = 0o600;
/** A journal is rewritten when it holds this many lines more than four times its living entries. */
const DEAD_LINES_MAX = 1_000;

const lineSchema = z.union([
  z.strictObject({ key: z.string(), value: z.unknown() }),
  z.strictObject({ drop: z.string() }),
]);

/**
 * A small map that survives a crash: an append-only journal of JSON lines, replayed at start and rewritten when most
 * of it is dead. A line that a crash cut short is dropped: it was never acknowledged. One process owns the file.
 */
export class DurableMap<V> {
  readonly #path: string;
  readonly #schema: z.ZodType<V>;
  readonly #isAlive: (value: V) => boolean;
  readonly #entries = new Map<string, V>();
  #handle: number;
  #lines = 0;

  /** @param options.isAlive entries for which this is false are left out when the journal is rewritten */
  constructor(options: { path: string; schema: z.ZodType<V>; isAlive?: (value: V) => boolean }) {
    this.#path = options.path;
    this.#schema = options.schema;
    this.#isAlive = options.isAlive ?? (() => true);
    makeFolder(dirname(options.path));
    this.#replay(readTextIfPresent(options.path) ?? "");
    this.#handle = this.#rewrite();
  }

  get(key: string): V | undefined {
    return this.#entries.get(key);
  }

  /** Every entry in the order of its last write that created it. */
  values(): IterableIterator<V> {
    return this.#entries.values();
  }

  entries(): IterableIterator<[string, V]> {
    return this.#entries.entries();
  }

  /** Stores a value; when this returns it survives the end of the process, with `sync` also a power cut. */
  set(key: string, value: V, { sync = false }: { sync?: boolean } = {}): void {
    this.#append({ key, value });
    this.#entries.set(key, value);
    if (sync) fsyncSync(this.#handle);
  }

  delete(key: string): void {
    if (!this.#entries.has(key)) return;
    this.#append({ drop: key });
    this.#entries.delete(key);
  }

  close(): void {
    closeSync(this.#handle);
  }

  #append(line: z.infer<typeof lineSchema>): void {
    if (this.#lines > this.#entries.size * 4 + DEAD_LINES_MAX) {
      closeSync(this.#handle);
      this.#handle = this.#rewrite();
    }
    appendFileSync(this.#handle, `${JSON.stringify(line)}\n`);
    this.#lines++;
  }

  #replay(text: string): void {
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    for (const line of whole.split("\n")) {
      if (line === "") continue;
      const entry = lineSchema.parse(JSON.parse(line));
      if ("drop" in entry) this.#entries.delete(entry.drop);
      else this.#entries.set(entry.key, this.#schema.parse(entry.value));
    }
  }

  #rewrite(): number {
    for (const [key, value] of this.#entries) if (!this.#isAlive(value)) this.#entries.delete(key);
    const lines = [...this.#entries].map(([key, value]) => `${JSON.stringify({ key, value })}\n`);
    writeFileAtomic(this.#path, lines.join(""));
    this.#lines = lines.length;
    return openSync(this.#path, "a", PRIVATE_FILE);
  }
}
