import { z } from "zod";
import { canonicalJson } from "../kernel/canonical-json.ts";
import type { Key } from "../kernel/store.ts";
import { type Event, eventKey } from "./event.ts";

/** What the audit log keeps of an event: where it lies, which change it was, and its hash. Nothing of what it says. */
export const auditLeafSchema = z.strictObject({
  stream: z.string().min(1),
  aggregate: z.string().min(1),
  version: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AuditLeaf = Readonly<z.infer<typeof auditLeafSchema>>;

/** The leaf of an event. */
export const leafOf = ({ stream, aggregate, version, hash }: Event): AuditLeaf => ({
  stream,
  aggregate,
  version,
  hash,
});

/** Where the event of a leaf lies in the table. */
export const keyOfLeaf = (leaf: AuditLeaf): Key => eventKey(leaf);

/** Leaves as a text, one a line, sorted, each once: the same leaves are always the same text. */
export const textOfLeaves = (leaves: readonly AuditLeaf[]): string =>
  [...new Set(leaves.map((leaf) => canonicalJson(leaf)))]
    .sort()
    .map((line) => `${line}\n`)
    .join("");

/** The leaves of such a text. */
export const leavesOfText = (text: string): readonly AuditLeaf[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => auditLeafSchema.parse(JSON.parse(line)));
