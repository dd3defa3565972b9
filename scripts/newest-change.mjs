// Whether what was built is as new as what it was built from. Only Node's own modules: `npm start` asks before its checks.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** The newest change of a file, or of any file below a folder that is neither built nor installed, in milliseconds. */
export function newestChange(path) {
  if (!existsSync(path)) return 0;
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs;
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/[/](dist|node_modules)([/]|$)/.test(entry.parentPath))
    .reduce((newest, { parentPath, name }) => Math.max(newest, statSync(join(parentPath, name)).mtimeMs), 0);
}

/** Whether a built file is there and newer than `changedAt`. */
export const isNewer = (file, changedAt) => existsSync(file) && statSync(file).mtimeMs > changedAt;
