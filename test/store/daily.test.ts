import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addMs, DAY_MS } from "@firstlot/core/kernel/instant";
import { accountId, accountKey } from "@firstlot/core/ledger/account";
import { checkBook } from "@firstlot/core/ledger/check-book";
import type { LogLine } from "@firstlot/functions/platform";
import { createDailyHandler } from "@firstlot/functions/schedule/daily";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { DiskBlobStore } from "../../packages/local/src/blobs/disk-blob-store.ts";
import { type LocalStore, openLocalStore } from "./local-store.ts";
import { SettlementScene } from "./settlement-scene.ts";

const folder = mkdtempSync(join(tmpdir(), "firstlot-daily-"));
const opened: LocalStore[] = [];
let scene: SettlementScene;
let campaignId: string;
let lines: LogLine[];

beforeEach(async () => {
  const local = await openLocalStore();
  opened.push(local);
  scene = new SettlementScene(local.store);
  await scene.open();
  ({ id: campaignId } = await scene.paid(2));
  lines = [];
});
afterAll(async () => {
  for (const local of opened) await local.close();
  rmSync(folder, { recursive: true, force: true });
});

const paidIn = () => accountId({ book: campaignId, code: "backers", currency: "EUR", shard: 0 });

/** Somebody edits a counter by hand, past every rule. */
async function tampered(counter: string, byMinor: number): Promise<void> {
  const edited = await scene.store.commit({
    edit: {
      Update: {
        Key: accountKey(paidIn()),
        UpdateExpression: `ADD ${counter} :by`,
        ConditionExpression: "attribute_exists(pk)",
        ExpressionAttributeValues: { ":by": byMinor },
      },
    },
  });
  expect(edited.ok).toBe(true);
}

const daily = () =>
  createDailyHandler({
    store: scene.store,
    blobs: new DiskBlobStore({ folder: join(folder, campaignId) }),
    clock: { business: () => addMs(scene.now, DAY_MS), wall: () => addMs(scene.now, DAY_MS) },
    log: (line) => lines.push(line),
  })();

describe("checkBook", () => {
  it("finds a book balanced, alone and against its journal", async () => {
    for (const replay of [false, true])
      expect(await checkBook(scene.store, { book: campaignId, replay })).toEqual({
        ...{ book: campaignId, status: "balanced", sums: [], accounts: [] },
      });
  });

  it("names the currency and the account of a counter that was edited", async () => {
    await tampered("creditsPosted", 1);
    expect(await checkBook(scene.store, { book: campaignId, replay: true })).toMatchObject({
      status: "unbalanced",
      sums: [{ currency: "EUR", differencePosted: -1 }],
      accounts: [paidIn()],
    });
  });

  it("finds by the journal alone what the sums cannot see", async () => {
    await tampered("creditsPosted", 7);
    await tampered("debitsPosted", 7);
    const book = campaignId;
    expect(await checkBook(scene.store, { book, replay: false })).toMatchObject({ status: "balanced" });
    expect(await checkBook(scene.store, { book, replay: true })).toMatchObject({
      ...{ status: "unbalanced", sums: [], accounts: [paidIn()] },
    });
  });

  it("says nothing of a book that moves at every look", async () => {
    const query = scene.store.query.bind(scene.store);
    const between = vi.spyOn(scene.store, "query").mockImplementation(async (asked) => {
      const page = await query(asked);
      if (asked.pk === accountKey(paidIn()).pk) await tampered("creditsPosted", 1);
      return page;
    });
    expect(await checkBook(scene.store, { book: campaignId, replay: true })).toMatchObject({
      status: "busy",
    });
    between.mockRestore();
  });
});

describe("the daily run", () => {
  it("finds nothing on a good day", async () => {
    expect(await daily()).toMatchObject({ findings: [], unbalanced: [] });
    expect(lines).toEqual([]);
  });

  it("names a book that does not balance, and says so as an error", async () => {
    await tampered("creditsPosted", 1);
    const { unbalanced } = await daily();
    expect(unbalanced.map(({ book }) => book)).toEqual([campaignId]);
    expect(lines).toEqual([
      expect.objectContaining({ level: "error", event: "books.unbalanced", ref: campaignId }),
    ]);
  });
});
