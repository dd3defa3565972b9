import type { PartnerId } from "../identity/actor.ts";
import type { Instant } from "../kernel/instant.ts";
import { listSharded, listShardOf, listShardsOf } from "../kernel/sharded-list.ts";
import type { Key, Store, StoredItem, Write } from "../kernel/store.ts";
import { type Attempt, attemptSchema, type Delivery, type DeliveryId, deliverySchema } from "./delivery.ts";
import type { EndpointId } from "./endpoint.ts";

const LIST_SHARDS = 4;
const listBase = (endpointId: EndpointId): string => `DELIVERY#${endpointId}`;
const partitionOf = (id: DeliveryId): string => `DELIVERY#${id}`;

export const deliveryKey = (id: DeliveryId): Key => ({ pk: partitionOf(id), sk: "STATE" });

const parseDelivery = (item: StoredItem): Delivery => {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...delivery } = item;
  return deliverySchema.parse(delivery);
};

/** The delivery, read strongly. */
export async function loadDelivery(store: Store, id: DeliveryId): Promise<Delivery | undefined> {
  const item = await store.get(deliveryKey(id));
  return item && parseDelivery(item);
}

/** A partner's own delivery; another's is not found. */
export async function loadDeliveryOf(
  store: Store,
  { partnerId, id }: { partnerId: PartnerId; id: DeliveryId },
): Promise<Delivery | undefined> {
  const delivery = await loadDelivery(store, id);
  return delivery?.partnerId === partnerId ? delivery : undefined;
}

/** The write of `next`: refused when it exists already, or when anybody changed it since `previous` was read. */
export function putDelivery(next: Delivery, previous?: Delivery): Write {
  const Item = {
    ...deliveryKey(next.id),
    ...next,
    listPk: listShardOf(listBase(next.endpointId), LIST_SHARDS, next.id),
    listSk: `${next.createdAt}#${String(next.sequence).padStart(8, "0")}#${next.id}`,
  };
  if (!previous) return { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } };
  return {
    Put: {
      Item,
      ConditionExpression: "version = :previous",
      ExpressionAttributeValues: { ":previous": previous.version },
    },
  };
}

const ATTEMPT_DIGITS = 4;

/** Appends an attempt to the log. */
export const putAttempt = (attempt: Attempt): Write => ({
  Put: {
    Item: {
      pk: partitionOf(attempt.deliveryId),
      sk: `ATTEMPT#${String(attempt.number).padStart(ATTEMPT_DIGITS, "0")}`,
      ...attempt,
    },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

const ATTEMPTS_SHOWN_MAX = 100;

/** The attempts of a delivery, newest first. */
export async function listAttempts(store: Store, id: DeliveryId): Promise<readonly Attempt[]> {
  const { items } = await store.query({
    pk: partitionOf(id),
    beginsWith: "ATTEMPT#",
    newestFirst: true,
    limit: ATTEMPTS_SHOWN_MAX,
  });
  return items.map(({ pk: _pk, sk: _sk, ...attempt }) => attemptSchema.parse(attempt));
}

/** An endpoint's deliveries by time: the log newest first, a recovery oldest first and from a moment on. */
export async function listDeliveries(
  store: Store,
  options: {
    endpointId: EndpointId;
    newestFirst?: boolean;
    from?: Instant | undefined;
    limit: number;
    after?: string | undefined;
  },
): Promise<{ deliveries: readonly Delivery[]; next?: string | undefined }> {
  const { endpointId, from, after, ...page } = options;
  const { items, next } = await listSharded(store, {
    partitions: listShardsOf(listBase(endpointId), LIST_SHARDS),
    after: after ?? (page.newestFirst === true ? undefined : from),
    ...page,
  });
  return { deliveries: items.map(parseDelivery), next };
}
