import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const FOLDER = join(".build", "warm-platform");
const SOURCES = join("packages", "local", "src");
/** What stands for `import.meta` in a script. */
const META = `const __url = require("node:url"), __meta = {
  url: __url.pathToFileURL(__filename).href,
  resolve: (name) => __url.pathToFileURL(require.resolve(name)).href };`;

/** The files to start: the platform, and the bank that it starts as a process of its own. */
export interface WarmBundle {
  readonly main: string;
  readonly bank: string;
}

/**
 * Bundles the platform for lives that follow each other quickly: the same sources as `npm start`, with everything from
 * the registry in the one file, and started with the code that was compiled before.
 */
export async function warmBundle(): Promise<WarmBundle> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  await build({
    entryPoints: {
      main: join(SOURCES, "main.ts"),
      bank: join(SOURCES, "sandbox-bank", "main.ts"),
      "warm-start": join(import.meta.dirname, "warm-start.ts"),
    },
    outdir: FOLDER,
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
    logLevel: "error",
  });
  const started = (name: string) => {
    const file = join(FOLDER, `start-${name}.cjs`);
    writeFileSync(file, `require("./warm-start.cjs").runWarm(require.resolve("./${name}.cjs"));\n`);
    return resolve(file);
  };
  return { main: started("main"), bank: started("bank") };
}
