#!/usr/bin/env node
// Builds the web application when its sources are newer than what was built from them. Also a function, for `npm start`.
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isNewer, newestChange } from "./newest-change.mjs";

const web = join(dirname(dirname(fileURLToPath(import.meta.url))), "web");

/** Leaves `web/dist` as its sources say. Vite is loaded only when there is something to build. */
export async function buildWeb() {
  if (isNewer(join(web, "dist", "manifest.json"), newestChange(web))) return;
  const { build } = await import("vite");
  await build({ configFile: join(web, "vite.config.ts"), logLevel: "error" });
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url))
  await buildWeb();
