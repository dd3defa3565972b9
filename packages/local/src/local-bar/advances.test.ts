import { instantSchema } from "@firstlot/core/kernel/instant";
import { describe, expect, it } from "vitest";
import { Advances } from "./advances.ts";

const monday = instantSchema.parse("2026-11-23T08:00:00.000Z");
const friday = instantSchema.parse("2026-11-27T08:00:00.000Z");

describe("Advances", () => {
  it("makes one step at a time and remembers what it did", async () => {
    let now = monday;
    const advances = new Advances({ now: () => now, wallMs: () => 7 });
    let end = (): void => undefined;
    const first = advances.start(friday, async () => {
      await new Promise<void>((done) => {
        end = done;
      });
      now = friday;
      return [{ what: "pledge", ref: "plg_1", status: "done", at: now }];
    });
    expect(advances.running()).toMatchObject({ from: monday, to: friday });
    expect(advances.start(friday, async () => [])).toEqual({ ok: false, error: { kind: "advance_running" } });
    end();
    if (first.ok) await first.value.over;
    expect(advances.running()).toBeUndefined();
    expect(advances.last()).toMatchObject({ from: monday, to: friday, failed: false, overAtMs: 7 });
    expect(advances.last()?.ran).toHaveLength(1);
  });

  it("says that a step failed, and lets another begin", async () => {
    const advances = new Advances({ now: () => monday });
    const first = advances.start(undefined, () => Promise.reject(new Error("no")));
    if (first.ok) await first.value.over;
    expect(advances.last()).toMatchObject({ failed: true, ran: [] });
    expect(advances.start(undefined, async () => []).ok).toBe(true);
  });
});
