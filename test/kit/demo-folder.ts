import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** Where the demo's data are kept when they are whole; a copy of them starts in seconds instead of a minute. */
const FOLDER = join(".build", "demo-data");
const READY = join(FOLDER, "ready");
/** What the demo's data follow from. */
const SOURCES = ["packages/core/src", "packages/functions/src", "packages/local/src"];

const newestChange = (): number =>
  SOURCES.flatMap((folder) => readdirSync(folder, { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile())
    .reduce((newest, { parentPath, name }) => Math.max(newest, statSync(join(parentPath, name)).mtimeMs), 0);

/** The demo's data as the sources make them now, or `undefined` when nobody has made them yet. */
export const demoFolder = (): string | undefined =>
  existsSync(READY) && statSync(READY).mtimeMs > newestChange() ? join(FOLDER, "data") : undefined;

/** Keeps the data of a platform that has ended with its demo whole. */
export function keepDemo(dataDir: string): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const unfinished = join(FOLDER, "unfinished");
  cpSync(dataDir, unfinished, { recursive: true });
  renameSync(unfinished, join(FOLDER, "data"));
  writeFileSync(READY, "");
}
