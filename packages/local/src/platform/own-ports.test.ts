import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { keepPorts } from "./own-ports.ts";

const folder = mkdtempSync(join(tmpdir(), "firstlot-ports-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("keepPorts", () => {
  it("lets a data directory start again on its own ports only", () => {
    keepPorts(folder, [3000, 3001]);
    expect(() => keepPorts(folder, [3000, 3001])).not.toThrow();
    expect(() => keepPorts(folder, [4000, 4001])).toThrow("--port 3000 again, or begin anew with --reset");
  });
});
