import { type PartnerId, partnerIdSchema } from "../identity/actor.ts";
import { listSharded, listShardOf, listShardsOf } from "../kernel/sharded-list.ts";
import type { Key, Store, StoredItem, Write } from "../kernel/store.ts";
import { type Partner, partnerSchema } from "./partner.ts";

const LIST = "PARTNER";
const LIST_SHARDS = 1; // a handful of banks

export const partnerKey = (id: PartnerId): Key => ({ pk: `PARTNER#${id}`, sk: "STATE" });
const clientKey = (clientId: string): Key => ({ pk: `PARTNERCLIENT#${clientId}`, sk: "STATE" });

const parsePartner = (item: StoredItem): Partner => {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...partner } = item;
  return partnerSchema.parse(partner);
};

/** The partner, read strongly. */
export async function loadPartner(store: Store, id: PartnerId): Promise<Partner | undefined> {
  const item = await store.get(partnerKey(id));
  return item && parsePartner(item);
}

/** The partner whose machines sign in as `clientId`. */
export async function partnerOfClient(store: Store, clientId: string): Promise<PartnerId | undefined> {
  const item = await store.get(clientKey(clientId));
  return item && partnerIdSchema.parse(item.partnerId);
}

/** The write of `next`: refused when it exists already, or when anybody changed it since `previous` was read. */
export function putPartner(next: Partner, previous?: Partner): Write {
  const Item = {
    ...partnerKey(next.id),
    ...next,
    listPk: listShardOf(LIST, LIST_SHARDS, next.id),
    listSk: `${next.createdAt}#${next.id}`,
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

/** Binds a machine client to its partner, once. */
export const putPartnerClient = (partner: Partner): Write => ({
  Put: {
    Item: { ...clientKey(partner.clientId), partnerId: partner.id },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

const PARTNERS_MAX = 100;

/** Every partner, oldest first. */
export async function listPartners(store: Store): Promise<readonly Partner[]> {
  const { items } = await listSharded(store, {
    partitions: listShardsOf(LIST, LIST_SHARDS),
    limit: PARTNERS_MAX,
  });
  return items.map(parsePartner);
}
