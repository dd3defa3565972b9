import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type CancellationReason,
  TransactionCanceledException,
  TransactionInProgressException,
} from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { invariant } from "./invariant.ts";
import { err, ok, type Result } from "./result.ts";

/** The primary key of an item. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** An item as stored, before its store parses it with zod. */
export type StoredItem = Readonly<Record<string, unknown>>;

type Action = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];
type Conditioned<K extends "Put" | "Update" | "Delete" | "ConditionCheck"> = Omit<
  NonNullable<Action[K]>,
  "TableName" | "ReturnValuesOnConditionCheckFailure" | "ConditionExpression"
> & { ConditionExpression: string };

/** One conditional write of a transaction; the table is the store's, the condition is never absent. */
export type Write =
  | { readonly Put: Conditioned<"Put"> }
  | { readonly Update: Conditioned<"Update"> }
  | { readonly Delete: Conditioned<"Delete"> }
  | { readonly ConditionCheck: Conditioned<"ConditionCheck"> };

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

const actionsOf = (TableName: string, writes: readonly Write[]): Action[] =>
  writes.map((write) => {
    const more = { TableName, ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const };
    if ("Put" in write) return { Put: { ...write.Put, ...more } };
    if ("Update" in write) return { Update: { ...write.Update, ...more } };
    if ("Delete" in write) return { Delete: { ...write.Delete, ...more } };
    return { ConditionCheck: { ...write.ConditionCheck, ...more } };
  });

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
  readonly #dynamo: DynamoDBDocumentClient;
  readonly #isClockTrue: () => boolean;
  readonly tableName: string;

  /** @param options.isClockTrue whether this instance's clock agrees with the store's; nothing is written while it does not */
  constructor(options: { dynamo: DynamoDBDocumentClient; tableName: string; isClockTrue?: () => boolean }) {
    this.#dynamo = options.dynamo;
    this.#isClockTrue = options.isClockTrue ?? (() => true);
    this.tableName = options.tableName;
  }

  /** The item at `key`, read strongly; `undefined` where there is none. */
  async get({ pk, sk }: Key): Promise<StoredItem | undefined> {
    const { Item } = await this.#dynamo.send(
      new GetCommand({ TableName: this.tableName, Key: { pk, sk }, ConsistentRead: true }),
    );
    return Item;
  }

  /** The item at `key` as it was a moment ago at most: half the price, for what is only shown. */
  async getEventually({ pk, sk }: Key): Promise<StoredItem | undefined> {
    const { Item } = await this.#dynamo.send(
      new GetCommand({ TableName: this.tableName, Key: { pk, sk }, ConsistentRead: false }),
    );
    return Item;
  }

  /** Several items as of one moment (≤ 100), in the order asked. */
  async getTogether(keys: readonly Key[]): Promise<readonly (StoredItem | undefined)[]> {
    invariant(keys.length > 0 && keys.length <= TRANSACTION_ACTIONS_MAX, "a joint read takes 1 to 100 keys");
    const TransactItems = keys.map(({ pk, sk }) => ({ Get: { TableName: this.tableName, Key: { pk, sk } } }));
    const { Responses = [] } = await this.#retrying(() =>
      this.#dynamo.send(new TransactGetCommand({ TransactItems })),
    );
    return keys.map((_, i) => Responses[i]?.Item);
  }

  /** One page of a partition: strong on the table, eventual on an index (never decide money from an index). */
  async query(query: PartitionQuery): Promise<Page<StoredItem>> {
    invariant(query.limit >= 1 && query.limit <= PAGE_ITEMS_MAX, "a page has 1 to 1,000 items");
    const { Items = [], LastEvaluatedKey } = await this.#dynamo.send(
      new QueryCommand({ TableName: this.tableName, ...queryInput(query) }),
    );
    return { items: Items, next: LastEvaluatedKey };
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
    const TransactItems = actionsOf(this.tableName, Object.values(writes));
    try {
      await this.#retrying(() =>
        this.#dynamo.send(new TransactWriteCommand({ TransactItems, ClientRequestToken: randomUUID() })),
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
    ExpressionAttributeValues: values,
    Limit: query.limit,
    ScanIndexForward: query.newestFirst !== true,
    ...(query.index === undefined ? { ConsistentRead: query.eventual !== true } : { IndexName: query.index }),
    ...(query.after === undefined ? {} : { ExclusiveStartKey: query.after }),
  };
}
