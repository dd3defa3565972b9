import { createHash } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire, Module, SourceMap } from "node:module";
import { join } from "node:path";
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
 * Runs a bundle with the code that V8 compiled of it in an earlier life, kept beside it under the hash of its text (V8
 * itself looks at the length only). Half of a start is loading modules and compiling them. (Newer Nodes keep compiled
 * code by themselves: NODE_COMPILE_CACHE.)
 * @param file the bundle, a CommonJS script with its source map beside it
 */
export function runWarm(file: string): void {
  const text = readFileSync(file, "utf8");
  const kept = `${file}.${createHash("sha256").update(text).digest("hex").slice(0, 16)}.compiled`;
  const cachedData = readIfPresent(kept);
  const wrapped = Module.wrap(text);
  const script = new Script(wrapped, {
    filename: file,
    columnOffset: -wrapped.indexOf(text), // places in errors are those of the file
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  nameSources(file);
  script.runInThisContext()({}, createRequire(file), {}, file);
  if (cachedData !== undefined && script.cachedDataRejected !== true) return;
  const keep = () => {
    const unfinished = `${kept}.${process.pid}`;
    writeFileSync(unfinished, script.createCachedData());
    renameSync(unfinished, kept);
  };
  setTimeout(keep, KEEP_AFTER_MS).unref();
}

/** Stacks of errors name the lines of the sources; the map is read when the first one is asked for. */
function nameSources(file: string): void {
  let map: SourceMap | undefined;
  const placeOf = (site: NodeJS.CallSite): string => {
    const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
    if (site.getFileName() !== file || line === null || column === null) return String(site);
    map ??= new SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));
    const origin = map.findOrigin(line, column);
    if (!("fileName" in origin)) return String(site);
    const name = site.getFunctionName();
    const place = `${join(file, "..", origin.fileName)}:${origin.lineNumber}:${origin.columnNumber}`;
    return name === null ? place : `${name} (${place})`;
  };
  Error.prepareStackTrace = (error, sites) =>
    [String(error), ...sites.map((site) => `    at ${placeOf(site)}`)].join("\n");
}
