import { settlementEventSchema, settlementEventText } from "@firstlot/partner-kit/messages";
import { z } from "zod";
import { type PartnerId, partnerIdSchema } from "../identity/actor.ts";
import type { Json } from "../kernel/canonical-json.ts";
import { derivedIdPart, idSchema } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { listSharded, listShardOf, listShardsOf } from "../kernel/sharded-list.ts";
import type { Key, Store, StoredItem, Writes } from "../kernel/store.ts";
import { putWork } from "../work/work-item.ts";

export const messageIdSchema = idSchema("msg", "MessageId");
export type MessageId = z.infer<typeof messageIdSchema>;

/** What a partner may subscribe to; `endpoint.challenge` goes to the endpoint that is being verified alone. */
export const EVENT_TYPES = [
  "settlement.instruction.created",
  "settlement.instruction.cancelled",
  "settlement.batch.created",
  "campaign.funded",
  "campaign.failed",
  "endpoint.ping",
] as const;
export const eventTypeSchema = z.enum(EVENT_TYPES);
export type EventType = z.infer<typeof eventTypeSchema>;

/** A message to a bank partner, immutable: `body` is the exact text of every delivery, its id the `webhook-id`. */
export const messageSchema = z.strictObject({
  id: messageIdSchema,
  partnerId: partnerIdSchema,
  type: eventTypeSchema,
  objectId: z.string(),
  /** Grows with each message about the object, so that a receiver can drop a stale one. */
  sequence: z.int().min(1),
  /** Set when the message is for one endpoint only (a ping). */
  endpointId: z.string().optional(),
  body: z.string().max(4_000),
  at: instantSchema,
});
export type Message = Readonly<z.infer<typeof messageSchema>>;

const LIST_SHARDS = 4;
const listBase = (partnerId: PartnerId): string => `MESSAGE#${partnerId}`;

export const messageKey = (id: MessageId): Key => ({ pk: `MESSAGE#${id}`, sk: "STATE" });

/** The id of a message: the same cause is the same message, however often it is published. */
export const messageIdOf = (cause: {
  partnerId: PartnerId;
  type: EventType;
  objectId: string;
  sequence: number;
}): MessageId =>
  messageIdSchema.parse(
    `msg_${derivedIdPart([cause.partnerId, cause.type, cause.objectId, String(cause.sequence)])}`,
  );

/**
 * Publishes a message to a partner's endpoints: the message and the work that fans it out, both part of the
 * transaction of their cause. `data` is checked against partner-kit's schema of `type`; `sequence` is added to it.
 */
export function publishWebhook(options: {
  partnerId: PartnerId;
  type: EventType;
  objectId: string;
  sequence: number;
  data: Readonly<Record<string, Json>>;
  at: Instant;
  /** One endpoint instead of all (a ping). */
  endpointId?: string;
}): Writes {
  const { data, endpointId, ...about } = options;
  const { partnerId, type, sequence, at } = about;
  const id = messageIdOf(about);
  const body = settlementEventText(
    settlementEventSchema.parse({ type, timestamp: at, data: { ...data, sequence } }),
  );
  const message: Message = { id, ...about, body, ...(endpointId === undefined ? {} : { endpointId }) };
  const Item = {
    ...messageKey(id),
    ...message,
    listPk: listShardOf(listBase(partnerId), LIST_SHARDS, id),
    listSk: `${at}#${id}`,
  };
  return {
    [`message:${id}`]: { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } },
    [`publish:${id}`]: putWork({ kind: "webhook.publish", ref: id, dueAt: at, cause: [id] }),
  };
}

const parseMessage = (item: StoredItem): Message => {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...message } = item;
  return messageSchema.parse(message);
};

/** The message, read strongly. */
export async function loadMessage(store: Store, id: MessageId): Promise<Message | undefined> {
  const item = await store.get(messageKey(id));
  return item && parseMessage(item);
}

/**
 * A partner's messages in the order of time: what polling answers.
 * @param options.after the `next` of the page before
 * @param options.from messages from this instant on
 */
export async function listMessages(
  store: Store,
  options: { partnerId: PartnerId; limit: number; after?: string | undefined; from?: Instant },
): Promise<{ messages: readonly Message[]; next?: string | undefined }> {
  const { partnerId, limit, from } = options;
  const { items, next } = await listSharded(store, {
    partitions: listShardsOf(listBase(partnerId), LIST_SHARDS),
    limit,
    after: options.after ?? from,
  });
  return { messages: items.map(parseMessage), next };
}
