// Bundles the local platform from its sources, with everything from the registry, into scripts whose compiled code is kept
// beside them (docs/adr/0005). Only Node's own modules: `npm start` asks before its checks.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isNewer, newestChange } from "./newest-change.mjs";

const root = dirname(import.meta.dirname);
const built = join(root, "node_modules", ".cache", "firstlot");

/** The files to start: the platform, and the bank that it starts as a process of its own. */
export const BUNDLED = { main: join(built, "start-main.cjs"), bank: join(built, "start-bank.cjs") };

/** What stands for `import.meta` in a script. */
const META = `const __url = require("node:url"), __meta = {
  url: __url.pathToFileURL(__filename).href,
  resolve: (name) => __url.pathToFileURL(require.resolve(name)).href };`;

const startOf = (name) => `require("./run-warm.cjs").runWarm(require.resolve("./${name}.cjs"));\n`;

/** A file is replaced whole: another platform may be starting from it. */
function replace(path, contents) {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, contents);
  renameSync(unfinished, path);
}

/** Leaves the bundles as the sources say. esbuild is loaded only when there is something to build, and ends with it. */
export async function bundlePlatform() {
  const sources = readdirSync(join(root, "packages")).map((name) => join(root, "packages", name, "src"));
  const newest = Math.max(
    ...[...sources, join(root, "package-lock.json"), import.meta.filename].map(newestChange),
  );
  if (Object.values(BUNDLED).every((file) => isNewer(file, newest))) return BUNDLED;
  const { build, stop } = await import("esbuild");
  mkdirSync(built, { recursive: true });
  const source = join(root, "packages", "local", "src");
  try {
    const { outputFiles } = await build({
      entryPoints: {
        main: join(source, "main.ts"),
        bank: join(source, "sandbox-bank", "main.ts"),
        "run-warm": join(source, "platform", "run-warm.ts"),
      },
      outdir: built,
      outExtension: { ".js": ".cjs" },
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "node20.19",
      conditions: ["firstlot:source"],
      define: { "import.meta.url": "__meta.url", "import.meta.resolve": "__meta.resolve" },
      banner: { js: META },
      minifyWhitespace: true,
      legalComments: "none",
      sourcemap: true,
      sourcesContent: false,
      logLevel: "error",
      write: false,
    });
    for (const { path, contents } of outputFiles) replace(path, contents);
  } finally {
    await stop();
  }
  for (const name of readdirSync(built)) if (name.endsWith(".compiled")) rmSync(join(built, name));
  replace(BUNDLED.main, startOf("main"));
  replace(BUNDLED.bank, startOf("bank"));
  return BUNDLED;
}
