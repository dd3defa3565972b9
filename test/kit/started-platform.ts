import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { assertPortFree, freePort } from "../../packages/local/src/engine/free-port.ts";
import type { Place } from "../../packages/local/src/story/stage.ts";
import { BUNDLED } from "../../scripts/bundle-platform.mjs";
import { type KeptDemo, keepDemo, keptDemo } from "./demo-folder.ts";

const START_MS_MAX = 60_000;
const PORT_WAIT_MS = 20;
const SEEDING_LOOK_MS = 250;
const SEEDING_MS_MAX = 400_000;

/** The last line of the table that the platform prints when it is ready. */
const READY = "regulator";

const progressView = z.object({ seeding: z.object({ done: z.int(), total: z.int() }).nullable() });

/** The local platform in processes of its own, on free ports and in a folder of its own; it can be killed and started again. */
export class StartedPlatform {
  readonly dataDir: string;
  readonly place: Place;
  readonly #environment: Readonly<Record<string, string>>;
  readonly ports: readonly number[];
  /** Whether what runs is bundled already; else the next life bundles it, as a newcomer's does. */
  #isBundled: boolean;
  #child: ChildProcess | undefined;

  readonly #isDemo: boolean;

  private constructor(options: {
    dataDir: string;
    ports: readonly number[];
    isDemo: boolean;
    isBundled: boolean;
  }) {
    const [port = 0, bankPort = 0, enginePort = 0, identityPort = 0, secondBankPort = 0] = options.ports;
    this.#isDemo = options.isDemo;
    this.#isBundled = options.isBundled;
    this.dataDir = options.dataDir;
    this.ports = options.ports;
    this.#environment = {
      FIRSTLOT_DATA: options.dataDir,
      FIRSTLOT_BANK_PORT: String(bankPort),
      FIRSTLOT_ENGINE_PORT: String(enginePort),
      FIRSTLOT_IDENTITY_PORT: String(identityPort),
      FIRSTLOT_SECOND_BANK_PORT: String(secondBankPort),
    };
    this.place = {
      origin: `http://localhost:${port}`,
      issuer: `http://localhost:${identityPort}`,
      bankUrl: `http://127.0.0.1:${bankPort}`,
    };
  }

  /**
   * A folder and ports, nothing running yet; it will be empty, make the demo's past, or go on from a copy of `kept`.
   * @param options.isBundled the sources are bundled already, and the first life runs that as later ones do
   */
  static async prepare(
    name: string,
    {
      isDemo = false,
      kept,
      isBundled = false,
    }: { isDemo?: boolean; kept?: KeptDemo | undefined; isBundled?: boolean } = {},
  ): Promise<StartedPlatform> {
    const ports = kept?.ports ?? (await Promise.all(Array.from({ length: 5 }, freePort)));
    const dataDir = mkdtempSync(join(tmpdir(), `firstlot-${name}-`));
    if (kept !== undefined) cpSync(kept.dataDir, dataDir, { recursive: true });
    return new StartedPlatform({ dataDir, ports, isDemo, isBundled });
  }

  /** A platform that runs with the whole demo: from a copy if the sources have made one, else it takes minutes. */
  static async withDemo(name: string): Promise<StartedPlatform> {
    const kept = keptDemo();
    const platform = await StartedPlatform.prepare(name, { isDemo: true, kept });
    await platform.start();
    await platform.untilSeeded();
    if (kept === undefined) {
      await platform.end("SIGTERM");
      keepDemo(platform);
      await platform.start();
    }
    return platform;
  }

  /** Starts it as a newcomer does, and waits for its table. */
  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    const script = this.#isBundled ? BUNDLED.main : "scripts/start.mjs";
    const child = spawn(
      process.execPath,
      [script, ...(this.#isDemo ? [] : ["--empty"]), "--port", String(this.ports[0])],
      {
        stdio: ["ignore", "pipe", "inherit"],
        env: {
          ...process.env,
          NODE_NO_WARNINGS: "1",
          AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
          FIRSTLOT_BANK_ENTRY: BUNDLED.bank,
          ...this.#environment,
          ...environment,
        },
      },
    );
    this.#child = child;
    this.#isBundled = true;
    await new Promise<void>((ready, failed) => {
      const late = setTimeout(() => failed(new Error("the platform did not get ready")), START_MS_MAX);
      const isOver = (settle: () => void) => {
        clearTimeout(late);
        settle();
      };
      child.stdout?.on("data", (chunk: Buffer) => chunk.toString().includes(READY) && isOver(ready));
      child.once("exit", () => isOver(() => failed(new Error("the platform ended before it was ready"))));
    });
  }

  /**
   * Waits until the demo's past has so many acts, or is all there.
   * @returns acts done when it was looked at last
   */
  async untilSeeded(acts = Number.POSITIVE_INFINITY): Promise<number> {
    const endsAt = Date.now() + SEEDING_MS_MAX;
    let done = 0;
    while (Date.now() < endsAt) {
      const response = await fetch(`${this.place.origin}/dev/seeding`);
      const { seeding } = progressView.parse(await response.json());
      if (seeding === null) return done;
      done = seeding.done;
      if (done >= acts) return done;
      await sleep(SEEDING_LOOK_MS);
    }
    throw new Error(`the demo's past is not there: ${done} acts`);
  }

  /** Waits until nothing of an earlier life holds a port. */
  async untilPortsAreFree(): Promise<void> {
    for (const port of this.ports) {
      while (!(await assertPortFree({ port, what: "the platform", variable: "" })).ok)
        await sleep(PORT_WAIT_MS);
    }
  }

  /** Waits until it ended by itself. @returns the signal that ended it */
  async ended(): Promise<NodeJS.Signals | null> {
    const child = this.#child;
    if (child === undefined) return null;
    if (child.exitCode !== null || child.signalCode !== null) return child.signalCode;
    return new Promise((done) => child.once("exit", (_code, signal) => done(signal)));
  }

  /** Ends its process: asked to, or like a power cut. A power cut hits only what was started from the bundle. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    this.#child?.kill(signal);
    await this.ended();
    await this.untilPortsAreFree();
  }

  /** Stops it and removes its folder. */
  async remove(): Promise<void> {
    this.#child?.kill("SIGTERM");
    await this.ended();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
