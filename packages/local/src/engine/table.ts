import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  ResourceNotFoundException,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { invariant } from "@firstlot/core/kernel/invariant";
import { TABLE_SCHEMA } from "@firstlot/core/kernel/table-schema";

const ACTIVE_POLLS_MAX = 600;
const ACTIVE_POLL_MS = 50;

interface TableAddress {
  readonly dynamo: DynamoDBClient;
  readonly tableName: string;
}

function tableInput(TableName: string): CreateTableCommandInput {
  const keyed = [TABLE_SCHEMA, ...TABLE_SCHEMA.indexes];
  const keys = ({ partitionKey, sortKey }: { partitionKey: string; sortKey: string }) => [
    { AttributeName: partitionKey, KeyType: "HASH" as const },
    { AttributeName: sortKey, KeyType: "RANGE" as const },
  ];
  return {
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: keys(TABLE_SCHEMA),
    AttributeDefinitions: keyed
      .flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey])
      .map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
    GlobalSecondaryIndexes: TABLE_SCHEMA.indexes.map((index) => ({
      IndexName: index.name,
      KeySchema: keys(index),
      Projection: { ProjectionType: index.projection },
    })),
    StreamSpecification: { StreamEnabled: true, StreamViewType: TABLE_SCHEMA.streamView },
  };
}

async function describe({ dynamo, tableName }: TableAddress): Promise<TableDescription | undefined> {
  try {
    const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: tableName }));
    return Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/**
 * Creates the one table where it is missing and waits until it takes writes; an existing one is left as it is.
 * @returns the ARN of its change stream
 */
export async function createTable(address: TableAddress): Promise<{ streamArn: string }> {
  if ((await describe(address)) === undefined) {
    try {
      await address.dynamo.send(new CreateTableCommand(tableInput(address.tableName)));
    } catch (error) {
      if (!(error instanceof ResourceInUseException)) throw error; // somebody else created it meanwhile
    }
  }
  for (let polls = 0; polls < ACTIVE_POLLS_MAX; polls++) {
    const table = await describe(address);
    if (table?.TableStatus === "ACTIVE") {
      const streamArn = table.LatestStreamArn;
      invariant(streamArn !== undefined, "the table has a change stream with old and new images");
      return { streamArn };
    }
    await sleep(ACTIVE_POLL_MS);
  }
  throw new Error(`The table ${address.tableName} did not become active within 30 seconds.`);
}
