import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ClockUnsureError, Store } from "@firstlot/core/kernel/store";
import { watchClock } from "@firstlot/functions/wiring/watch-clock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamoClient } from "../../packages/local/src/engine/dynamo-client.ts";
import { type Engine, startEngine } from "../../packages/local/src/engine/engine.ts";
import { freePort } from "../../packages/local/src/engine/free-port.ts";
import { createTable } from "../../packages/local/src/engine/table.ts";

const MINUTE_MS = 60_000;
const KEY = { pk: "THING#1", sk: "STATE" };

let engine: Engine;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "firstlot-clock-"));
  engine = await startEngine({ port: await freePort(), dataDir });
  await createTable({ dynamo: dynamoClient(engine), tableName: "firstlot" });
});

afterAll(async () => {
  await engine.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A store whose instance has a clock of its own, so far from the store's. */
function storeOf(clock: { offMs: number }): Store {
  const dynamo = dynamoClient(engine);
  return new Store({
    dynamo,
    tableName: "firstlot",
    isClockTrue: watchClock(dynamo, () => Date.now() + clock.offMs),
  });
}

const put = (pk: string) => ({
  thing: { Put: { Item: { pk, sk: "STATE" }, ConditionExpression: "attribute_not_exists(pk)" } },
});

describe("an instance whose clock is not the store's", () => {
  it.each([6, -6])("writes nothing when it is %i minutes off, and says so", async (minutes) => {
    const store = storeOf({ offMs: minutes * MINUTE_MS });
    await store.get(KEY);
    await expect(store.commit(put(`LATE#${minutes}`))).rejects.toBeInstanceOf(ClockUnsureError);
    expect(await store.get({ pk: `LATE#${minutes}`, sk: "STATE" })).toBeUndefined();
  });

  it("writes again once its clock was set right", async () => {
    const clock = { offMs: 6 * MINUTE_MS };
    const store = storeOf(clock);
    await store.get(KEY);
    await expect(store.commit(put("AGAIN#1"))).rejects.toBeInstanceOf(ClockUnsureError);
    clock.offMs = 0;
    await store.get(KEY);
    expect(await store.commit(put("AGAIN#1"))).toEqual({ ok: true, value: undefined });
  });

  it("writes while it is less than a second off", async () => {
    const store = storeOf({ offMs: 900 });
    await store.get(KEY);
    expect((await store.commit(put("NEAR#1"))).ok).toBe(true);
  });
});
