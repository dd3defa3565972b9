import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Expectations } from "../../packages/local/src/story/expectations.ts";
import { playPresale } from "../../packages/local/src/story/presale.ts";
import { expectPresale } from "../../packages/local/src/story/presale-expectations.ts";
import { crowdOf, SMALL } from "../../packages/local/src/story/presale-size.ts";
import { Stage } from "../../packages/local/src/story/stage.ts";
import { StartedPlatform } from "../kit/started-platform.ts";

const rules = readFileSync(join(import.meta.dirname, "presale-small.md"), "utf8");
const expectations = new Expectations();
const printed: string[] = [];
let platform: StartedPlatform;

beforeAll(async () => {
  platform = await StartedPlatform.prepare("presale");
  await platform.start({
    FIRSTLOT_DEMO_BACKERS: String(crowdOf(SMALL)),
    FIRSTLOT_QUIET_DAYS: "unstated",
  });
  const stage = new Stage(platform.place, (line) => printed.push(line));
  const played = await playPresale(stage, SMALL);
  await expectPresale(stage, played, { rules, expectations });
}, 180_000);

afterAll(() => platform.remove());

describe("npm run story -- presale, with twelve backers", () => {
  it("ends as the table made by hand says, with books that balance and nothing left open", () => {
    expect(expectations.broken(), expectations.table()).toEqual([]);
  });

  it("holds every kind of thing that the whole story holds", () => {
    const table = expectations.table();
    for (const what of [
      "trial balance EUR",
      "accounts that differ from their replayed entries",
      "that do not reconcile to zero",
      "main, transfer: fulfilled",
      "t2: units left",
      "parked work items",
      "open breaks",
      "webhooks created, and those that the bank has kept",
      'notices to 2 of "transfer"',
    ])
      expect(table).toContain(what);
  });

  it("prints the ledger of every book", () => {
    expect(printed.filter((line) => line.includes("Ledger of "))).toHaveLength(6);
  });
});
