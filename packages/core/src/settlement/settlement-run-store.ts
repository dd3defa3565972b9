import { z } from "zod";
import { append } from "../audit/event.ts";
import { type Instruction, type InstructionId, instructionIdSchema } from "../bank/instruction.ts";
import type { Json } from "../kernel/canonical-json.ts";
import type { Instant } from "../kernel/instant.ts";
import { listSharded, listShardOf, listShardsOf } from "../kernel/sharded-list.ts";
import type { Key, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import { type RunId, type SettlementRun, settlementRunSchema } from "./settlement-run.ts";

const LIST = "SETTLEMENT-RUN";
const LIST_SHARDS = 4;

const partition = (id: RunId): string => `RUN#${id}`;
const runKey = (id: RunId): Key => ({ pk: partition(id), sk: "STATE" });

const parseRun = (item: StoredItem): SettlementRun => {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...run } = item;
  return settlementRunSchema.parse(run);
};

/** The run, read strongly. */
export async function loadRun(store: Store, id: RunId): Promise<SettlementRun | undefined> {
  const item = await store.get(runKey(id));
  return item && parseRun(item);
}

function putRun(next: SettlementRun, previous: SettlementRun | undefined): Write {
  const Item = {
    ...runKey(next.id),
    ...next,
    listPk: listShardOf(LIST, LIST_SHARDS, next.id),
    listSk: `${next.cutOff}#${next.id}`,
  };
  if (previous === undefined) return { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } };
  return {
    Put: {
      Item,
      ConditionExpression: "version = :previous",
      ExpressionAttributeValues: { ":previous": previous.version },
    },
  };
}

/** Records one change of a run: the writes `run` and `run-event`. */
export function runChange(change: {
  previous: SettlementRun | undefined;
  next: SettlementRun;
  kind: string;
  actor: string;
  at: Instant;
  data?: Readonly<Record<string, Json>>;
}): { run: SettlementRun; writes: Writes } {
  const { previous, next, kind, actor, at, data = {} } = change;
  const { partnerId, currency, bankDay } = next;
  const { version, eventHash, write } = append({
    id: next.id,
    previous,
    happening: { kind, actor, at, data: { partner: partnerId, currency, bankDay, ...data } },
  });
  const run = { ...next, version, eventHash };
  return { run, writes: { run: putRun(run, previous), "run-event": write } };
}

const memberSchema = z.object({ instructionId: instructionIdSchema, amountMinor: z.int().min(1) });

/** An instruction of a run, and what it moves. */
export type RunMember = Readonly<z.infer<typeof memberSchema>>;

/** Notes that an instruction went out in a run; part of the transaction that sends it. */
export const putMember = (runId: RunId, { id, amount }: Pick<Instruction, "id" | "amount">): Write => ({
  Put: {
    Item: { pk: partition(runId), sk: `MEMBER#${id}`, instructionId: id, amountMinor: amount.minor },
    ConditionExpression: "attribute_not_exists(pk)",
  },
});

const MEMBERS_PAGE = 500;

/** The instructions of a run, strongly read, by id, one bounded page at a time. */
export async function* membersOf(
  store: Store,
  { id, after }: { id: RunId; after?: InstructionId | undefined },
): AsyncGenerator<RunMember> {
  let next: StoredItem | undefined =
    after === undefined ? undefined : { pk: partition(id), sk: `MEMBER#${after}` };
  do {
    const page = await store.query({
      pk: partition(id),
      beginsWith: "MEMBER#",
      limit: MEMBERS_PAGE,
      after: next,
    });
    for (const item of page.items) yield memberSchema.parse(item);
    next = page.next;
  } while (next !== undefined);
}

/** Settlement runs, newest cut-off first; from the index, for the operators' board. */
export async function listRuns(
  store: Store,
  options: { limit: number; after?: string | undefined },
): Promise<{ items: readonly SettlementRun[]; next?: string | undefined }> {
  const page = await listSharded(store, {
    partitions: listShardsOf(LIST, LIST_SHARDS),
    newestFirst: true,
    ...options,
  });
  return { items: page.items.map(parseRun), next: page.next };
}
