import { z } from "zod";
import { canonicalJson, type Json } from "../kernel/canonical-json.ts";
import { derivedIdPart, sha256Hex } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import type { Store, StoredItem, Write } from "../kernel/store.ts";

/** What every aggregate carries so that its events form a chain. `version` counts its changes from 1. */
export interface Chained {
  readonly id: string;
  readonly version: number;
  readonly eventHash: string;
}

/** One change, in the words of product.md. `data` holds ids, codes, amounts and hashes: never personal data. */
export interface Happening {
  /** Past tense, dotted: `campaign.submitted`. */
  readonly kind: string;
  readonly actor: string;
  readonly at: Instant;
  readonly data: Readonly<Record<string, Json>>;
}

/** Facts of a change; a record of JSON. */
const dataSchema = z.record(z.string(), z.json());

export const eventSchema = z.strictObject({
  id: z.string().regex(/^evt_/),
  aggregate: z.string(),
  stream: z.string(),
  version: z.int().min(1),
  kind: z.string(),
  actor: z.string(),
  at: instantSchema,
  data: dataSchema,
  prevHash: z.string(),
  hash: z.string(),
});

/** An append-only record of one change: history, audit trail and outbox in one. */
export type Event = Readonly<z.infer<typeof eventSchema>>;

/** The hash that ties an event to the one before it; recomputable by anyone who holds the events. */
export const hashOf = (event: Omit<Event, "hash">): string => sha256Hex(canonicalJson(event));

const VERSION_DIGITS = 8;
/** Where an event is written, once and for ever. */
export const eventKey = ({
  stream,
  aggregate,
  version,
}: {
  stream: string;
  aggregate: string;
  version: number;
}) => ({
  pk: `EVENT#${stream}`,
  sk: `${aggregate}#${String(version).padStart(VERSION_DIGITS, "0")}`,
});

/**
 * The next event of an aggregate: its write, and the `version` and `eventHash` that the aggregate takes on.
 * @param previous the aggregate as it was read; `undefined` when this event creates it
 * @param stream partition of the events; the aggregate's own id unless many share one (pledges: campaign and bucket)
 */
export function append(options: {
  id: string;
  previous: Chained | undefined;
  happening: Happening;
  stream?: string;
}): { version: number; eventHash: string; event: Event; write: Write } {
  const { id, previous, happening } = options;
  const version = (previous?.version ?? 0) + 1;
  const unhashed = {
    id: `evt_${derivedIdPart([id, String(version)])}`,
    aggregate: id,
    stream: options.stream ?? id,
    version,
    ...happening,
    data: dataSchema.parse(happening.data),
    prevHash: previous?.eventHash ?? "",
  };
  const event = { ...unhashed, hash: hashOf(unhashed) };
  const Item = { ...eventKey(event), ...event };
  return {
    version,
    eventHash: event.hash,
    event,
    write: { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } },
  };
}

/** An event as stored, its keys taken off. */
export function parseEvent(item: StoredItem): Event {
  const { pk: _pk, sk: _sk, ...event } = item;
  return eventSchema.parse(event);
}

const HISTORY_PAGE = 200;

/** The events of one aggregate in order, strongly read, one bounded page at a time. */
export async function history(
  store: Store,
  options: { id: string; stream?: string; after?: StoredItem | undefined },
): Promise<{ events: readonly Event[]; next?: StoredItem | undefined }> {
  const page = await store.query({
    pk: `EVENT#${options.stream ?? options.id}`,
    beginsWith: `${options.id}#`,
    limit: HISTORY_PAGE,
    after: options.after,
  });
  return { events: page.items.map(parseEvent), next: page.next };
}

/** The first event whose hash, link or number does not fit, or `undefined` when the chain is whole. */
export function firstBreak(events: readonly Event[]): Event | undefined {
  let prevHash = "";
  let version = 0;
  for (const event of events) {
    const { hash, ...unhashed } = event;
    if (event.version !== version + 1 || event.prevHash !== prevHash || hashOf(unhashed) !== hash)
      return event;
    prevHash = hash;
    version = event.version;
  }
  return undefined;
}
