import type { BlobStore } from "../kernel/blob-store.ts";
import { sha256Hex } from "../kernel/id.ts";
import type { Store } from "../kernel/store.ts";
import type { AuditChunk, AuditDay } from "./audit-chunk.ts";
import { type AuditLeaf, keyOfLeaf, leavesOfText } from "./audit-leaf.ts";
import { type DailyRoot, readRoot, rootHashOf } from "./daily-root.ts";
import { hashOf, parseEvent } from "./event.ts";

/** What is wrong with a day, each with the thing that it is wrong about. */
export type AuditFinding = Readonly<
  | { kind: "root_missing" | "root_changed" | "previous_root_changed"; day: AuditDay }
  | { kind: "file_missing" | "file_changed"; key: string }
  | { kind: "event_missing" | "event_changed"; stream: string; aggregate: string; version: number }
>;

/** What a verification found; `findings` is empty when the day is whole, and holds the first ones otherwise. */
export interface DayVerification {
  readonly day: AuditDay;
  readonly root: string | undefined;
  readonly events: number;
  /** Partitions that the events lie in: what moved on that day. */
  readonly streams: ReadonlySet<string>;
  readonly findings: readonly AuditFinding[];
}

/** Enough for a person to begin with; a day that lost a thousand events needs no list of them. */
const FINDINGS_MAX = 50;
const READS_AT_ONCE = 25;

interface AuditDeps {
  readonly store: Store;
  readonly blobs: BlobStore;
}

/**
 * Holds the table against the published root of a day: the root against its own hash and the one before, each file
 * against the root, each event against its file. An event that was edited, deleted or cut off the end of its
 * history shows, whatever else was made to fit.
 */
export async function verifyDay(deps: AuditDeps, day: AuditDay): Promise<DayVerification> {
  const root = await readRoot(deps.blobs, day);
  if (root === undefined)
    return { day, root: undefined, events: 0, streams: new Set(), findings: [{ kind: "root_missing", day }] };
  const findings: AuditFinding[] = [...(await rootFindings(deps.blobs, root))];
  const streams = new Set<string>();
  let events = 0;
  for (const chunk of root.chunks) {
    if (findings.length >= FINDINGS_MAX) break;
    const leaves = await readChunk(deps.blobs, chunk);
    if (!Array.isArray(leaves)) {
      findings.push({ kind: leaves, key: chunk.key });
      continue;
    }
    events += leaves.length;
    for (const { stream } of leaves) streams.add(stream);
    findings.push(...(await eventFindings(deps.store, leaves)));
  }
  return { day, root: root.root, events, streams, findings: findings.slice(0, FINDINGS_MAX) };
}

async function rootFindings(blobs: BlobStore, published: DailyRoot): Promise<readonly AuditFinding[]> {
  const { root, ...rest } = published;
  const { day, previous } = published;
  const isChanged = rootHashOf(rest) !== root;
  const before = previous === null ? undefined : await readRoot(blobs, previous.day);
  return [
    ...(isChanged ? [{ kind: "root_changed", day } as const] : []),
    ...(previous !== null && before?.root !== previous.root
      ? [{ kind: "previous_root_changed", day: previous.day } as const]
      : []),
  ];
}

async function readChunk(
  blobs: BlobStore,
  { key, sha256 }: AuditChunk,
): Promise<AuditLeaf[] | "file_missing" | "file_changed"> {
  const blob = await blobs.get(key);
  if (blob === undefined) return "file_missing";
  if (sha256Hex(blob.bytes) !== sha256) return "file_changed";
  return [...leavesOfText(new TextDecoder().decode(blob.bytes))];
}

async function eventFindings(store: Store, leaves: readonly AuditLeaf[]): Promise<readonly AuditFinding[]> {
  const findings: AuditFinding[] = [];
  for (let at = 0; at < leaves.length && findings.length < FINDINGS_MAX; at += READS_AT_ONCE) {
    const some = leaves.slice(at, at + READS_AT_ONCE);
    const kinds = await Promise.all(some.map((leaf) => eventFinding(store, leaf)));
    for (const [i, kind] of kinds.entries()) {
      const leaf = some[i];
      if (kind === undefined || leaf === undefined) continue;
      const { stream, aggregate, version } = leaf;
      findings.push({ kind, stream, aggregate, version });
    }
  }
  return findings;
}

async function eventFinding(
  store: Store,
  leaf: AuditLeaf,
): Promise<"event_missing" | "event_changed" | undefined> {
  const item = await store.get(keyOfLeaf(leaf));
  if (item === undefined) return "event_missing";
  const { hash, ...unhashed } = parseEvent(item);
  return hash === leaf.hash && hashOf(unhashed) === hash ? undefined : "event_changed";
}
