#!/usr/bin/env node
// `npm run bench`: measures the goals of the performance design on this machine and writes bench/results.json.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const built = join(root, "node_modules", ".cache", "firstlot");

mkdirSync(built, { recursive: true });
await build({
  entryPoints: [join(root, "bench/main.ts")],
  outfile: join(built, "bench.mjs"),
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  conditions: ["firstlot:source"],
  sourcemap: true,
  plugins: [
    {
      name: "registry-packages-outside",
      setup({ onResolve }) {
        onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
          kind === "entry-point" || path.startsWith("@firstlot/") ? undefined : { path, external: true },
        );
      },
    },
  ],
  logLevel: "error",
});

const out = ["--out", join(root, "bench", "results.json")];
const bench = spawn(
  process.execPath,
  ["--enable-source-maps", join(built, "bench.mjs"), ...out, ...process.argv.slice(2)],
  {
    stdio: "inherit",
    cwd: root,
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
);
bench.on("exit", (code) => process.exit(code ?? 1));
