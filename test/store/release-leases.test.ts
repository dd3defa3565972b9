import { type Instant, instantSchema } from "@firstlot/core/kernel/instant";
import { releaseLeases } from "@firstlot/core/work/release-leases";
import { loadWork, runWork, type WorkHandlers } from "@firstlot/core/work/run-work";
import { putWork, workIdOf } from "@firstlot/core/work/work-item";
import { WORK_KINDS } from "@firstlot/core/work/work-kind";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type LocalStore, openLocalStore } from "./local-store.ts";

let local: LocalStore;
beforeAll(async () => {
  local = await openLocalStore();
});
afterAll(() => local.close());

const now = instantSchema.parse("2026-11-24T08:00:00.000Z");
const draft = { kind: "settlement.finish", ref: "cmp_1", dueAt: now, cause: ["cmp_1"] } as const;
const id = workIdOf(draft);

const everyKind = z.custom<WorkHandlers>();

/** A worker that never comes back, or one that does its work. */
async function worker(effect: () => Promise<{ kind: "done" }>) {
  const handlers = everyKind.parse(Object.fromEntries(WORK_KINDS.map((kind) => [kind, effect])));
  const deps = { store: local.store, handlers, now: (): Instant => now, wall: (): Instant => now };
  return runWork(deps, await loadWork(local.store, id));
}

describe("work that a killed process held", () => {
  it("is skipped while the lease lasts, and runs at once when a platform of one process starts again", async () => {
    await local.store.commit({ work: putWork(draft) });
    let isClaimed: () => void = () => undefined;
    const claimed = new Promise<void>((done) => {
      isClaimed = done;
    });
    void worker(() => {
      isClaimed();
      return new Promise(() => undefined);
    });
    await claimed;
    const done = async () => ({ kind: "done" }) as const;
    expect(await worker(done)).toEqual({ status: "skipped" });
    expect(await releaseLeases(local.store, now)).toBe(1);
    expect(await worker(done)).toMatchObject({ status: "done" });
    expect(await releaseLeases(local.store, now)).toBe(0);
  });
});
