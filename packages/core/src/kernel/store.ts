import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type AttributeValue,
  type CancellationReason,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactGetItemsCommand,
  TransactionCanceledException,
  TransactionInProgressException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { invariant } from "./invariant.ts";
import { err, ok, type Result } from "./result.ts";

/** The primary key of an item. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** An item as stored, before its store parses it with zod. */
export type StoredItem = Readonly<Record<string, unknown>>;

interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: StoredItem;
}

/** One conditional write of a transaction; the table is the store's, the condition is never absent. */
export type Write =
  | { readonly Put: Condition & { readonly Item: StoredItem } }
  | { readonly Update: Condition & { readonly Key: Key; readonly UpdateExpression: string } }
  | { readonly Delete: Condition & { readonly Key: Key } }
  | { readonly ConditionCheck: Condition & { readonly Key: Key } };

/** The writes of one transaction by the name that the use case gives them; names come back when conditions fail. */
export type Writes = Readonly<Record<string, Write>>;

/**
 * Why a transaction was not committed: the condition of every write named in `failed` was false; the value is the
 * item as it was found, or `undefined` where there was none. Nothing was written.
 */
export interface CommitFailure {
  readonly kind: "condition_failed";
  readonly failed: ReadonlyMap<string, StoredItem | undefined>;
}

/** A page of a bounded query. `next` is the key to go on after, absent at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: StoredItem | undefined;
}

/** What a query asks: one partition of the table or of an index. */
export interface PartitionQuery {
  readonly index?: "due" | "list";
  readonly pk: string;
  /** Sort keys that begin with this text. */
  readonly beginsWith?: string;
  /** Sort keys from here on, inclusive. */
  readonly from?: string;
  /** Sort keys up to here, inclusive. */
  readonly to?: string;
  readonly newestFirst?: boolean;
  /** Half the price, and possibly a moment old: for what is only shown. An index is never read otherwise. */
  readonly eventual?: boolean;
  readonly limit: number;
  readonly after?: StoredItem | undefined;
}

const ATTEMPTS_MAX = 6;
const BACKOFF_BASE_MS = 25;
const TRANSACTION_ACTIONS_MAX = 100;
const PAGE_ITEMS_MAX = 1_000;
/** Cancellations that say "again", not "no"; a failed condition among them makes it a no. */
const TRANSIENT_CODES = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);

/** The store gave no answer after every try; nothing is known to have been written. The caller's queue or user tries again. */
export class StoreUnavailableError extends Error {
  override name = "StoreUnavailableError";
}

/** The clock of this instance is not the store's: nothing was written, another instance or a later try will do. */
export class ClockUnsureError extends StoreUnavailableError {
  override name = "ClockUnsureError";
}

type Attributes = Record<string, AttributeValue>;

/** Members that are `undefined` are left out. */
const attributesOf = (item: StoredItem): Attributes => marshall(item, { removeUndefinedValues: true });

const attributesOfKey = ({ pk, sk }: Key): Attributes => ({ pk: { S: pk }, sk: { S: sk } });

const conditionOf = ({
  ConditionExpression,
  ExpressionAttributeNames,
  ExpressionAttributeValues,
}: Condition) => ({
  ConditionExpression,
  ...(ExpressionAttributeNames === undefined ? {} : { ExpressionAttributeNames }),
  ...(ExpressionAttributeValues === undefined
    ? {}
    : { ExpressionAttributeValues: attributesOf(ExpressionAttributeValues) }),
  ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const,
});

function actionOf(TableName: string, write: Write): TransactWriteItem {
  if ("Put" in write)
    return { Put: { TableName, Item: attributesOf(write.Put.Item), ...conditionOf(write.Put) } };
  if ("Update" in write) {
    const { Key, UpdateExpression } = write.Update;
    return {
      Update: { TableName, Key: attributesOfKey(Key), UpdateExpression, ...conditionOf(write.Update) },
    };
  }
  if ("Delete" in write)
    return { Delete: { TableName, Key: attributesOfKey(write.Delete.Key), ...conditionOf(write.Delete) } };
  const { ConditionCheck: check } = write;
  return { ConditionCheck: { TableName, Key: attributesOfKey(check.Key), ...conditionOf(check) } };
}

const isTransient = (reasons: readonly CancellationReason[]): boolean =>
  !reasons.some(({ Code }) => Code === "ConditionalCheckFailed") &&
  reasons.some(({ Code }) => Code !== undefined && TRANSIENT_CODES.has(Code));

const isThrottle = (error: unknown): boolean =>
  error instanceof Error &&
  ["ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded"].includes(
    error.name,
  );

/** Full jitter between 0 and the doubled base: 25, 50, 100, 200, 400 ms at most. */
const backOff = (attempt: number): Promise<void> =>
  sleep(randomInt(BACKOFF_BASE_MS * 2 ** (attempt - 1)) + 1);

/**
 * The one table: strong reads, bounded queries, and one way to write, a conditional transaction.
 * It retries conflicts and throttling (≤ 6 tries with full jitter), never a condition that failed.
 */
export class Store {
  readonly #dynamo: DynamoDBClient;
  readonly #isClockTrue: () => boolean;
  readonly tableName: string;

  /** @param options.isClockTrue whether this instance's clock agrees with the store's; nothing is written while it does not */
  constructor(options: { dynamo: DynamoDBClient; tableName: string; isClockTrue?: () => boolean }) {
    this.#dynamo = options.dynamo;
    this.#isClockTrue = options.isClockTrue ?? (() => true);
    this.tableName = options.tableName;
  }

