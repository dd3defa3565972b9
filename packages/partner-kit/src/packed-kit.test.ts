import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { checkReceiver, checkTable } from "./bank-check.ts";
import { newEd25519Pair, newHmacSecret, readSigningKey } from "./webhook-key.ts";

const KIT = join(import.meta.dirname, "..");
const SECRET = newHmacSecret(Buffer.alloc(32, 4));
const PLATFORM = newEd25519Pair(Buffer.alloc(32, 5));
const OTHER = newHmacSecret(Buffer.alloc(32, 6));
const packSchema = z
  .array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }))
  .min(1);

/** A folder like a bank's own: the kit unpacked from its tarball, its two dependencies beside it, nothing else. */
function installPacked(): { folder: string; files: string[] } {
  const folder = mkdtempSync(join(tmpdir(), "firstlot-kit-"));
  const packed = execFileSync("npm", ["pack", "--json", "--silent", "--pack-destination", folder], {
    cwd: KIT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [tarball] = packSchema.parse(JSON.parse(packed.slice(packed.indexOf("["))));
  const home = join(folder, "node_modules/@firstlot/partner-kit");
  mkdirSync(home, { recursive: true });
  execFileSync("tar", ["-xzf", join(folder, tarball?.filename ?? ""), "-C", home, "--strip-components=1"]);
  const installed = dirname(dirname(new URL(import.meta.resolve("zod/package.json")).pathname));
  for (const dependency of ["zod", "fast-xml-parser"]) {
    symlinkSync(join(installed, dependency), join(folder, "node_modules", dependency));
  }
  return { folder, files: tarball?.files.map(({ path }) => path) ?? [] };
}

function keyOf(text: string) {
  const key = readSigningKey(text);
  if (!key.ok) throw new Error(key.error.kind);
  return key.value;
}

describe("the kit as a bank installs it", () => {
  const { folder, files } = installPacked();
  let receiver: ChildProcess | undefined;
  let url = "";
  const environment = {
    ...process.env,
    PORT: "0",
    STORE: join(folder, "events.jsonl"),
    WEBHOOK_SECRET: SECRET,
  };

  beforeAll(async () => {
    const example = join(folder, "node_modules/@firstlot/partner-kit/examples/receiver.mjs");
    const child = spawn(process.execPath, [example], {
      cwd: folder,
      env: { ...environment, PLATFORM_KEY: PLATFORM.publicKey },
      stdio: ["ignore", "pipe", "inherit"],
    });
    receiver = child;
    url = await new Promise<string>((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`the receiver ended with ${code}`)));
      child.stdout.on("data", (data: Buffer) => resolve(/http:\S+/.exec(data.toString())?.[0] ?? ""));
    });
  }, 60_000);
  afterAll(() => receiver?.kill("SIGKILL"));

  it("holds compiled modules with their types, the example and the README, and no sources or tests", () => {
    for (const path of ["README.md", "examples/receiver.mjs", "dist/messages.js", "dist/messages.d.ts"]) {
      expect(files).toContain(path);
    }
    expect(files.filter((path) => path.startsWith("src/") || path.includes(".test."))).toEqual([]);
    expect(readdirSync(join(folder, "node_modules")).sort()).toEqual(["@firstlot", "fast-xml-parser", "zod"]);
  });

  it("runs the example receiver, which passes every case of the bank check", async () => {
    const hmac = keyOf(SECRET);
    if (hmac.scheme !== "v1") throw new Error("an HMAC secret");
    const keys = { hmac, ed25519: keyOf(PLATFORM.privateKey), stranger: keyOf(OTHER) };
    const lines = await checkReceiver({ url, keys, nowMs: () => Date.now(), runId: "test", fetch });
    expect(lines.filter(({ passed }) => !passed)).toEqual([]);
    expect(lines.length).toBeGreaterThan(20);
  });

  it("ships the bank check as a program: exit 0 on a good receiver, 1 with another secret, 2 without a secret", () => {
    const program = join(folder, "node_modules/@firstlot/partner-kit/dist/bank-check-cli.js");
    const exitOf = (...more: string[]): number => {
      try {
        execFileSync(process.execPath, [program, url, ...more], { stdio: "ignore", timeout: 30_000 });
        return 0;
      } catch (error) {
        return z.object({ status: z.int() }).parse(error).status;
      }
    };
    expect(exitOf("--secret", SECRET)).toBe(0);
    expect(exitOf("--secret", OTHER)).toBe(1);
    expect(exitOf()).toBe(2);
  }, 60_000);
});

describe("checkReceiver", () => {
  const hmac = keyOf(SECRET);
  if (hmac.scheme !== "v1") throw new Error("an HMAC secret");
  const setup = {
    url: "http://bank.test/hook",
    keys: { hmac, stranger: keyOf(OTHER) },
    nowMs: () => 1_795_500_000_000,
    runId: "x",
  };
  const failedWith = async (status: number) => {
    const lines = await checkReceiver({ ...setup, fetch: async () => new Response("{}", { status }) });
    return { lines, failed: lines.filter(({ passed }) => !passed).map(({ name }) => name) };
  };

  it("fails a receiver that believes everything, in each forged case", async () => {
    const { lines, failed } = await failedWith(200);
    expect(failed).toContain("one changed byte in the body");
    expect(failed).toContain("the ownership challenge");
    expect(failed).toHaveLength(17);
    expect(checkTable(lines)).toContain("17 of 23 cases failed");
  });

  it("fails a receiver that believes nothing, redirects, breaks or does not answer", async () => {
    expect((await failedWith(401)).failed).toContain("a ping signed v1");
    expect((await failedWith(302)).failed).toHaveLength(22);
    expect((await failedWith(500)).failed).toHaveLength(22);
    const silent = await checkReceiver({ ...setup, fetch: () => Promise.reject(new TypeError("refused")) });
    expect(silent.every(({ passed, got }) => !passed && got.startsWith("no answer"))).toBe(true);
  });
});
