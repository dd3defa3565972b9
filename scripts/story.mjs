#!/usr/bin/env node
// `npm run story`: plays a story against a fresh platform of its own, over HTTP, and says how it went.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";

/** A folder given with --data is meant from where the command was called. */
const given = process.argv.slice(2).map((text, i, all) => (all[i - 1] === "--data" ? resolve(text) : text));
const root = join(import.meta.dirname, "..");
const built = join(root, "node_modules", ".cache", "firstlot");
const dataDir = mkdtempSync(join(tmpdir(), "firstlot-story-"));
const port = Number(process.env.FIRSTLOT_PORT ?? 5300);

mkdirSync(built, { recursive: true });
await build({
  entryPoints: [join(root, "packages/local/src/story/main.ts")],
  outfile: join(built, "story.mjs"),
  bundle: true,
  platform: "node",
  format: "esm",
  conditions: ["firstlot:source"],
  packages: "external",
  alias: {
    "@firstlot/core": join(root, "packages/core/src"),
    "@firstlot/partner-kit": join(root, "packages/partner-kit/src"),
    "@firstlot/sdk": join(root, "packages/sdk/src"),
  },
  logLevel: "error",
});

const platform = spawn(
  process.execPath,
  [join(root, "scripts/start.mjs"), "--empty", "--port", String(port)],
  {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, FIRSTLOT_DATA: dataDir, FIRSTLOT_DEMO_BACKERS: "200" },
  },
);
await new Promise((ready, failed) => {
  platform.stdout.on("data", (chunk) => chunk.toString().includes("regulator") && ready());
  platform.once("exit", () => failed(new Error("the platform ended before it was ready")));
});
const story = spawn(process.execPath, [join(built, "story.mjs"), ...given], {
  cwd: root, // the story reads the table made by hand in docs/rules/ledger.md
  stdio: "inherit",
  env: { ...process.env, FIRSTLOT_PORT: String(port) },
});
const code = await new Promise((done) => story.once("exit", done));
const ended = new Promise((done) => platform.once("exit", done));
platform.kill("SIGTERM");
await ended;
rmSync(dataDir, { recursive: true, force: true });
process.exit(code ?? 1);
