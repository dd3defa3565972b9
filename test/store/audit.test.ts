import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepLeaves } from "@firstlot/core/audit/audit-chunk";
import { keyOfLeaf, leafOf } from "@firstlot/core/audit/audit-leaf";
import { closeDays, readRoot } from "@firstlot/core/audit/daily-root";
import { append, type Chained, type Event, hashOf } from "@firstlot/core/audit/event";
import { type AuditFinding, verifyDay } from "@firstlot/core/audit/verify-day";
import { type Instant, instantSchema } from "@firstlot/core/kernel/instant";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DiskBlobStore } from "../../packages/local/src/blobs/disk-blob-store.ts";
import { type LocalStore, openLocalStore } from "./local-store.ts";

let local: LocalStore;
let folder = "";
let blobs: DiskBlobStore;
beforeEach(async () => {
  local = await openLocalStore();
  folder = mkdtempSync(join(tmpdir(), "firstlot-audit-"));
  blobs = new DiskBlobStore({ folder });
});
afterEach(async () => {
  await local.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (text: string): Instant => instantSchema.parse(text);
const DAY_1 = at("2026-11-24T10:00:00.000Z");
const DAY_2 = at("2026-11-25T10:00:00.000Z");
const DAY_3 = at("2026-11-26T00:30:00.000Z");
const deps = () => ({ store: local.store, blobs });

/** Writes a history of `count` events and hands it to the audit log, as the stream would. */
async function live(id: string, count: number, when: Instant, from?: Chained): Promise<Event[]> {
  const events: Event[] = [];
  let previous = from;
  for (let n = 0; n < count; n++) {
    const data = { note: `第${n}件 ✓`, amountMinor: n };
    const appended = append({
      id,
      previous,
      happening: { kind: "thing.done", actor: "system:test", at: when, data },
    });
    await local.store.commit({ event: appended.write });
    events.push(appended.event);
    previous = { id, version: appended.version, eventHash: appended.eventHash };
  }
  await keepLeaves(deps(), events, when);
  return events;
}

/** What somebody with keys to the table could do, past every condition of ours. */
const overwrite = (event: Event) =>
  local.store.commit({
    event: {
      Put: { Item: { ...keyOfLeaf(leafOf(event)), ...event }, ConditionExpression: "attribute_exists(pk)" },
    },
  });
const remove = (event: Event) =>
  local.store.commit({
    event: { Delete: { Key: keyOfLeaf(leafOf(event)), ConditionExpression: "attribute_exists(pk)" } },
  });

async function closedFirstDay() {
  const [root] = await closeDays(deps(), DAY_2);
  if (root === undefined) throw new Error("the first day has a root");
  expect(root.day).toBe("2026-11-24");
  return root.day;
}
const findings = async (day: Awaited<ReturnType<typeof closedFirstDay>>): Promise<readonly AuditFinding[]> =>
  (await verifyDay(deps(), day)).findings;

describe("the audit log", () => {
  it("is whole when nobody touched anything, however often a batch came", async () => {
    const events = await live("one", 5, DAY_1);
    await keepLeaves(deps(), events, DAY_1);
    await live("two", 3, at("2026-11-24T23:59:59.999Z"));
    const day = await closedFirstDay();
    const verified = await verifyDay(deps(), day);
    expect(verified).toMatchObject({ events: 8, findings: [] });
    expect([...verified.streams].sort()).toEqual(["one", "two"]);
    expect((await readRoot(blobs, day))?.chunks.map(({ hour }) => hour)).toEqual(["10", "23"]);
  });

  it("shows one edited event, even with its own hash made to fit", async () => {
    const events = await live("one", 5, DAY_1);
    const day = await closedFirstDay();
    const edited = events[2];
    if (edited === undefined) throw new Error("five events");
    const { hash: _hash, ...unhashed } = { ...edited, data: { ...edited.data, amountMinor: 1_000_000 } };
    await overwrite({ ...unhashed, hash: edited.hash });
    const wrong = { kind: "event_changed", stream: "one", aggregate: "one", version: 3 };
    expect(await findings(day)).toEqual([wrong]);
    await overwrite({ ...unhashed, hash: hashOf(unhashed) });
    expect(await findings(day)).toEqual([wrong]);
  });

  it("shows a tail that was cut off, although what is left is a whole chain", async () => {
    const events = await live("one", 5, DAY_1);
    const day = await closedFirstDay();
    for (const event of events.slice(3)) await remove(event);
    expect(await findings(day)).toEqual([
      { kind: "event_missing", stream: "one", aggregate: "one", version: 4 },
      { kind: "event_missing", stream: "one", aggregate: "one", version: 5 },
    ]);
  });

  it("shows a history that was written anew from its beginning, every hash fitting the next", async () => {
    await live("one", 3, DAY_1);
    const day = await closedFirstDay();
    let previous: Chained | undefined;
    for (let n = 0; n < 3; n++) {
      const happening = { kind: "thing.undone", actor: "system:test", at: DAY_1, data: {} };
      const forged = append({ id: "one", previous, happening });
      await overwrite(forged.event);
      previous = { id: "one", version: forged.version, eventHash: forged.eventHash };
    }
    expect((await findings(day)).map(({ kind }) => kind)).toEqual(Array(3).fill("event_changed"));
  });

  it("shows a changed file, a lost file and a changed root", async () => {
    await live("one", 2, DAY_1);
    const day = await closedFirstDay();
    const root = await readRoot(blobs, day);
    const key = root?.chunks[0]?.key ?? "";
    const path = join(folder, ...key.split("/").slice(0, -1), `=${key.split("/").at(-1)}`);
    writeFileSync(path, '{"contentType":"application/x-ndjson","sha256":"0","size":1}\nx');
    await expect(verifyDay(deps(), day)).rejects.toThrow(); // a file that is not even one of ours
    rmSync(path);
    expect(await findings(day)).toEqual([{ kind: "file_missing", key }]);
    const rootPath = join(folder, "roots", `=${day}`);
    expect(readdirSync(join(folder, "roots"))).toEqual([`=${day}`]);
    rmSync(rootPath);
    expect(await findings(day)).toEqual([{ kind: "root_missing", day }]);
  });

  it("ties each root to the last one before it, over days without events, and closes no day twice", async () => {
    const events = await live("one", 2, DAY_1);
    const last = events.at(-1);
    const [one] = await closeDays(deps(), DAY_2);
    expect(await closeDays(deps(), DAY_2)).toEqual([]);
    expect(await closeDays(deps(), at("2026-11-29T00:30:00.000Z"))).toEqual([]); // three quiet days
    const tail = { id: "one", version: last?.version ?? 0, eventHash: last?.hash ?? "" };
    await live("one", 1, at("2026-11-29T08:00:00.000Z"), tail);
    const [two] = await closeDays(deps(), at("2026-11-30T00:30:00.000Z"));
    expect(two?.previous).toEqual({ day: one?.day, root: one?.root });
    const [a, b] = await Promise.all([closeDays(deps(), DAY_3), closeDays(deps(), DAY_3)]);
    expect([...(a ?? []), ...(b ?? [])]).toEqual([]);
  });
});
