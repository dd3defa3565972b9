// The files that CloudFront serves from the bucket, in <target>/files: what the site answers for them, and what the
// web build made.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..");
const FILES_OF_SITE = join(ROOT, "packages/functions/src/api/site/site-files.ts");
const WEB_ASSETS = join(ROOT, "web/dist/assets");

/** Paths whose answer is the same for everybody; `infra/src/web-stack.ts` sends them to the bucket. */
const PATHS = [
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

/** What answers for the files, as a program that can be asked. */
async function loadSiteFiles() {
  const cache = join(ROOT, "node_modules/.cache");
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, "site-files-"));
  const outfile = join(folder, "site-files.mjs");
  await build({
    entryPoints: [FILES_OF_SITE],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    conditions: ["firstlot:source"],
    plugins: [registryPackagesOutside],
    logLevel: "warning",
  });
  const site = await import(pathToFileURL(outfile).href);
  rmSync(folder, { recursive: true, force: true });
  return site;
}

/** Writes the static files below `target`; the web must be built. @returns how many there are */
export async function writeStaticFiles(target) {
  const { siteFiles } = await loadSiteFiles();
  const swagger = dirname(
    createRequire(join(ROOT, "packages/local/package.json")).resolve("swagger-ui-dist/package.json"),
  );
  const site = siteFiles({ docsFile: async (name) => readFileSync(join(swagger, name), "utf8") });
  for (const path of PATHS) {
    const answer = await site.request(path);
    if (answer.status !== 200) throw new Error(`the site has no ${path}: ${answer.status}`);
    const file = join(target, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  }
  cpSync(WEB_ASSETS, join(target, "assets"), { recursive: true });
  return PATHS.length + readdirSync(WEB_ASSETS).length;
}
