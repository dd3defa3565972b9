// Writes the document of each API to .build/openapi, from the routes themselves. Deterministic.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const built = join(root, "node_modules", ".cache", "firstlot");

/** @returns path of the written file by the API's name */
export async function writeDocuments() {
  const module = join(built, "openapi.mjs");
  await build({
    entryPoints: [join(root, "packages/functions/src/api/document-platform.ts")],
    outfile: module,
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["firstlot:source"],
    packages: "external",
    alias: {
      "@firstlot/core": join(root, "packages/core/src"),
      "@firstlot/partner-kit": join(root, "packages/partner-kit/src"),
    },
    logLevel: "error",
  });
  const { apiDocuments } = await import(`${pathToFileURL(module)}?${Date.now()}`);
  const folder = join(root, ".build", "openapi");
  mkdirSync(folder, { recursive: true });
  return Object.fromEntries(
    Object.entries(apiDocuments()).map(([name, document]) => {
      const file = join(folder, `${name}.json`);
      writeFileSync(file, `${JSON.stringify(document, null, 2)}\n`);
      return [name, file];
    }),
  );
}
