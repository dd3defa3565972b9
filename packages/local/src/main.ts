import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { installKillSwitch } from "./platform/kill-switch.ts";
import { startLocalPlatform } from "./platform/start.ts";

const { values } = parseArgs({
  options: { reset: { type: "boolean" }, empty: { type: "boolean" }, port: { type: "string" } },
});
const { env } = process;
const port = Number(values.port ?? env.FIRSTLOT_PORT ?? 3000);
const dataDir = resolve(env.FIRSTLOT_DATA ?? ".firstlot");
if (values.reset === true) rmSync(dataDir, { recursive: true, force: true });
// Only for the fault tests: a power cut at a named moment.
if (env.FIRSTLOT_FAULTS === "on" && env.FIRSTLOT_KILL_AT !== undefined)
  installKillSwitch({ at: env.FIRSTLOT_KILL_AT, file: join(dataDir, "killed-at.txt") });

async function run(): Promise<void> {
  const started = await startLocalPlatform({
    port,
    bankPort: Number(env.FIRSTLOT_BANK_PORT ?? port + 1),
    enginePort: Number(env.FIRSTLOT_ENGINE_PORT ?? port + 2),
    identityPort: Number(env.FIRSTLOT_IDENTITY_PORT ?? port + 3),
    dataDir,
    bankEntry: env.FIRSTLOT_BANK_ENTRY ?? "",
    webDir: env.FIRSTLOT_WEB ?? "web/dist",
    endpoint: env.FIRSTLOT_DYNAMODB_ENDPOINT,
    demo: values.empty !== true,
    secondBankPort: Number(env.FIRSTLOT_SECOND_BANK_PORT ?? port + 4),
    statesQuietDays: env.FIRSTLOT_QUIET_DAYS !== "unstated",
    demoBackers: Number(env.FIRSTLOT_DEMO_BACKERS ?? 0),
  });
  process.stdout.write(started.table);
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void started.stop().then(() => process.exit(0)));
}

// Not awaited here: a module that awaits cannot be bundled as a script whose compiled code is kept (platform/run-warm.ts).
void run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : "the platform did not start"}\n`);
  process.exit(1);
});
