// The files that CloudFront serves from the bucket, in <target>/files: what the site answers for them, written down.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const SITE = join(ROOT, "packages/functions/src/api/site/app.ts");

/** Paths whose answer is the same for everybody; `infra/src/web-stack.ts` sends them to the bucket. */
const PATHS = [
  "/assets/site.css",
  "/assets/icon.svg",
  "/docs/files/docs.js",
  "/docs/files/swagger-ui.css",
  "/docs/files/swagger-ui-bundle.js",
];

/** Packages of the registry stay where they are installed; ours are bundled from their sources. */
const registryPackagesOutside = {
  name: "registry-packages-outside",
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === "entry-point" || path.startsWith("@firstlot/") ? undefined : { path, external: true },
    );
  },
};

/** The site as a program that can be asked. */
async function loadSite() {
  const cache = join(ROOT, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "site-files-"));
  const outfile = join(folder, "site.mjs");
  await build({
    entryPoints: [SITE],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["firstlot:source"],
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
    plugins: [registryPackagesOutside],
    logLevel: "warning",
  });
  const site = await import(pathToFileURL(outfile).href);
  rmSync(folder, { recursive: true, force: true });
  return site;
}

/** Writes the static files below `target`. @returns their paths */
export async function writeStaticFiles(target) {
  const { createSiteApp } = await loadSite();
  const swagger = dirname(
    createRequire(join(ROOT, "packages/local/package.json")).resolve("swagger-ui-dist/package.json"),
  );
  const site = createSiteApp({
    platform: { log: () => undefined, clock: { business: () => "", wall: () => "" } },
    publicApi: { request: () => new Response(null, { status: 503 }) },
    docsFile: async (name) => readFileSync(join(swagger, name), "utf8"),
  });
  for (const path of PATHS) {
    const answer = await site.request(path);
    if (answer.status !== 200) throw new Error(`the site has no ${path}: ${answer.status}`);
    const file = join(target, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  }
  return PATHS;
}
