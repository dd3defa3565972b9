import type { PartnerId } from "../identity/actor.ts";
import { listSharded, listShardOf, listShardsOf } from "../kernel/sharded-list.ts";
import type { Key, Store, StoredItem, Write } from "../kernel/store.ts";
import type { Currency } from "../money/currency.ts";
import {
  type Instruction,
  type InstructionId,
  type InstructionStatus,
  instructionSchema,
} from "./instruction.ts";

const LIST_SHARDS = 8;

export const instructionKey = (id: InstructionId): Key => ({ pk: `INSTRUCTION#${id}`, sk: "STATE" });

const listBase = (partnerId: PartnerId, status: InstructionStatus): string =>
  `INSTRUCTION#${partnerId}#${status}`;

const parseInstruction = (item: StoredItem): Instruction => {
  const { pk: _pk, sk: _sk, listPk: _listPk, listSk: _listSk, ...instruction } = item;
  return instructionSchema.parse(instruction);
};

/** The instruction, read strongly. */
export async function loadInstruction(store: Store, id: InstructionId): Promise<Instruction | undefined> {
  const item = await store.get(instructionKey(id));
  return item && parseInstruction(item);
}

/** The instructions that exist of at most 100 ids, as of one moment. */
export async function loadInstructions(
  store: Store,
  ids: readonly InstructionId[],
): Promise<readonly Instruction[]> {
  if (ids.length === 0) return [];
  const items = await store.getTogether(ids.map(instructionKey));
  return items.flatMap((item) => (item === undefined ? [] : [parseInstruction(item)]));
}

/** The write of `next`: refused when it exists already, or when anybody changed it since `previous` was read. */
export function putInstruction(next: Instruction, previous?: Instruction): Write {
  const Item = {
    ...instructionKey(next.id),
    ...next,
    listPk: listShardOf(listBase(next.partnerId, next.status), LIST_SHARDS, next.id),
    listSk: `${next.amount.currency}#${next.createdAt}#${next.id}`,
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

/**
 * A partner's instructions in one status, by currency and age. From an index: what is sent is read again, strongly,
 * when it is sent.
 */
export async function listInstructions(
  store: Store,
  options: {
    partnerId: PartnerId;
    status: InstructionStatus;
    currency?: Currency;
    newestFirst?: boolean;
    limit: number;
    after?: string | undefined;
  },
): Promise<{ instructions: readonly Instruction[]; next?: string | undefined }> {
  const { partnerId, status, currency, ...page } = options;
  const { items, next } = await listSharded(store, {
    partitions: listShardsOf(listBase(partnerId, status), LIST_SHARDS),
    ...(currency === undefined ? {} : { beginsWith: `${currency}#` }),
    ...page,
  });
  return { instructions: items.map(parseInstruction), next };
}
