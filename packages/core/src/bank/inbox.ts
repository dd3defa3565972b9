import { z } from "zod";
import { append } from "../audit/event.ts";
import { type PartnerId, partnerIdSchema } from "../identity/actor.ts";
import { derivedIdPart, sha256Hex } from "../kernel/id.ts";
import { instantSchema } from "../kernel/instant.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";

const base = {
  partnerId: partnerIdSchema,
  /** The sender's `webhook-id`: what it is deduplicated on, for ever. */
  webhookId: z.string(),
  bodyHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The exact bytes, base64. */
  body: z.string(),
  headers: z.record(z.string(), z.string()),
  /** The key of the partner that verified it. */
  keyId: z.string(),
  receivedAt: instantSchema,
  receivedWall: instantSchema,
};

/** A believed message of a bank, as it came: evidence of what the bank said, and when. */
export const inboxEntrySchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("stored") }),
  z.strictObject({ ...base, status: z.literal("applied"), outcome: z.string(), appliedAt: instantSchema }),
]);
export type InboxEntry = Readonly<z.infer<typeof inboxEntrySchema>>;

interface InboxAddress {
  readonly partnerId: PartnerId;
  readonly webhookId: string;
}

export const inboxKey = ({ partnerId, webhookId }: InboxAddress): Key => ({
  pk: `INBOX#${partnerId}#${webhookId}`,
  sk: "STATE",
});

/** Where the evidence of an inbox entry is, in words. */
export const inboxEvidence = ({ partnerId, webhookId }: InboxAddress): string =>
  `inbox:${partnerId}:${webhookId}`;

/** SHA-256 of a raw body. */
export const bodyHashOf = (body: Uint8Array): string => sha256Hex(body);

const LIST_DAYS_CHARACTERS = 10;

/** The write that takes a message in, once for ever. */
export const putInboxEntry = (entry: InboxEntry): Write => ({
  Put: {
    Item: {
      ...inboxKey(entry),
      ...entry,
      listPk: `INBOX#${entry.partnerId}#${entry.receivedAt.slice(0, LIST_DAYS_CHARACTERS)}`,
      listSk: `${entry.receivedAt}#${entry.webhookId}`,
    },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

const parseEntry = (item: StoredItem): InboxEntry => {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...entry } = item;
  return inboxEntrySchema.parse(entry);
};

/** The entry, read strongly. */
export async function loadInboxEntry(store: Store, address: InboxAddress): Promise<InboxEntry | undefined> {
  const item = await store.get(inboxKey(address));
  return item && parseEntry(item);
}

/** Notes what the message did; the message itself is never touched. */
export const markApplied = (
  entry: InboxEntry,
  { outcome, at }: { outcome: string; at: InboxEntry["receivedAt"] },
): Write => ({
  Update: {
    Key: inboxKey(entry),
    UpdateExpression: "SET #status = :applied, outcome = :outcome, appliedAt = :at",
    ConditionExpression: "#status = :stored",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: { ":applied": "applied", ":stored": "stored", ":outcome": outcome, ":at": at },
  },
});

/**
 * Keeps a second message that came under a used `webhook-id` with another body, and raises the alarm. The same one
 * again is kept once.
 */
export function conflictWrites(entry: InboxEntry): { writes: Writes } {
  const id = `inc_${derivedIdPart([entry.partnerId, entry.webhookId, entry.bodyHash])}`;
  const { write } = append({
    id,
    previous: undefined,
    happening: {
      kind: "bank.webhook_id_reused",
      actor: entry.partnerId,
      at: entry.receivedAt,
      data: { partner: entry.partnerId, webhookId: entry.webhookId, bodyHash: entry.bodyHash },
    },
  });
  return {
    writes: {
      conflict: {
        Put: {
          Item: { ...inboxKey(entry), ...entry, sk: `CONFLICT#${entry.bodyHash}` },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
      event: write,
    },
  };
}
