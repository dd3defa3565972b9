import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instantSchema } from "@firstlot/core/kernel/instant";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DemoJournal } from "./journal.ts";
import { demoPlan } from "./plan.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firstlot-demo-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const wall = instantSchema.parse("2026-11-24T08:30:00.000Z");

describe("the demo's journal", () => {
  it("begins at midnight 120 days before the wall time at which it is begun, and ends there", () => {
    const { startAt, endAt } = DemoJournal.begin(folder, wall);
    expect([startAt, endAt]).toEqual(["2026-07-27T00:00:00.000Z", wall]);
  });

  it("knows after a kill what was done, and what was begun and not finished", () => {
    const before = DemoJournal.begin(folder, wall);
    before.begin("a");
    before.finish("a", { id: "x" });
    before.begin("b");
    const after = DemoJournal.find(folder);
    expect(after?.valueOf("a")).toEqual({ id: "x" });
    expect([after?.isDone("a"), after?.isBegun("a")]).toEqual([true, false]);
    expect([after?.isDone("b"), after?.isBegun("b")]).toEqual([false, true]);
  });

  it("reads past half a line that a kill has left, and goes on behind it", () => {
    DemoJournal.begin(folder, wall);
    appendFileSync(join(folder, "demo.jsonl"), '{"done":"ha');
    DemoJournal.find(folder)?.finish("a");
    expect(DemoJournal.find(folder)?.isDone("a")).toBe(true);
  });
});

describe("the demo's plan", () => {
  it("names every act once: its requests' keys follow from its name", () => {
    const names = demoPlan().map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});
