#!/usr/bin/env node
// Everything `npm test` promises, in the order in which a mistake is cheapest to find. Stops at the first failure.
import { spawnSync } from "node:child_process";

const steps = [
  ["format and lint", "npx", ["biome", "check", "--error-on-warnings", "."]],
  ["types", "npx", ["tsc", "--noEmit"]],
  ["types of the stacks", "npx", ["tsc", "--noEmit", "--project", "infra"]],
  ["types of the workspaces", "npx", ["tsc", "--noEmit", "--project", "web"]],
  ["unused code", "npx", ["knip"]],
  ["API documents", "node", ["scripts/lint-openapi.mjs"]],
  ["SDK is current", "node", ["scripts/generate-sdk.mjs", "--check"]],
  ["web build", "node", ["scripts/build-web.mjs"]],
  ["tests", "npx", ["vitest", "run"]],
];

for (const [name, command, args] of steps) {
  const started = Date.now();
  process.stdout.write(`\n── ${name}\n`);
  const { status } = spawnSync(command, args, {
    stdio: "inherit",
    env: { ...process.env, NODE_NO_WARNINGS: "1" },
  });
  process.stdout.write(
    `── ${name}: ${status === 0 ? "passed" : "FAILED"} in ${((Date.now() - started) / 1000).toFixed(1)} s\n`,
  );
  if (status !== 0) process.exit(status ?? 1);
}
