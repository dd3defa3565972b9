import { append } from "../audit/event.ts";
import type { PartnerId } from "../identity/actor.ts";
import type { Json } from "../kernel/canonical-json.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { ENDPOINTS_MAX, type Endpoint, type EndpointId, endpointSchema } from "./endpoint.ts";

interface EndpointAddress {
  readonly partnerId: PartnerId;
  readonly id: EndpointId;
}

/** An endpoint lives under its partner: another partner's is not found. */
export const endpointKey = ({ partnerId, id }: EndpointAddress): Key => ({
  pk: `ENDPOINT#${partnerId}`,
  sk: id,
});

const parseEndpoint = ({ pk: _pk, sk: _sk, ...endpoint }: StoredItem): Endpoint =>
  endpointSchema.parse(endpoint);

/** The endpoint, read strongly. */
export async function loadEndpoint(store: Store, address: EndpointAddress): Promise<Endpoint | undefined> {
  const item = await store.get(endpointKey(address));
  return item && parseEndpoint(item);
}

/** Every endpoint of a partner, read strongly; there are few. */
export async function listEndpoints(store: Store, partnerId: PartnerId): Promise<readonly Endpoint[]> {
  const { items } = await store.query({ pk: `ENDPOINT#${partnerId}`, limit: 2 * ENDPOINTS_MAX });
  return items.map(parseEndpoint);
}

function putEndpoint(next: Endpoint, previous?: Endpoint): Write {
  const Item = { ...endpointKey(next), ...next };
  if (!previous) return { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } };
  return {
    Put: {
      Item,
      ConditionExpression: "version = :previous",
      ExpressionAttributeValues: { ":previous": previous.version },
    },
  };
}

/** Writes an endpoint with the event of its change. Notices read `endpoint.failing` and `endpoint.disabled`. */
export function changeEndpoint<T extends Endpoint>(options: {
  previous: Endpoint | undefined;
  next: T;
  kind: string;
  actor: string;
  at: Instant;
  data?: Readonly<Record<string, Json>>;
}): { next: T; writes: Writes } {
  const { previous, kind, actor, at, data = {} } = options;
  const { version, eventHash, write } = append({
    id: options.next.id,
    previous,
    happening: { kind, actor, at, data: { partner: options.next.partnerId, ...data } },
  });
  const next = { ...options.next, version, eventHash };
  return {
    next,
    writes: {
      [`endpoint:${next.id}`]: putEndpoint(next, previous),
      [`event:${next.id}:${version}`]: write,
    },
  };
}
