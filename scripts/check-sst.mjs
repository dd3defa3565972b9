#!/usr/bin/env node
// `npm run check:sst`: checks the types of sst.config.ts against SST's own platform, which is installed beside the project
// (npm registry only, a minute, 400 MB in .build/sst; kept for the next time). Needs no account.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const SST_VERSION = "4.17.1";
const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const FOLDER = join(ROOT, ".build", `sst-${SST_VERSION}`);
const READY = join(FOLDER, "ready");

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: FOLDER,
    stdio: "inherit",
    env: {
      ...process.env,
      SST_SKIP_DEPENDENCY_CHECK: "1", // its Pulumi and Bun are needed to deploy, not to know the types
      NO_BUN: "1",
      npm_config_engine_strict: "false", // its parts are read for their types and never run: their Node need not be ours
      SST_TELEMETRY_DISABLED: "1",
    },
  });
  if (status === 0) return;
  process.stderr.write(`${command} ${args.join(" ")} failed: ${error?.message ?? `exit code ${status}`}\n`);
  process.exit(1);
}

function install() {
  if (existsSync(READY)) return;
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const manifest = { private: true, type: "module", dependencies: { sst: SST_VERSION } };
  writeFileSync(join(FOLDER, "package.json"), JSON.stringify(manifest));
  copyFileSync(join(ROOT, "sst.config.ts"), join(FOLDER, "sst.config.ts"));
  run("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"]);
  run(join(FOLDER, "node_modules/.bin/sst"), ["install", "--stage", "check"]);
  writeFileSync(READY, "");
}

install();
copyFileSync(join(ROOT, "sst.config.ts"), join(FOLDER, "sst.config.ts"));
// SST comes as sources, which our further strictness would judge as well
const config = {
  compilerOptions: {
    ...{ target: "es2023", lib: ["es2023"], module: "preserve", moduleResolution: "bundler" },
    ...{ strict: true, skipLibCheck: true, types: ["node"] },
    typeRoots: [relative(FOLDER, join(ROOT, "node_modules/@types"))],
  },
  include: ["sst.config.ts"],
};
writeFileSync(join(FOLDER, "tsconfig.json"), JSON.stringify(config));
run(join(ROOT, "node_modules/.bin/tsc"), ["--noEmit", "--project", "tsconfig.json"]);
process.stdout.write(`sst.config.ts fits SST ${SST_VERSION}\n`);
