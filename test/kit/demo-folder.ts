import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Where the demo's data are kept when they are whole; a copy of them starts in seconds instead of a minute. */
const FOLDER = join(".build", "demo-data");
const DATA = join(FOLDER, "data");
/** Written last. */
const READY = join(FOLDER, "ports.json");
/** What the demo's data follow from. */
const SOURCES = ["packages/core/src", "packages/functions/src", "packages/local/src"];

const newestChange = (): number =>
  SOURCES.flatMap((folder) => readdirSync(folder, { withFileTypes: true, recursive: true }))
    .filter((entry) => entry.isFile())
    .reduce((newest, { parentPath, name }) => Math.max(newest, statSync(join(parentPath, name)).mtimeMs), 0);

/** Data that tell of the ports on which they were made: the banks' addresses are among them. */
export interface KeptDemo {
  readonly dataDir: string;
  readonly ports: readonly number[];
}

/** The demo's data as the sources make them now, or `undefined` when nobody has made them yet. */
export function keptDemo(): KeptDemo | undefined {
  if (!existsSync(READY) || statSync(READY).mtimeMs < newestChange()) return undefined;
  return { dataDir: DATA, ports: z.array(z.int()).parse(JSON.parse(readFileSync(READY, "utf8"))) };
}

/** Keeps the data of a platform that has ended with its demo whole. */
export function keepDemo({ dataDir, ports }: KeptDemo): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  cpSync(dataDir, DATA, { recursive: true });
  writeFileSync(READY, JSON.stringify(ports));
}
