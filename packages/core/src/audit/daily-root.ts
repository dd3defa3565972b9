import { z } from "zod";
import { type BlobStore, blobKeySchema } from "../kernel/blob-store.ts";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { sha256Hex } from "../kernel/id.ts";
import { addMs, DAY_MS, type Instant, instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Key, Store } from "../kernel/store.ts";
import { type AuditDay, auditChunkSchema, auditDayOf, auditDaySchema, listChunks } from "./audit-chunk.ts";

/** The root of one day: every file of leaves by its hash, tied to the root of the day before that had events. */
export const dailyRootSchema = z.strictObject({
  day: auditDaySchema,
  events: z.int().min(1),
  chunks: z.array(auditChunkSchema).min(1),
  previous: z.strictObject({ day: auditDaySchema, root: z.string() }).nullable(),
  root: z.string().regex(/^[0-9a-f]{64}$/),
});
export type DailyRoot = Readonly<z.infer<typeof dailyRootSchema>>;

/** The hash over everything else of a root; recomputable by anyone who holds the document. */
export const rootHashOf = (root: Omit<DailyRoot, "root">): string => sha256Hex(canonicalJson(root));

const ROOT_TYPE = "application/json";
const rootBlobKey = (day: AuditDay) => blobKeySchema.parse(`roots/${day}`);

/** The published root of a day; `undefined` where none is. */
export async function readRoot(blobs: BlobStore, day: AuditDay): Promise<DailyRoot | undefined> {
  const blob = await blobs.get(rootBlobKey(day));
  return blob === undefined
    ? undefined
    : dailyRootSchema.parse(JSON.parse(new TextDecoder().decode(blob.bytes)));
}

const progressSchema = z.object({
  closedThrough: auditDaySchema,
  last: z.strictObject({ day: auditDaySchema, root: z.string() }).nullable(),
});
type Progress = z.infer<typeof progressSchema>;

const PROGRESS: Key = { pk: "ROOTS", sk: "STATE" };

async function loadProgress(store: Store): Promise<Progress | undefined> {
  const item = await store.get(PROGRESS);
  return item === undefined ? undefined : progressSchema.parse(item);
}

/** Moves on if nobody else did meanwhile. */
async function saveProgress(store: Store, next: Progress, before: Progress | undefined): Promise<boolean> {
  const saved = await store.commit({
    progress: {
      Put: {
        Item: { ...PROGRESS, ...next },
        ...(before === undefined
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "closedThrough = :before",
              ExpressionAttributeValues: { ":before": before.closedThrough },
            }),
      },
    },
  });
  return saved.ok;
}

const startOf = (day: AuditDay): Instant => instantSchema.parse(`${day}T00:00:00.000Z`);
const dayAfter = (day: AuditDay): AuditDay => auditDayOf(addMs(startOf(day), DAY_MS));
const dayBefore = (day: AuditDay): AuditDay => auditDayOf(addMs(startOf(day), -DAY_MS));

interface AuditDeps {
  readonly store: Store;
  readonly blobs: BlobStore;
}

/** Publishes the root of a day that is over, where anybody can read and nobody can replace it. */
async function publishRoot({ store, blobs }: AuditDeps, day: AuditDay, previous: Progress["last"]) {
  const chunks = await listChunks(store, day);
  if (chunks.length === 0) return undefined;
  const events = chunks.reduce((sum, chunk) => sum + chunk.events, 0);
  const unhashed = { day, events, chunks: [...chunks], previous };
  const root: DailyRoot = { ...unhashed, root: rootHashOf(unhashed) };
  const bytes = new TextEncoder().encode(canonicalJson(root));
  const put = await blobs.put(rootBlobKey(day), bytes, { contentType: ROOT_TYPE, sha256: sha256Hex(bytes) });
  invariant(put.ok, `the root of ${day} was published before, with other contents`);
  return root;
}

/** Days that one call closes at most; a platform that stood still for longer goes on with the next. */
const DAYS_MAX = 400;

/**
 * Closes every day that is over and not closed yet: publishes its root and remembers how far it came. A day without
 * events has no root; the next root names the last one there is. Harmless to repeat and to run twice at once.
 * @param now business time; today stays open
 * @returns the roots that this call published
 */
export async function closeDays(deps: AuditDeps, now: Instant): Promise<readonly DailyRoot[]> {
  const yesterday = dayBefore(auditDayOf(now));
  const published: DailyRoot[] = [];
  let before = await loadProgress(deps.store);
  for (let step = 0; step < DAYS_MAX; step++) {
    const day = before === undefined ? yesterday : dayAfter(before.closedThrough);
    if (day > yesterday) break;
    const root = await publishRoot(deps, day, before?.last ?? null);
    const next: Progress = {
      closedThrough: day,
      last: root === undefined ? (before?.last ?? null) : { day, root: root.root },
    };
    if (!(await saveProgress(deps.store, next, before))) break; // another run closes them
    if (root !== undefined) published.push(root);
    before = next;
  }
  return published;
}

/** The published roots, newest first, each found by the link of the one after it; `max` of them at most. */
export async function latestRoots({ store, blobs }: AuditDeps, max: number): Promise<readonly DailyRoot[]> {
  const roots: DailyRoot[] = [];
  let day = (await loadProgress(store))?.last?.day;
  while (day !== undefined && roots.length < max) {
    const root: DailyRoot | undefined = await readRoot(blobs, day);
    if (root === undefined) break;
    roots.push(root);
    day = root.previous?.day;
  }
  return roots;
}
