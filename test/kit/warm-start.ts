import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire, Module } from "node:module";
import { constants, Script } from "node:vm";

/** Until what a start runs has been compiled; a life that ends earlier keeps nothing. */
const KEEP_AFTER_MS = 500;

function readIfPresent(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/**
 * Runs a bundle with the code that V8 compiled of it in an earlier life, kept beside it. A platform that is killed fifty
 * times is not compiled fifty times then. (Newer Nodes do it by themselves: NODE_COMPILE_CACHE.)
 * @param file the bundle, a CommonJS script
 */
export function runWarm(file: string): void {
  const kept = `${file}.compiled`;
  const cachedData = readIfPresent(kept);
  const script = new Script(Module.wrap(readFileSync(file, "utf8")), {
    filename: file,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  script.runInThisContext()({}, createRequire(file), {}, file);
  if (cachedData !== undefined && script.cachedDataRejected !== true) return;
  const keep = () => {
    const unfinished = `${kept}.${process.pid}`;
    writeFileSync(unfinished, script.createCachedData());
    renameSync(unfinished, kept);
  };
  setTimeout(keep, KEEP_AFTER_MS).unref();
}
