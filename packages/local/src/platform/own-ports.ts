import { join } from "node:path";
import { z } from "zod";
import { readTextIfPresent, writeFileAtomic } from "../blobs/atomic-file.ts";

const portsSchema = z.array(z.int());

/**
 * Keeps the ports that a data directory was made for: addresses of the banks and of the identity provider are in its
 * data, so that it works on no others.
 * @throws a sentence that names both ways out, when it was made for other ports
 */
export function keepPorts(dataDir: string, ports: readonly number[]): void {
  const file = join(dataDir, "ports.json");
  const text = readTextIfPresent(file);
  if (text === undefined) {
    writeFileAtomic(file, JSON.stringify(ports));
    return;
  }
  const kept = portsSchema.parse(JSON.parse(text));
  const isSame = kept.every((port, i) => port === ports[i]);
  if (isSame) return;
  throw new Error(
    `These data were made for the ports ${kept.join(", ")}, not ${ports.join(", ")}. ` +
      `Start with --port ${kept[0]} again, or begin anew with --reset.`,
  );
}
