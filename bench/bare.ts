import { randomUUID } from "node:crypto";
import { GetItemCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { Stage } from "./stage.ts";

const PAYLOAD = "x".repeat(500); // the items of a pledge are of about this size
const COUNTERS = 16;

/**
 * One bare transaction of `items` conditional writes through the platform's own client: a counter among sixteen, and
 * new items of 500 bytes. No rule, no event, no answer to anybody: what the engine and the SDK cost by themselves.
 */
export async function bareTransaction({ client }: Stage, items: number): Promise<void> {
  const TableName = client.store.tableName;
  const id = randomUUID();
  const counter = {
    Update: {
      TableName,
      Key: marshall({ pk: `BARE-COUNTER#${Math.floor(Math.random() * COUNTERS)}`, sk: "STATE" }),
      UpdateExpression: "ADD taken :one",
      ConditionExpression: "attribute_not_exists(taken) OR taken < :max",
      ExpressionAttributeValues: marshall({ ":one": 1, ":max": 1_000_000 }),
    },
  };
  const puts = Array.from({ length: items - 1 }, (_, i) => ({
    Put: {
      TableName,
      Item: marshall({ pk: `BARE#${id}#${i}`, sk: "STATE", payload: PAYLOAD }),
      ConditionExpression: "attribute_not_exists(pk)",
    },
  }));
  await client.dynamo.send(
    new TransactWriteItemsCommand({ TransactItems: [counter, ...puts], ClientRequestToken: randomUUID() }),
  );
}

/** One bare strong read of an item. */
export async function bareGet({ client }: Stage, pk: string, sk: string): Promise<void> {
  const { Item } = await client.dynamo.send(
    new GetItemCommand({
      TableName: client.store.tableName,
      Key: marshall({ pk, sk }),
      ConsistentRead: true,
    }),
  );
  invariant(Item !== undefined && unmarshall(Item).pk === pk, "the item is there");
}
