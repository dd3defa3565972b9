#!/usr/bin/env node
// Writes the SDK's types from the OpenAPI documents. `--check` writes nothing and fails where they are not current.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeDocuments } from "./openapi-documents.mjs";

const root = join(import.meta.dirname, "..");
const sdk = join(root, "packages", "sdk");
const isCheck = process.argv.includes("--check");
let stale = 0;

for (const [name, file] of Object.entries(await writeDocuments())) {
  // run in the SDK's folder: it has the TypeScript that the generator needs
  const { status, stdout, stderr } = spawnSync("npx", ["openapi-typescript", file], {
    cwd: sdk,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) {
    process.stderr.write(stderr);
    process.exit(1);
  }
  const target = join(sdk, "src", "generated", `${name}.ts`);
  if (existsSync(target) && readFileSync(target, "utf8") === stdout) continue;
  stale += 1;
  if (isCheck) process.stderr.write(`${target} is not current: run \`npm run generate:sdk\`\n`);
  else writeFileSync(target, stdout);
}
process.stdout.write(
  stale === 0 ? "the SDK's types are current\n" : `${stale} files ${isCheck ? "stale" : "written"}\n`,
);
process.exit(isCheck && stale > 0 ? 1 : 0);
