import { z } from "zod";
import { type BlobStore, blobKeySchema } from "../kernel/blob-store.ts";
import { sha256Hex } from "../kernel/id.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Key, Store, StoredItem } from "../kernel/store.ts";
import { leafOf, textOfLeaves } from "./audit-leaf.ts";
import type { Event } from "./event.ts";

/** A day of the calendar in UTC: `2026-11-24`. */
export const auditDaySchema = z.iso.date().brand<"AuditDay">();
export type AuditDay = z.infer<typeof auditDaySchema>;

const DAY_CHARACTERS = 10;
const HOUR_CHARACTERS = 2;

/** The day of an instant, UTC. */
export const auditDayOf = (at: Instant): AuditDay => auditDaySchema.parse(at.slice(0, DAY_CHARACTERS));

const hourOf = (at: Instant): string => at.slice(DAY_CHARACTERS + 1, DAY_CHARACTERS + 1 + HOUR_CHARACTERS);

/** A file of leaves that the change stream brought within one hour; `key` ends with the hash of its bytes. */
export const auditChunkSchema = z.strictObject({
  key: blobKeySchema,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  hour: z.string().regex(/^([01]\d|2[0-3])$/),
  events: z.int().min(1),
});
export type AuditChunk = Readonly<z.infer<typeof auditChunkSchema>>;

const LEAVES_TYPE = "application/x-ndjson";

const chunkPartition = (day: AuditDay): string => `AUDIT#${day}`;
const chunkKey = (day: AuditDay, { hour, sha256 }: AuditChunk): Key => ({
  pk: chunkPartition(day),
  sk: `CHUNK#${hour}#${sha256}`,
});

/**
 * Writes what the stream brought into the audit log: one immutable file below the day and the hour, named by the hash
 * of its bytes, and a row that finds it. The same events again make the same file and row.
 * @param at business time; the hour that the file belongs to, so that an hour that is over gets no more
 */
export async function keepLeaves(
  deps: { readonly store: Store; readonly blobs: BlobStore },
  events: readonly Event[],
  at: Instant,
): Promise<AuditChunk | undefined> {
  if (events.length === 0) return undefined;
  const day = auditDayOf(at);
  const hour = hourOf(at);
  const text = textOfLeaves(events.map(leafOf));
  const bytes = new TextEncoder().encode(text);
  const sha256 = sha256Hex(bytes);
  const key = blobKeySchema.parse(`audit/${day}/${hour}/${sha256}`);
  const chunk: AuditChunk = { key, sha256, hour, events: text.split("\n").length - 1 };
  const stored = await deps.blobs.put(key, bytes, { contentType: LEAVES_TYPE, sha256 });
  invariant(stored.ok, "a file that is named by its hash has one content");
  await deps.store.commit({
    chunk: {
      Put: {
        Item: { ...chunkKey(day, chunk), ...chunk },
        ConditionExpression: "attribute_not_exists(pk)", // refused when the same events came before
      },
    },
  });
  return chunk;
}

const CHUNKS_PAGE = 1_000;

/** Every file of a day in the order of hours, read strongly. */
export async function listChunks(store: Store, day: AuditDay): Promise<readonly AuditChunk[]> {
  const chunks: AuditChunk[] = [];
  let after: StoredItem | undefined;
  do {
    const page = await store.query({
      pk: chunkPartition(day),
      beginsWith: "CHUNK#",
      limit: CHUNKS_PAGE,
      after,
    });
    for (const { pk: _pk, sk: _sk, ...chunk } of page.items) chunks.push(auditChunkSchema.parse(chunk));
    after = page.next;
  } while (after !== undefined);
  return chunks;
}
