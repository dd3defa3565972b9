import { readFileSync } from "node:fs";
import { join } from "node:path";
import { systemCommand } from "@firstlot/core/kernel/command";
import { invariant } from "@firstlot/core/kernel/invariant";
import { expirePledgeWhenDue } from "@firstlot/core/pledge/end-pledge";
import { pledgeIdSchema } from "@firstlot/core/pledge/pledge";
import { loadPledge } from "@firstlot/core/pledge/pledge-store";
import { loadShards } from "@firstlot/core/pledge/shard-store";
import { dueKeys, SWEEP_GRACE_MS } from "@firstlot/core/work/sweep";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { confirm, pledge } from "../../bench/act.ts";
import { publishCampaigns } from "../../bench/catalogue-stage.ts";
import { type Consumed, noteConsumed, totalOf } from "../../bench/consumed.ts";
import { type Functions, functionsOver, type Stage, setStage } from "../../bench/stage.ts";
import { at, NOON } from "./pledge-scene.ts";

/** The rows `| name | what | calls | read units | write units |` of the document. */
const documented = new Map(
  [
    ...readFileSync(join(import.meta.dirname, "../../docs/access-patterns.md"), "utf8").matchAll(
      /^\| `([a-z-]+)` +\|[^|]+\| *(\d+) *\| *([\d.]+) *\| *([\d.]+) *\|$/gm,
    ),
  ].map(([, name = "", calls, read, write]) => [
    name,
    { calls: Number(calls), read: Number(read), write: Number(write) },
  ]),
);

let stage: Stage;
let functions: Functions;
let noted: Consumed[];
let store: Stage["client"]["store"];
let campaignPage: string;
const measured = new Map<string, { calls: number; read: number; write: number }>();

/** Runs a pattern and files what it consumed under its name in the document. */
async function measure<T>(name: string, pattern: () => Promise<T>): Promise<T> {
  noted.length = 0;
  const result = await pattern();
  measured.set(name, { calls: noted.length, ...totalOf(noted) });
  return result;
}

async function read(path: string): Promise<void> {
  const answer = await functions.publicApp.request(`/api/public/v1/campaigns${path}`);
  expect(answer.status).toBe(200);
}

beforeAll(async () => {
  stage = await setStage();
  const client = stage.scene.separate();
  store = client.store;
  functions = functionsOver(store);
  campaignPage = await publishCampaigns(stage, 40);
  noted = noteConsumed(client.dynamo);
});
afterAll(() => stage.end());

describe("the table of access patterns", () => {
  it("says what each main pattern consumes, to the unit", async () => {
    const offer = await stage.sell({ units: 1_000, shards: 1 });
    await stage.invite(16);
    await pledge(stage, offer, functions); // offer and bank are kept from here on
    await read(`/${campaignPage}`); // terms, offer, review and bank's name too
    const made = await measure("reserve", () => pledge(stage, offer, functions));
    const id = pledgeIdSchema.parse(made.id);
    await measure("confirm", () => confirm(stage, offer, made.payment, functions));
    const left = await pledge(stage, offer, functions);
    const due = systemCommand({ name: "due", cause: [left.id], now: at(30), wall: NOON });
    await measure("expire", () => expirePledgeWhenDue({ store }, due, pledgeIdSchema.parse(left.id)));
    await measure("read-pledge", () => loadPledge(store, id));
    await measure("read-shards", () => loadShards(store, offer));
    await measure("campaign-page", () => read(`/${campaignPage}`));
    await measure("explore", () => read("?limit=20"));
    await measure("sweep", () => dueKeys(store, { now: NOON, graceMs: SWEEP_GRACE_MS }));
    await measure("sign-in", () => {
      const headers = { authorization: `Bearer ${stage.nextBacker()}` };
      return Promise.resolve(functions.publicApp.request("/api/public/v1/me", { headers }));
    });
    invariant(documented.size > 0, "the document has a table of measured patterns");
    expect(Object.fromEntries(measured)).toEqual(Object.fromEntries(documented));
  });
});
