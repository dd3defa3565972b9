#!/usr/bin/env node
// Writes the OpenAPI documents and lints them by redocly.yaml. A warning counts as a mistake; nothing is sent anywhere.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { writeDocuments } from "./openapi-documents.mjs";

const root = join(import.meta.dirname, "..");
const files = await writeDocuments();
const linted = spawnSync("npx", ["redocly", "lint", "--max-problems", "60", ...Object.values(files)], {
  cwd: root,
  encoding: "utf8",
  env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
});
const said = `${linted.stdout}${linted.stderr}`;
const warnings = Number(/(\d+) warnings?/.exec(said)?.[1] ?? 0);
const isClean = linted.status === 0 && warnings === 0;
process.stdout.write(isClean ? `${Object.keys(files).join(", ")}: no mistake, no warning\n` : said);
process.exit(isClean ? 0 : 1);