  /** The item at `key`, read strongly; `undefined` where there is none. */
  get(key: Key): Promise<StoredItem | undefined> {
    return this.#read(key, { isStrong: true });
  }

  /** The item at `key` as it was a moment ago at most: half the price, for what is only shown. */
  getEventually(key: Key): Promise<StoredItem | undefined> {
    return this.#read(key, { isStrong: false });
  }

  async #read(key: Key, { isStrong }: { isStrong: boolean }): Promise<StoredItem | undefined> {
    const { Item } = await this.#dynamo.send(
      new GetItemCommand({
        TableName: this.tableName,
        Key: attributesOfKey(key),
        ConsistentRead: isStrong,
      }),
    );
    return Item && unmarshall(Item);
  }

  /** Several items as of one moment (≤ 100), in the order asked. */
  async getTogether(keys: readonly Key[]): Promise<readonly (StoredItem | undefined)[]> {
    invariant(keys.length > 0 && keys.length <= TRANSACTION_ACTIONS_MAX, "a joint read takes 1 to 100 keys");
    const TransactItems = keys.map((key) => ({
      Get: { TableName: this.tableName, Key: attributesOfKey(key) },
    }));
    const { Responses = [] } = await this.#retrying(() =>
      this.#dynamo.send(new TransactGetItemsCommand({ TransactItems })),
    );
    return Responses.map(({ Item }) => Item && unmarshall(Item)); // in the order of the keys
  }

  /** One page of a partition: strong on the table, eventual on an index (never decide money from an index). */
  async query(query: PartitionQuery): Promise<Page<StoredItem>> {
    invariant(query.limit >= 1 && query.limit <= PAGE_ITEMS_MAX, "a page has 1 to 1,000 items");
    const { Items = [], LastEvaluatedKey } = await this.#dynamo.send(
      new QueryCommand({ TableName: this.tableName, ...queryInput(query) }),
    );
    return {
      items: Items.map((item) => unmarshall(item)),
      next: LastEvaluatedKey && unmarshall(LastEvaluatedKey),
    };
  }

  /**
   * Commits all writes or none. Each attempt has a fresh client token; identity is in the conditions.
   * @returns the names whose condition failed, with what was found there
   * @throws StoreUnavailableError when conflicts or throttling outlast every try
   */
  async commit(writes: Writes): Promise<Result<void, CommitFailure>> {
    if (!this.#isClockTrue()) throw new ClockUnsureError("this instance's clock differs from the store's");
    const names = Object.keys(writes);
    invariant(
      names.length > 0 && names.length <= TRANSACTION_ACTIONS_MAX,
      "a transaction has 1 to 100 writes",
    );
    const TransactItems = Object.values(writes).map((write) => actionOf(this.tableName, write));
    try {
      await this.#retrying(() =>
        this.#dynamo.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: randomUUID() })),
      );
      return ok(undefined);
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? []; // in the order of TransactItems
      const failed = new Map<string, StoredItem | undefined>();
      for (const [i, reason] of reasons.entries()) {
        const name = names[i];
        if (reason.Code !== "ConditionalCheckFailed" || name === undefined) continue;
        failed.set(name, reason.Item === undefined ? undefined : unmarshall(reason.Item));
      }
      if (failed.size === 0) throw error; // a bug of the request itself
      return err({ kind: "condition_failed", failed });
    }
  }

  async #retrying<T>(send: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await send();
      } catch (error) {
        const again =
          (error instanceof TransactionCanceledException && isTransient(error.CancellationReasons ?? [])) ||
          error instanceof TransactionInProgressException ||
          isThrottle(error);
        if (!again) throw error;
        if (attempt === ATTEMPTS_MAX)
          throw new StoreUnavailableError("the store refused every try", { cause: error });
        await backOff(attempt);
      }
    }
  }
}

function queryInput(query: PartitionQuery): Omit<QueryCommandInput, "TableName"> {
  const names =
    query.index === undefined ? (["pk", "sk"] as const) : ([`${query.index}Pk`, `${query.index}Sk`] as const);
  const values: Record<string, string> = { ":pk": query.pk };
  let condition = "#pk = :pk";
  if (query.beginsWith !== undefined) {
    values[":prefix"] = query.beginsWith;
    condition += " AND begins_with(#sk, :prefix)";
  } else if (query.from !== undefined && query.to !== undefined) {
    values[":from"] = query.from;
    values[":to"] = query.to;
    condition += " AND #sk BETWEEN :from AND :to";
  } else if (query.from !== undefined) {
    values[":from"] = query.from;
    condition += " AND #sk >= :from";
  } else if (query.to !== undefined) {
    values[":to"] = query.to;
    condition += " AND #sk <= :to";
  }
  return {
    KeyConditionExpression: condition,
    ExpressionAttributeNames: condition.includes("#sk")
      ? { "#pk": names[0], "#sk": names[1] }
      : { "#pk": names[0] },
    ExpressionAttributeValues: attributesOf(values),
    Limit: query.limit,
    ScanIndexForward: query.newestFirst !== true,
    ...(query.index === undefined ? { ConsistentRead: query.eventual !== true } : { IndexName: query.index }),
    ...(query.after === undefined ? {} : { ExclusiveStartKey: attributesOf(query.after) }),
  };
}
