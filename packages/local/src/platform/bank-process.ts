import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

const READY_TRIES_MAX = 1_200; // thirty seconds: a machine that starts much else is slow
const READY_WAIT_MS = 25;

/** The sandbox bank as a process of its own. */
export interface BankProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts the sandbox bank and waits until it answers. It gets its settings by environment and nothing else of us.
 * @param options.entry the file to run: the bundle at `npm start`, the source under a loader in tests
 */
export async function startBank(options: {
  entry: string;
  nodeArgs?: readonly string[];
  port: number;
  environment: Readonly<Record<string, string>>;
}): Promise<BankProcess> {
  const { entry, nodeArgs = [], port, environment } = options;
  const child: ChildProcess = spawn(process.execPath, [...nodeArgs, entry], {
    // It ends when this end of its standard input closes: however we end, no bank is left behind on its port.
    stdio: ["pipe", "ignore", "inherit"],
    env: {
      PATH: process.env.PATH ?? "",
      NODE_NO_WARNINGS: "1",
      ...environment,
      FIRSTLOT_BANK_PORT: String(port),
      FIRSTLOT_BANK_LEASHED: "on",
    },
  });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < READY_TRIES_MAX; attempt++) {
    if (child.exitCode !== null) throw new Error("the sandbox bank ended before it answered");
    const answered = await fetch(`${url}/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) {
      return {
        url,
        stop: async () => {
          process.off("exit", end);
          if (child.exitCode !== null) return;
          const ended = new Promise((done) => child.once("exit", done));
          child.kill("SIGTERM");
          await ended;
        },
      };
    }
    await sleep(READY_WAIT_MS);
  }
  child.kill("SIGKILL");
  throw new Error("the sandbox bank did not answer within thirty seconds");
}
