#!/usr/bin/env node
// Builds the web application when its sources are newer than what was built from them. Also a function, for `npm start`.
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const web = join(dirname(dirname(fileURLToPath(import.meta.url))), "web");

/** The newest change of a source, in milliseconds. */
function newestChange() {
  return readdirSync(web, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/[/](dist|node_modules)([/]|$)/.test(entry.parentPath))
    .reduce((newest, { parentPath, name }) => Math.max(newest, statSync(join(parentPath, name)).mtimeMs), 0);
}

/** Leaves `web/dist` as its sources say. Vite is loaded only when there is something to build. */
export async function buildWeb() {
  const manifest = join(web, "dist", "manifest.json");
  if (existsSync(manifest) && statSync(manifest).mtimeMs > newestChange()) return;
  const { build } = await import("vite");
  await build({ configFile: join(web, "vite.config.ts"), logLevel: "error" });
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  await buildWeb();
