import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { playSlice, type SliceEnd } from "../../packages/local/src/story/slice.ts";
import { Stage } from "../../packages/local/src/story/stage.ts";
import { bundlePlatform } from "../../scripts/bundle-platform.mjs";
import { StartedPlatform } from "../kit/started-platform.ts";
import { type GivenUpEnd, playGivenUp } from "./given-up.ts";
import { COMPUTED, killPointsInSource, NOT_WALKED } from "./kill-point-list.ts";
import { Lives } from "./lives.ts";

const patientlyFetched = globalThis.fetch;
let platform: StartedPlatform;
let lives: Lives;
let end: SliceEnd;
let givenUp: GivenUpEnd;

beforeAll(async () => {
  await bundlePlatform();
  platform = await StartedPlatform.prepare("kill-points", { isBundled: true });
  lives = new Lives(platform, {
    ...{ FIRSTLOT_FAULTS: "on", FIRSTLOT_KILL_AT: "each" },
    FIRSTLOT_QUIET_DAYS: "unstated", // half a year passes: money is dormant after 180 days
  });
  await lives.begin();
  globalThis.fetch = lives.fetch;
  const stage = new Stage(platform.place, () => undefined);
  end = await playSlice(stage);
  givenUp = await playGivenUp(stage, end);
}, 900_000);

afterAll(async () => {
  lives.end();
  globalThis.fetch = patientlyFetched;
  await platform.remove();
});

const nothing = { amount: "0.00", currency: "EUR" };

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

  it("completes the first campaign, and ends the given up one with its money dormant and nothing else owed", () => {
    const { books, ...ends } = givenUp;
    expect(ends).toEqual({
      ...{ first: "completed", second: "refunded", settlement: "refunded" },
      ...{ pledge: "dormant", refund: "dormant", parked: 0, openBreaks: 0 },
    });
    const euros = [{ currency: "EUR", differencePosted: nothing, differencePending: nothing }];
    for (const book of books)
      expect(book).toMatchObject({ currencies: euros, replay: { complete: true, differences: [] } });
    expect(books).toHaveLength(3);
    expect(givenUp.books[1]?.accounts).toMatchInlineSnapshot(`
      "
      account                    balance
      -------------------------  -------
      backers EUR                   0.00
      campaign-account EUR          0.00
      campaign-bank EUR             0.00
      chargeback-loss EUR           0.00
      control EUR                   0.00
      custody EUR                  29.90
      dormant EUR                  29.90
      fee-payable EUR               0.00
      receivable-enterprise EUR     0.00
      refund-payable EUR            0.00
      reserve EUR                   0.00
      suspense EUR                  0.00
      tranche-locked EUR            0.00
      vat-payable EUR               0.00
      "
    `);
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
