import { z } from "zod";
import { append } from "../audit/event.ts";
import { type PartnerId, partnerIdSchema } from "../identity/actor.ts";
import { canonicalJson, type Json } from "../kernel/canonical-json.ts";
import { derivedIdPart, idSchema } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { listSharded, listShardOf, listShardsOf } from "../kernel/sharded-list.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";

export const quarantineIdSchema = idSchema("qua", "QuarantineId");
export type QuarantineId = z.infer<typeof quarantineIdSchema>;

const person = z.strictObject({ userId: z.string(), personId: z.string(), at: instantSchema });

const base = {
  id: quarantineIdSchema,
  partnerId: partnerIdSchema,
  /** Why it was not applied: `another_amount`, `rejected_after_settled`, … */
  reason: z.string(),
  /** The object it is about, if it names one. */
  ref: z.string().optional(),
  /** Where the kept request is. */
  evidence: z.string(),
  /** What the bank said, as it was understood. */
  fact: z.json(),
  at: instantSchema,
  version: z.int().min(1),
  eventHash: z.string(),
};

/** A bank's word that contradicts the books: nothing was moved, two persons close it. */
export const quarantinedSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("open") }),
  z.strictObject({ ...base, status: z.literal("proposed"), note: z.string(), proposedBy: person }),
  z.strictObject({
    ...base,
    status: z.literal("closed"),
    note: z.string(),
    proposedBy: person,
    closedBy: person,
  }),
]);
export type Quarantined = Readonly<z.infer<typeof quarantinedSchema>>;

const LIST_SHARDS = 2;
const listBase = (status: Quarantined["status"]): string => `QUARANTINE#${status}`;
export const quarantineKey = (id: QuarantineId): Key => ({ pk: `QUARANTINE#${id}`, sk: "STATE" });

function putQuarantined(next: Quarantined, previous?: Quarantined): Write {
  const Item = {
    ...quarantineKey(next.id),
    ...next,
    listPk: listShardOf(listBase(next.status), LIST_SHARDS, next.id),
    listSk: `${next.at}#${next.id}`,
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

const parseQuarantined = (item: StoredItem): Quarantined => {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...quarantined } = item;
  return quarantinedSchema.parse(quarantined);
};

/** Keeps what a bank said for two persons; the same word twice is one item. */
export function quarantine(options: {
  partnerId: PartnerId;
  reason: string;
  ref?: string;
  evidence: string;
  fact: Json;
  at: Instant;
  actor: string;
}): { quarantined: Quarantined; writes: Writes } {
  const { actor, fact: said, ...about } = options;
  const fact = z.json().parse(said);
  const id = quarantineIdSchema.parse(
    `qua_${derivedIdPart([about.partnerId, about.reason, about.evidence, canonicalJson(fact)])}`,
  );
  const { version, eventHash, write } = append({
    id,
    previous: undefined,
    happening: {
      kind: "bank.fact_quarantined",
      actor,
      at: about.at,
      data: {
        partner: about.partnerId,
        reason: about.reason,
        ref: about.ref ?? null,
        evidence: about.evidence,
      },
    },
  });
  const quarantined: Quarantined = { ...about, id, fact, version, eventHash, status: "open" };
  return {
    quarantined,
    writes: { [`quarantine:${id}`]: putQuarantined(quarantined), [`event:${id}:${version}`]: write },
  };
}

/** Why a quarantined word is not closed. */
export type QuarantineRefusal = Readonly<
  { kind: "quarantine_status"; status: Quarantined["status"] } | { kind: "same_person" }
>;

interface Deciding {
  readonly userId: string;
  readonly personId: string;
  readonly at: Instant;
}

/** The first person says what was found out. */
export const proposeClosing = (
  quarantined: Quarantined,
  { note, by }: { note: string; by: Deciding },
): Result<Quarantined, QuarantineRefusal> =>
  quarantined.status === "open"
    ? ok({ ...quarantined, status: "proposed", note, proposedBy: by })
    : err({ kind: "quarantine_status", status: quarantined.status });

/** Another person agrees, and it is closed. Money is moved by corrections and instructions, never from here. */
export function closeQuarantined(
  quarantined: Quarantined,
  by: Deciding,
): Result<Quarantined, QuarantineRefusal> {
  if (quarantined.status !== "proposed")
    return err({ kind: "quarantine_status", status: quarantined.status });
  if (quarantined.proposedBy.personId === by.personId) return err({ kind: "same_person" });
  return ok({ ...quarantined, status: "closed", closedBy: by });
}

/** The writes of a change of a quarantined word. */
export function changeQuarantined(options: {
  previous: Quarantined;
  next: Quarantined;
  actor: string;
  at: Instant;
}): { next: Quarantined; writes: Writes } {
  const { previous, actor, at } = options;
  const { version, eventHash, write } = append({
    id: previous.id,
    previous,
    happening: { kind: `quarantine.${options.next.status}`, actor, at, data: {} },
  });
  const next = { ...options.next, version, eventHash };
  return {
    next,
    writes: mergeWrites(
      { [`quarantine:${next.id}`]: putQuarantined(next, previous) },
      { [`event:${next.id}:${version}`]: write },
    ),
  };
}

/** The quarantined word, read strongly. */
export async function loadQuarantined(store: Store, id: QuarantineId): Promise<Quarantined | undefined> {
  const item = await store.get(quarantineKey(id));
  return item && parseQuarantined(item);
}

/** Quarantined words in one status, oldest first. */
export async function listQuarantined(
  store: Store,
  options: { status: Quarantined["status"]; limit: number; after?: string | undefined },
): Promise<{ quarantined: readonly Quarantined[]; next?: string | undefined }> {
  const { status, ...page } = options;
  const { items, next } = await listSharded(store, {
    partitions: listShardsOf(listBase(status), LIST_SHARDS),
    ...page,
  });
  return { quarantined: items.map(parseQuarantined), next };
}
