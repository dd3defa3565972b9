import { invariant } from "./invariant.ts";
import type { Write, Writes } from "./store.ts";

/** The writes of one transaction from several parts; two parts that write under one name are a bug. */
export function mergeWrites(...parts: readonly Writes[]): Writes {
  const merged: Record<string, Write> = {};
  for (const part of parts) {
    for (const [name, write] of Object.entries(part)) {
      invariant(merged[name] === undefined, `${name} is written once in a transaction`);
      merged[name] = write;
    }
  }
  return merged;
}
