import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";

const ROOT = join(import.meta.dirname, "../..");

const configSchema = z.object({
  default: z.object({
    app: z.custom<(input: { stage: string }) => unknown>((value) => typeof value === "function"),
    run: z.custom<() => Promise<unknown>>((value) => typeof value === "function"),
  }),
});

/** The configuration as SST's tool loads it for a command. */
async function loadConfig(command: string, stage = "dev-ada") {
  vi.stubGlobal("$config", (config: unknown) => config);
  vi.stubGlobal("$app", { stage });
  vi.stubGlobal("$cli", { command });
  const module: unknown = await import(pathToFileURL(join(ROOT, "sst.config.ts")).href);
  return configSchema.parse(module).default;
}

let folder = "";
const asked = () => readFileSync(join(folder, "asked"), "utf8").trim().split("\n");

/** An `npm` that writes down what it was asked for, and the outputs that a deployment would leave. */
const NPM = `#!/bin/sh
echo "$FIRSTLOT_STAGE: $*" >> "$ASKED"
for last; do :; done
case "$*" in *--outputs-file*) echo '{"firstlot-dev-ada-web":{"Origin":"https://dev.example"}}' > "$last";; esac
case "$*" in *bundle*) exit "\${BUNDLE_STATUS:-0}";; esac
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sst-"));
  writeFileSync(join(folder, "npm"), NPM);
  chmodSync(join(folder, "npm"), 0o755);
  vi.stubEnv("PATH", `${folder}${delimiter}${process.env.PATH ?? ""}`);
  vi.stubEnv("ASKED", join(folder, "asked"));
  vi.spyOn(process, "cwd").mockReturnValue(folder); // SST stands in the project's root; its dist is left alone here
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe("the door for users of SST", () => {
  it("keeps and protects production, and nothing else", async () => {
    const { app } = await loadConfig("deploy");
    expect(app({ stage: "production" })).toMatchObject({ removal: "retain-all", protect: true });
    expect(app({ stage: "dev-ada" })).toMatchObject({ removal: "remove", protect: false });
  });

  it("deploys the stacks of its stage and gives their outputs", async () => {
    const { run } = await loadConfig("deploy");
    expect(await run()).toEqual({ "firstlot-dev-ada-web": { Origin: "https://dev.example" } });
    expect(asked()).toEqual([
      "dev-ada: run bundle",
      expect.stringMatching(/^dev-ada: run deploy --workspace infra -- .*--outputs-file .*outputs\.json$/),
    ]);
  });

  it("shows what would change without deploying", async () => {
    const { run } = await loadConfig("diff");
    expect(await run()).toEqual({});
    expect(asked()).toEqual(["dev-ada: run bundle", "dev-ada: run diff --workspace infra"]);
  });

  it("deploys nothing when the bundles fail, and points from `sst dev` to the local platform", async () => {
    const { run } = await loadConfig("deploy");
    vi.stubEnv("BUNDLE_STATUS", "3");
    await expect(run()).rejects.toThrow("npm run bundle ended with 3");
    expect(asked()).toEqual(["dev-ada: run bundle"]);
    await expect((await loadConfig("dev")).run()).rejects.toThrow("npm start");
  });
});
