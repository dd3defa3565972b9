import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { playSlice, type SliceEnd } from "../../packages/local/src/story/slice.ts";
import { Stage } from "../../packages/local/src/story/stage.ts";
import { StartedPlatform } from "../kit/started-platform.ts";
import { COMPUTED, killPointsInSource, NOT_WALKED } from "./kill-point-list.ts";
import { Lives } from "./lives.ts";

const patientlyFetched = globalThis.fetch;
let platform: StartedPlatform;
let lives: Lives;
let end: SliceEnd;

beforeAll(async () => {
  platform = await StartedPlatform.prepare("kill-points");
  lives = new Lives(platform, { FIRSTLOT_FAULTS: "on", FIRSTLOT_KILL_AT: "each" });
  await lives.begin();
  globalThis.fetch = lives.fetch;
  end = await playSlice(new Stage(platform.place, () => undefined));
}, 900_000);

afterAll(async () => {
  lives.end();
  globalThis.fetch = patientlyFetched;
  await platform.remove();
});

const killedAt = (): ReadonlySet<string> =>
  new Set(readFileSync(join(platform.dataDir, "killed-at.txt"), "utf8").trim().split("\n"));

describe("a platform that was killed once at every kill point of its way", () => {
  it("ends in the same books as one that never was", () => {
    expect(end).toMatchObject({ campaignStatus: "delivering", pledgeStatus: "confirmed" });
    expect(end.trialBalance).toMatchObject({
      currencies: [
        { currency: "EUR", differencePosted: { amount: "0.00" }, differencePending: { amount: "0.00" } },
      ],
      replay: { complete: true, differences: [] },
    });
    const closings = end.equations.map(({ closing }) => closing.amount).sort();
    expect(closings).toEqual(["1.41", "1.78", "26.71"]);
    for (const { difference } of end.equations) expect(difference.amount).toBe("0.00");
    expect(end).toMatchObject({ openBreaks: 0, parked: 0 });
  });

  it("was killed once at each point that is not listed as off its way", () => {
    const { names } = killPointsInSource();
    const expected = [...names.filter((name) => !(name in NOT_WALKED)), ...Object.values(COMPUTED).flat()];
    const hit = killedAt();
    expect(expected.filter((name) => !hit.has(name))).toEqual([]);
    expect(lives.count).toBe(hit.size + 1);
  });
});

describe("the list of kill points", () => {
  it("names no point that is gone from the source, and every call that computes its name", () => {
    const { names, computed } = killPointsInSource();
    expect(Object.keys(NOT_WALKED).filter((name) => !names.includes(name))).toEqual([]);
    expect(computed).toEqual(Object.keys(COMPUTED).sort());
  });
});
