import { z } from "zod";
import { append } from "../audit/event.ts";
import type { Json } from "../kernel/canonical-json.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Key, Page, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { dueAttributes } from "../work/due.ts";
import {
  BUCKETS,
  mayBecome,
  type Pledge,
  type PledgeId,
  pledgeIdSchema,
  pledgeSchema,
  pledgeStream,
} from "./pledge.ts";

/** The item whose existence is the identity of the command that reserved. */
export const pledgeKey = (id: PledgeId): Key => ({ pk: `PLEDGE#${id}`, sk: "STATE" });

/** A pledge as stored, its keys taken off. */
function parsePledge(item: StoredItem): Pledge {
  const { pk: _pk, sk: _sk, duePk: _duePk, dueSk: _dueSk, ...pledge } = item;
  return pledgeSchema.parse(pledge);
}

/** The pledge, read strongly. */
export async function loadPledge(store: Store, id: PledgeId): Promise<Pledge | undefined> {
  const item = await store.get(pledgeKey(id));
  return item === undefined ? undefined : parsePledge(item);
}

/** A reserved pledge is due at its `payBy`: the item carries that itself, so that no second item waits for it. */
function putPledge(next: Pledge, previous: Pledge | undefined): Write {
  const key = pledgeKey(next.id);
  const due = next.status === "reserved" ? dueAttributes(key.pk, next.payBy) : {};
  const Item = { ...key, ...next, ...due };
  if (previous === undefined) return { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } };
  return {
    Put: {
      Item,
      ConditionExpression: "version = :previous AND #status = :status AND refundableMinor >= :taken",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: {
        ":previous": previous.version,
        ":status": previous.status,
        ":taken": Math.max(0, previous.refundableMinor - next.refundableMinor),
      },
    },
  };
}

/** Names of the writes of one pledge's change in a commit, so that a failure can be read. */
export const pledgeWriteName = (id: PledgeId): string => `pledge:${id}`;

/**
 * Records one change of a pledge: the item and its event. A transition that is not drawn is a bug.
 * @param next the pledge as the transition left it; it takes on the next version here
 */
export function pledgeChange(change: {
  previous: Pledge | undefined;
  next: Pledge;
  kind: string;
  actor: string;
  at: Instant;
  data: Readonly<Record<string, Json>>;
}): { pledge: Pledge; writes: Writes } {
  const { previous, next, kind, actor, at, data } = change;
  invariant(
    previous === undefined ? next.status === "reserved" : mayBecome(previous.status, next.status),
    `no transition of a pledge from ${previous?.status} to ${next.status}`,
  );
  const { version, eventHash, write } = append({
    id: next.id,
    previous,
    happening: { kind, actor, at, data: { campaignId: next.campaignId, backerId: next.backerId, ...data } },
    stream: pledgeStream(next),
  });
  const pledge: Pledge = { ...next, version, eventHash };
  return {
    pledge,
    writes: { [pledgeWriteName(next.id)]: putPledge(pledge, previous), [`event:${next.id}`]: write },
  };
}

const createdSchema = z.object({ aggregate: pledgeIdSchema, version: z.int() });
const EVENTS_PAGE_MAX = 200;

/**
 * The campaign's pledges of one bucket, strongly read from its events: each pledge appears once, with its first
 * event. A page may hold fewer pledges than it read events; `next` says whether there is more.
 * @param options.bucket 0 to 63
 */
export async function listPledges(
  store: Store,
  options: { campaignId: string; bucket: number; limit?: number; after?: StoredItem | undefined },
): Promise<Page<Pledge>> {
  invariant(options.bucket >= 0 && options.bucket < BUCKETS, "a campaign has 64 buckets");
  const page = await store.query({
    pk: `EVENT#${options.campaignId}#${options.bucket}`,
    beginsWith: "plg_",
    limit: Math.min(options.limit ?? EVENTS_PAGE_MAX, EVENTS_PAGE_MAX),
    after: options.after,
  });
  const created = page.items.map((item) => createdSchema.parse(item)).filter(({ version }) => version === 1);
  const pledges = await loadPledges(
    store,
    created.map(({ aggregate }) => aggregate),
  );
  return { items: pledges, next: page.next };
}

const LOADED_TOGETHER = 25;

/** Several pledges, each read strongly, in the order asked; one that is missing is a bug. */
export async function loadPledges(store: Store, ids: readonly PledgeId[]): Promise<readonly Pledge[]> {
  const pledges: Pledge[] = [];
  for (let i = 0; i < ids.length; i += LOADED_TOGETHER) {
    const found = await Promise.all(ids.slice(i, i + LOADED_TOGETHER).map((id) => loadPledge(store, id)));
    for (const pledge of found) {
      invariant(pledge !== undefined, "a listed pledge exists");
      pledges.push(pledge);
    }
  }
  return pledges;
}
