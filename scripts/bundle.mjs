#!/usr/bin/env node
// One minified bundle per Lambda function in dist/functions/<name>/index.js, its source map apart in dist/maps, and the
// files that no function makes in dist/files.
// Prints what each weighs and fails when one is heavier than it may be. Usage: npm run bundle [-- folder]
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { buildWeb } from "./build-web.mjs";
import { writeStaticFiles } from "./static-files.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const SOURCE = join(ROOT, "packages/functions/src");
/** The goal of docs/performance: 200. What is over it is marked; the ceiling keeps it from growing unnoticed. */
const GZIP_KIB_GOAL = 200;
const GZIP_KIB_MAX = 360;
const KIB = 1024;

/** The functions of infra/src/platform-function.ts and where each begins. */
const ENTRIES = {
  "public-api": "api/public/handler.ts",
  "backoffice-api": "api/backoffice/handler.ts",
  "partner-api": "api/partner/handler.ts",
  site: "api/site/handler.ts",
  "on-change": "stream/on-change-handler.ts",
  "keep-audit": "stream/keep-audit-handler.ts",
  work: "queue/work-handler.ts",
  "send-webhook": "queue/send-webhook-handler.ts",
  sweep: "schedule/sweep-handler.ts",
  "cut-off": "schedule/cut-off-handler.ts",
  daily: "schedule/daily-handler.ts",
  "token-claims": "sign-in/token-claims-handler.ts",
};

/** zod re-exports its messages in fifty languages; nobody here reads them but in English. */
const onlyEnglish = {
  name: "only-english",
  setup({ onLoad }) {
    onLoad({ filter: /zod[/]v4[/]locales[/]index\.(js|cjs)$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
      loader: "js",
    }));
  },
};

/** Whoever asks zod for its one object gets it as a namespace, from which falls out what nobody uses. */
const zodInParts = {
  name: "zod-in-parts",
  setup({ onLoad }) {
    const ours = /[/]packages[/][\w-]+[/]src[/].*\.tsx?$/;
    const theirs = /[/]@hono[/]zod-openapi[/]dist[/]index\.mjs$/;
    onLoad({ filter: new RegExp(`${ours.source}|${theirs.source}`) }, ({ path }) => ({
      contents: readFileSync(path, "utf8")
        .replace(/import \{ z \} from "(?:zod|@hono[/]zod-openapi)";/, 'import * as z from "zod";')
        .replace("extendZodWithOpenApi(z);", "extendZodWithOpenApi({ ZodType: z.ZodType });") // all that it extends
        .replace(/^(import \{.*), z (\} from "@hono[/]zod-openapi";)/m, 'import * as z from "zod"; $1 $2'),
      loader: path.endsWith("x") ? "tsx" : "ts",
    }));
  },
};

/** Pages are drawn whole: of React's two servers the one that streams stays out. */
const onlyWholePages = {
  name: "only-whole-pages",
  setup({ onResolve }) {
    const server = "react-dom/cjs/react-dom-server-legacy.node.production.js";
    onResolve({ filter: /^react-dom[/]server$/ }, () => ({ path: join(ROOT, "node_modules", server) }));
  },
};

/** On Lambda credentials are in the environment; profiles, single sign-on and instance metadata stay out. */
const credentialsOfLambda = {
  name: "credentials-of-lambda",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@aws-sdk[/]credential-provider-node$/ }, () => ({
      path: "credentials",
      namespace: "lambda",
    }));
    onLoad({ filter: /.*/, namespace: "lambda" }, () => ({
      contents:
        'import { fromEnv } from "@aws-sdk/credential-provider-env"; export const defaultProvider = () => fromEnv();',
      resolveDir: ROOT,
      loader: "js",
    }));
  },
};

const target = process.argv[2] ?? join(ROOT, "dist");
for (const built of ["functions", "files"]) rmSync(join(target, built), { recursive: true, force: true });
mkdirSync(join(target, "maps"), { recursive: true });
await buildWeb();
const rows = [];
for (const [name, entry] of Object.entries(ENTRIES)) {
  const outfile = join(target, "functions", name, "index.js");
  await build({
    entryPoints: [join(SOURCE, entry)],
    outfile,
    inject: name.endsWith("-api") ? [join(SOURCE, "api/extend-zod.ts")] : [],
    bundle: true,
    minify: true,
    platform: "node",
    target: "node24",
    format: "cjs", // starts faster than ESM on Lambda
    conditions: ["firstlot:source", "module"],
    mainFields: ["module", "main"],
    sourcemap: "external",
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"' }, // React's own checks are for whoever writes the pages
    plugins: [onlyEnglish, zodInParts, onlyWholePages, credentialsOfLambda],
    logLevel: "warning",
  });
  renameSync(`${outfile}.map`, join(target, "maps", `${name}.js.map`));
  const bytes = readFileSync(outfile);
  rows.push({ name, minified: bytes.length / KIB, gzip: gzipSync(bytes, { level: 9 }).length / KIB });
}
process.stdout.write(`${"function".padEnd(16)}${"minified".padStart(12)}${"gzip".padStart(12)}\n`);
for (const { name, minified, gzip } of rows)
  process.stdout.write(
    `${name.padEnd(16)}${`${minified.toFixed(0)} KiB`.padStart(12)}${`${gzip.toFixed(0)} KiB`.padStart(12)}${gzip > GZIP_KIB_GOAL ? "  over the goal" : ""}\n`,
  );
// The site reads it when it starts: which of the built files its pages link to.
copyFileSync(join(ROOT, "web/dist/manifest.json"), join(target, "functions/site/web-manifest.json"));
const files = await writeStaticFiles(join(target, "files"));
process.stdout.write(`${files} static files\n`);
const heavy = rows.filter(({ gzip }) => gzip > GZIP_KIB_MAX).map(({ name }) => name);
if (heavy.length > 0) {
  process.stderr.write(`heavier than ${GZIP_KIB_MAX} KiB: ${heavy.join(", ")}\n`);
  process.exit(1);
}
