import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { invariant } from "@firstlot/core/kernel/invariant";
import { build } from "esbuild";
import { coldStart, secretsManager } from "../test/kit/cold-start.ts";
import { inTurn } from "./in-turn.ts";
import { exactRow, type Row } from "./row.ts";
import type { Stage } from "./stage.ts";

const PAIRS = 7;
const KIB = 1_024;
const GZIP_KIB_MAX = 200;
const COLD_RATIO_MAX = 1.25;

/** The functions that somebody waits for, and a first request of each: one that reads the table, or is refused. */
const SERVED = {
  "public-api": { path: `/api/public/v1/campaigns/cmp_${"0".repeat(20)}`, status: 404 },
  "backoffice-api": { path: "/api/backoffice/v1/review/cases", status: 401 },
  "partner-api": { path: "/api/partner/v1/instructions", status: 401 },
} as const;

/** What a function of the size of ours cannot do without: a router, a schema, a client and one read. */
const BARE = `
import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { z } from "zod";
const dynamo = new DynamoDBClient({});
const params = z.object({ id: z.string().max(40) });
const app = new Hono().get("/bare/:id", async (c) => {
  const { id } = params.parse(c.req.param());
  const { Item } = await dynamo.send(
    new GetItemCommand({ TableName: process.env.FIRSTLOT_TABLE, Key: { pk: { S: id }, sk: { S: "STATE" } } }),
  );
  return c.json({ found: Item !== undefined }, Item === undefined ? 404 : 200);
});
export const handler = handle(app);`;

const gzipKib = (file: string): number => gzipSync(readFileSync(file), { level: 9 }).length / KIB;

/** Rows 13 and 14: how long each served function takes from nothing to its first answer, and what each bundle weighs. */
export async function bundleRows(stage: Stage): Promise<Row[]> {
  const target = mkdtempSync(join(tmpdir(), "firstlot-bench-bundles-"));
  const secrets = await secretsManager();
  try {
    execFileSync(process.execPath, ["scripts/bundle.mjs", target], { stdio: "ignore", timeout: 120_000 });
    const bare = join(target, "bare.js");
    await build({
      stdin: { contents: BARE, resolveDir: process.cwd() },
      outfile: bare,
      ...{ bundle: true, minify: true, platform: "node", target: "node20", format: "cjs" },
      mainFields: ["module", "main"],
      logLevel: "error",
    });
    const services = { secretsUrl: secrets.url, dynamoUrl: stage.scene.engine.endpoint };
    const cold = async (file: string, { path, status }: { path: string; status: number }) => {
      const { ms, statusCode } = await coldStart(file, { path, ...services });
      invariant(statusCode === status, `the first request is answered: ${statusCode}`);
      return ms;
    };
    const fileOf = (name: string) => join(target, "functions", name, "index.js");
    const starts = [];
    for (const [name, first] of Object.entries(SERVED)) {
      const paired = await inTurn({
        pairs: PAIRS,
        reference: () => cold(bare, { path: "/bare/none", status: 404 }),
        subject: () => cold(fileOf(name), first),
      });
      starts.push({ name, ...paired });
    }
    const weights = readdirSync(join(target, "functions"))
      .map((name) => ({ name, kib: gzipKib(fileOf(name)) }))
      .sort((a, b) => b.kib - a.kib);
    return [
      exactRow({
        number: 13,
        what: "cold import and first request ÷ those of a bare Hono, zod and SDK bundle",
        must: `≤ ${COLD_RATIO_MAX}`,
        measured: starts
          .map(
            ({ name, ratio, spread, subject, reference }) =>
              `${name} ${ratio.toFixed(2)} (${spread.map((one) => one.toFixed(2)).join("–")}; ` +
              `${subject.toFixed(0)} against ${reference.toFixed(0)} ms, ${PAIRS} pairs)`,
          )
          .join(", "),
        isMet: starts.every(({ ratio }) => ratio <= COLD_RATIO_MAX),
        detail: starts,
      }),
      exactRow({
        number: 14,
        what: "function bundle, gzip KiB",
        must: `≤ ${GZIP_KIB_MAX}`,
        measured: weights.map(({ name, kib }) => `${name} ${kib.toFixed(0)}`).join(", "),
        isMet: weights.every(({ kib }) => kib <= GZIP_KIB_MAX),
        detail: weights,
      }),
    ];
  } finally {
    secrets.end();
    rmSync(target, { recursive: true, force: true });
  }
}
