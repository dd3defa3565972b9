import { append } from "../audit/event.ts";
import type { EnterpriseId } from "../identity/actor.ts";
import type { Json } from "../kernel/canonical-json.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { listSharded, listShardOf, listShardsOf } from "../kernel/sharded-list.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { type Enterprise, type EnterpriseStatus, enterpriseSchema } from "./enterprise.ts";
import { isEnterpriseTransition } from "./enterprise-transition.ts";

/** Partitions of the list of enterprises in one state. */
const BOARD_SHARDS = 4;
const PAGE_MAX = 100;

export const enterpriseKey = (id: EnterpriseId): Key => ({ pk: `ENTERPRISE#${id}`, sk: "STATE" });
const boardOf = (status: EnterpriseStatus): string => `ENTERPRISES#${status}`;

function parseEnterprise(item: StoredItem): Enterprise {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...enterprise } = item;
  return enterpriseSchema.parse(enterprise);
}

/** The file of an enterprise, read strongly. */
export async function loadEnterprise(store: Store, id: EnterpriseId): Promise<Enterprise | undefined> {
  const item = await store.get(enterpriseKey(id));
  return item === undefined ? undefined : parseEnterprise(item);
}

const putEnterprise = (next: Enterprise, previous?: Enterprise): Write => ({
  Put: {
    Item: {
      ...enterpriseKey(next.id),
      ...next,
      listPk: listShardOf(boardOf(next.status), BOARD_SHARDS, next.id),
      listSk: `${next.changedAt}#${next.id}`,
    },
    ...(previous === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "version = :previous",
          ExpressionAttributeValues: { ":previous": previous.version },
        }),
  },
});

/**
 * Records one change of an enterprise: its item and its event, as the writes `enterprise` and `enterprise-event`.
 * A state change that the machine does not have is a bug.
 */
export function enterpriseChange(change: {
  previous: Enterprise | undefined;
  next: Enterprise;
  kind: string;
  actor: string;
  at: Instant;
  data?: Readonly<Record<string, Json>>;
}): { enterprise: Enterprise; writes: Writes } {
  const { previous, next, kind, actor, at, data = {} } = change;
  invariant(
    previous === undefined ||
      previous.status === next.status ||
      isEnterpriseTransition({ from: previous.status, to: next.status }),
    `no transition from ${previous?.status} to ${next.status}`,
  );
  const { version, eventHash, write } = append({
    id: next.id,
    previous,
    happening: { kind, actor, at, data: { status: next.status, ...data } },
  });
  const enterprise: Enterprise = { ...next, changedAt: at, version, eventHash };
  return {
    enterprise,
    writes: { enterprise: putEnterprise(enterprise, previous), "enterprise-event": write },
  };
}

/** Enterprises in one state, longest unchanged first; from the index, for people to look at. */
export async function listEnterprises(
  store: Store,
  options: { status: EnterpriseStatus; limit: number; after?: string | undefined },
): Promise<{ items: readonly Enterprise[]; next?: string | undefined }> {
  const page = await listSharded(store, {
    partitions: listShardsOf(boardOf(options.status), BOARD_SHARDS),
    limit: Math.min(options.limit, PAGE_MAX),
    after: options.after,
  });
  return { items: page.items.map(parseEnterprise), next: page.next };
}

/** For a commit: the enterprise is verified at this moment, neither suspended nor anything else. */
export const enterpriseStillVerified = (id: EnterpriseId): Write => ({
  ConditionCheck: {
    Key: enterpriseKey(id),
    ConditionExpression: "#status = :verified",
    ExpressionAttributeNames: { "#status": "status" },
    ExpressionAttributeValues: { ":verified": "verified" },
  },
});

const registryKey = (number: { scheme: string; normalized: string }, id: EnterpriseId): Key => ({
  pk: `REGISTRY#${number.scheme}#${number.normalized}`,
  sk: id,
});

/** Makes an application findable by its registry number; the same again changes nothing. */
export const putRegistryNumber = (
  number: { scheme: string; normalized: string },
  enterpriseId: EnterpriseId,
): Write => ({
  Put: {
    Item: { ...registryKey(number, enterpriseId), enterpriseId },
    ConditionExpression: "attribute_not_exists(pk) OR enterpriseId = :same",
    ExpressionAttributeValues: { ":same": enterpriseId },
  },
});

const SAME_NUMBER_MAX = 50;

/** Enterprises that have applied with this registry number: more than one is something for a person to look at. */
export async function enterprisesWithNumber(
  store: Store,
  number: { scheme: string; normalized: string },
): Promise<readonly string[]> {
  const { items } = await store.query({
    pk: `REGISTRY#${number.scheme}#${number.normalized}`,
    limit: SAME_NUMBER_MAX,
  });
  return items.flatMap(({ sk }) => (typeof sk === "string" ? [sk] : []));
}
