import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamoClient, streamsClient } from "./dynamo-client.ts";
import { type Engine, startEngine } from "./engine.ts";
import { assertPortFree, freePort } from "./free-port.ts";
import { StreamReader } from "./stream.ts";
import { createTable } from "./table.ts";

const dataDir = mkdtempSync(join(tmpdir(), "firstlot-engine-"));
const tableName = "firstlot";
let engine: Engine;
let port: number;
let streamArn: string;

const client = () => dynamoClient({ endpoint: engine.endpoint });
const reader = (name: string) =>
  new StreamReader({
    streams: streamsClient({ endpoint: engine.endpoint }),
    streamArn,
    file: join(dataDir, `${name}.json`),
  });
const put = (pk: string, more: object = {}) =>
  client().send(
    new PutItemCommand({
      TableName: tableName,
      Item: marshall({ pk, sk: "STATE", ...more }, { removeUndefinedValues: true }),
    }),
  );
const drain = async (stream: StreamReader) => {
  while ((await stream.poll()).length > 0) stream.acknowledge();
};
const names = (records: Awaited<ReturnType<StreamReader["poll"]>>) =>
  records.map(({ eventName, dynamodb }) => `${eventName} ${dynamodb?.Keys?.pk?.S}`);

beforeAll(async () => {
  port = await freePort();
  engine = await startEngine({ port, dataDir });
  ({ streamArn } = await createTable({ dynamo: client(), tableName }));
});
afterAll(async () => {
  await engine.stop();
  rmSync(dataDir, { recursive: true });
});

describe("the embedded engine", () => {
  it("creates the table once and finds it the second time", async () => {
    expect(await createTable({ dynamo: client(), tableName })).toEqual({ streamArn });
  });

  it("has the sparse indexes of the schema: an item without index keys is not in them", async () => {
    await put("index-a", { listPk: "LIST", listSk: "1", word: "kept", gone: undefined });
    await put("index-b");
    const { Items = [] } = await client().send(
      new QueryCommand({
        TableName: tableName,
        IndexName: "list",
        KeyConditionExpression: "listPk = :pk",
        ExpressionAttributeValues: marshall({ ":pk": "LIST" }),
      }),
    );
    expect(Items.map((item) => unmarshall(item))).toEqual([
      { pk: "index-a", sk: "STATE", listPk: "LIST", listSk: "1", word: "kept" },
    ]);
  });

  it("says in a sentence what to do when its port is taken", async () => {
    const taken = await assertPortFree({ port, what: "the database", variable: "FIRSTLOT_DYNAMODB_PORT" });
    expect(taken).toMatchObject({ ok: false, error: { kind: "port_taken" } });
    expect(taken.ok ? "" : taken.error.sentence).toContain(`FIRSTLOT_DYNAMODB_PORT=${port + 100} npm start`);
    expect(await assertPortFree({ port: await freePort(), what: "x", variable: "X" })).toMatchObject({
      ok: true,
    });
  });

  it("ends with the process that started it, even if that is killed", async () => {
    const orphanPort = await freePort();
    const source = `
      import { startEngine } from ${JSON.stringify(join(import.meta.dirname, "engine.ts"))};
      const { pid } = await startEngine({ port: ${orphanPort}, dataDir: ${JSON.stringify(join(dataDir, "orphan"))} });
      console.log(pid);
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", source], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const pid = Number(await new Promise<Buffer>((resolve) => parent.stdout.once("data", resolve)));
    expect(process.kill(pid, 0)).toBe(true);
    parent.kill("SIGKILL");
    await expect
      .poll(async () => (await assertPortFree({ port: orphanPort, what: "x", variable: "X" })).ok, {
        timeout: 5_000,
      })
      .toBe(true);
  });

  it("uses a named endpoint and leaves it alone when stopped", async () => {
    const external = await startEngine({ port: 1, dataDir, endpoint: engine.endpoint });
    expect(external).toMatchObject({ endpoint: engine.endpoint, kind: "external" });
    await external.stop();
    await put("still-there");
  });
});

describe("StreamReader", () => {
  it("gives every change in order, as Lambda gets it, and nothing when drained", async () => {
    const stream = reader("order");
    await drain(stream);
    await put("order-a", { n: 1, bytes: new Uint8Array([1, 2]), list: [true, null, { deep: "x" }] });
    await client().send(
      new UpdateItemCommand({
        TableName: tableName,
        Key: marshall({ pk: "order-a", sk: "STATE" }),
        UpdateExpression: "SET n = :n",
        ExpressionAttributeValues: marshall({ ":n": 2 }),
      }),
    );
    const Put = (pk: string) => ({ Put: { TableName: tableName, Item: marshall({ pk, sk: "STATE" }) } });
    await client().send(new TransactWriteItemsCommand({ TransactItems: [Put("order-b"), Put("order-c")] }));
    await client().send(
      new DeleteItemCommand({ TableName: tableName, Key: marshall({ pk: "order-a", sk: "STATE" }) }),
    );
    const records = await stream.poll();
    expect(names(records)).toEqual([
      "INSERT order-a",
      "MODIFY order-a",
      "INSERT order-b",
      "INSERT order-c",
      "REMOVE order-a",
    ]);
    expect(records[0]).toMatchObject({
      eventSource: "aws:dynamodb",
      dynamodb: {
        NewImage: {
          n: { N: "1" },
          bytes: { B: "AQI=" },
          list: { L: [{ BOOL: true }, { NULL: true }, { M: { deep: { S: "x" } } }] },
        },
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
    });
    expect(records[1]?.dynamodb).toMatchObject({ OldImage: { n: { N: "1" } }, NewImage: { n: { N: "2" } } });
    stream.acknowledge();
    expect(await stream.poll()).toEqual([]);
  });

  it("hides records that AWS would not write: a delete of nothing, a put of the same", async () => {
    const stream = reader("surplus");
    await put("same", { n: 1 });
    await drain(stream);
    await put("same", { n: 1 });
    await client().send(
      new DeleteItemCommand({ TableName: tableName, Key: marshall({ pk: "nothing", sk: "STATE" }) }),
    );
    expect(await stream.poll()).toEqual([]);
  });

  it("gives a batch again until it is acknowledged, and the rest after a part was", async () => {
    const stream = reader("parts");
    await drain(stream);
    for (const pk of ["p1", "p2", "p3"]) await put(pk);
    const records = await stream.poll();
    expect(names(await stream.poll())).toEqual(["INSERT p1", "INSERT p2", "INSERT p3"]);
    stream.acknowledge(records[0]?.dynamodb?.SequenceNumber);
    expect(names(await stream.poll(1))).toEqual(["INSERT p2"]);
    expect(names(await reader("parts").poll())).toEqual(["INSERT p2", "INSERT p3"]);
  });

  it("goes on after the acknowledged record when engine and reader were killed and started again", async () => {
    const stream = reader("restart");
    await drain(stream);
    await put("before");
    await stream.poll();
    stream.acknowledge();
    await put("unread");
    if (engine.pid !== undefined) process.kill(engine.pid, "SIGKILL");
    await engine.stop();
    engine = await startEngine({ port, dataDir });
    await put("after");
    expect(names(await reader("restart").poll())).toEqual(["INSERT unread", "INSERT after"]);
  });

  it("reads at most as many records as asked", async () => {
    const stream = reader("bounded");
    expect(await stream.poll(2)).toHaveLength(2);
  });
});
