import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { freePort } from "../../packages/local/src/engine/free-port.ts";
import { playSlice, type SliceEnd } from "../../packages/local/src/story/slice.ts";
import { STAFF, Stage } from "../../packages/local/src/story/stage.ts";

const rootsView = z.looseObject({
  items: z.array(
    z.looseObject({
      day: z.string(),
      root: z.string(),
      previous: z.looseObject({ root: z.string() }).optional(),
    }),
  ),
});
const checkView = z.looseObject({ whole: z.boolean(), findings: z.array(z.unknown()) });

const dataDir = mkdtempSync(join(tmpdir(), "firstlot-slice-"));
let platform: ChildProcess;
let stage: Stage;
let end: SliceEnd;

/** Starts the platform as a newcomer does, on ports of its own, and waits for its table. */
async function start(): Promise<{ origin: string; issuer: string; bankUrl: string }> {
  const [port, bankPort, enginePort, identityPort] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  platform = spawn(process.execPath, ["scripts/start.mjs", "--empty", "--port", String(port)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      FIRSTLOT_DATA: dataDir,
      FIRSTLOT_BANK_PORT: String(bankPort),
      FIRSTLOT_ENGINE_PORT: String(enginePort),
      FIRSTLOT_IDENTITY_PORT: String(identityPort),
    },
  });
  await new Promise<void>((ready, failed) => {
    platform.stdout?.on("data", (chunk: Buffer) => chunk.toString().includes("regulator") && ready());
    platform.once("exit", () => failed(new Error("the platform ended before it was ready")));
  });
  return {
    origin: `http://localhost:${port}`,
    issuer: `http://localhost:${identityPort}`,
    bankUrl: `http://127.0.0.1:${bankPort}`,
  };
}

beforeAll(async () => {
  stage = new Stage(await start(), () => undefined);
  end = await playSlice(stage);
}, 120_000);

afterAll(async () => {
  const ended = new Promise((done) => platform.once("exit", done));
  platform.kill("SIGTERM");
  await ended;
  rmSync(dataDir, { recursive: true, force: true });
});

describe("one enterprise, one campaign, one backer, one bank, over HTTP", () => {
  it("ends with the pledge confirmed and the first tranche paid", () => {
    expect(end).toMatchObject({ campaignStatus: "delivering", pledgeStatus: "confirmed" });
  });

  it("ends with an audit log whose days were closed, each whole and tied to the one before", async () => {
    const { items } = await stage.operator.do("GET", `${STAFF}/audit-roots?limit=62`, rootsView);
    expect(items.length).toBeGreaterThan(3);
    const links = items.slice(0, -1).map(({ previous }) => previous?.root);
    expect(links).toEqual(items.slice(1).map(({ root }) => root));
    for (const { day } of items)
      expect(await stage.operator.do("GET", `${STAFF}/audit-roots/${day}/check`, checkView)).toMatchObject({
        whole: true,
        findings: [],
      });
  });

  it("ends with books that balance, agree with their entries, and no parked work", () => {
    expect(end.parked).toBe(0);
    expect(end.trialBalance).toMatchObject({
      currencies: [
        { currency: "EUR", differencePosted: { amount: "0.00" }, differencePending: { amount: "0.00" } },
      ],
      replay: { complete: true, differences: [] },
    });
  });

  it("reconciles every bank account to zero with the bank's own statements", () => {
    expect(end.openBreaks).toBe(0);
    expect(end.equations.length).toBeGreaterThanOrEqual(3);
    for (const { difference } of end.equations) expect(difference.amount).toBe("0.00");
  });
});
