import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { bundleRows } from "./bundle-rows.ts";
import { catalogueRows } from "./catalogue-rows.ts";
import { pledgeRows } from "./pledge-rows.ts";
import { raceRow } from "./race-row.ts";
import type { Row } from "./row.ts";
import { type Stage, setStage } from "./stage.ts";
import { startRow } from "./start-row.ts";
import { unitRows } from "./unit-rows.ts";

const { values } = parseArgs({ options: { only: { type: "string" }, out: { type: "string" } } });

/** What is measured, in the order of the table. */
const GROUPS: Readonly<Record<string, (stage: Stage) => Promise<readonly Row[]>>> = {
  pledge: pledgeRows,
  catalogue: catalogueRows,
  units: unitRows,
  bundles: bundleRows,
  start: async () => [await startRow()],
  race: async (stage) => [await raceRow(stage)],
};

const load = (): string => loadavg()[0]?.toFixed(2) ?? "?";

const circumstances = {
  at: new Date().toISOString(),
  engine: "dynoxide (embedded), SQLite file in the temporary folder",
  processor: `${cpus().length} × ${cpus()[0]?.model ?? "?"}`,
  node: process.version,
  callers: "in this process, through each function's own app; tokens verified by jose, RS256",
  loadBefore: load(),
};

const stage = await setStage();
const rows: Row[] = [];
try {
  for (const [name, measure] of Object.entries(GROUPS)) {
    if (values.only !== undefined && !values.only.split(",").includes(name)) continue;
    process.stderr.write(`measuring ${name} …\n`);
    rows.push(...(await measure(stage)));
  }
} finally {
  await stage.end();
}
rows.sort((a, b) => a.number - b.number);
for (const { number, what, must, measured, isMet } of rows)
  process.stdout.write(
    `${String(number).padStart(2)}  ${isMet ? "met   " : "MISSED"}  ${what}: ${measured}; must ${must}\n`,
  );
const result = { ...circumstances, loadAfter: load(), rows };
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(result, undefined, 2)}\n`);
process.stdout.write(
  `${circumstances.engine}; ${circumstances.processor}; Node ${circumstances.node}; load ${circumstances.loadBefore} before, ${result.loadAfter} after\n`,
);
if (rows.some(({ isMet }) => !isMet)) process.exitCode = 1;
