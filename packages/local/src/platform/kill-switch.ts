import { appendFileSync } from "node:fs";
import { installKillPoint } from "@firstlot/core/kernel/kill-point";
import { readTextIfPresent } from "../blobs/atomic-file.ts";

/** Every point once, one life after the other. */
const EACH = "each";

/** The points at which this data directory's platform was killed so far. */
const killedAt = (file: string): ReadonlySet<string> =>
  new Set((readTextIfPresent(file) ?? "").split("\n").filter((name) => name !== ""));

/**
 * Lets the fault tests end this process, as a power cut would, at a named kill point.
 * @param options.at the point's name, or `each`: the first one at which no life has ended yet
 * @param options.file where the names are kept, a line each, written before the end
 */
export function installKillSwitch({ at, file }: { at: string; file: string }): void {
  const known = killedAt(file);
  installKillPoint((name) => {
    if (at === EACH ? known.has(name) : at !== name) return;
    appendFileSync(file, `${name}\n`);
    process.kill(process.pid, "SIGKILL");
  });
}
