import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { exactRow, type Row } from "./row.ts";

const PORT = Number(process.env.FIRSTLOT_BENCH_PORT ?? 6400);
const SECONDS_MAX = 1.7; // half of what Vendure takes to its first page
const MIB_MAX = 250;
const PATIENCE_MS = 60_000;
const IDLE_MS = 5_000;
const MS = 1_000;
const KIB = 1_024;

const answers = async (url: string): Promise<boolean> =>
  fetch(url).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.ok;
    },
    () => false,
  );

/** Proportional memory of a process and all below it, in MiB. */
function memoryOfTree(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // it ended meanwhile
    }
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 1 && (pid === root || isBelow(parents.get(pid)));
  let kib = 0;
  for (const pid of parents.keys()) {
    if (!isBelow(pid)) continue;
    try {
      kib += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      // it ended meanwhile
    }
  }
  return kib / KIB;
}

/** Row 18: from `npm start` to the first answer of the public API, and what the idle tree holds. */
export async function startRow(): Promise<Row> {
  const dataDir = mkdtempSync(join(tmpdir(), "firstlot-bench-start-"));
  const started = performance.now();
  const child = spawn(process.execPath, ["scripts/start.mjs", "--empty", "--port", String(PORT)], {
    stdio: "ignore",
    env: { ...process.env, FIRSTLOT_DATA: dataDir },
  });
  try {
    const url = `http://localhost:${PORT}/api/public/v1/campaigns`;
    while (!(await answers(url)) && performance.now() - started < PATIENCE_MS) await sleep(20);
    const seconds = (performance.now() - started) / MS;
    await sleep(IDLE_MS);
    const mib = memoryOfTree(child.pid ?? 0);
    return exactRow({
      number: 18,
      what: "npm start to the first page data, s; idle memory of the tree, MiB",
      must: `≤ ${SECONDS_MAX}; ≤ ${MIB_MAX}`,
      measured: `${seconds.toFixed(1)}; ${mib.toFixed(0)}`,
      isMet: seconds <= SECONDS_MAX && mib <= MIB_MAX,
    });
  } finally {
    child.kill("SIGTERM");
    await new Promise((done) => child.once("exit", done));
    rmSync(dataDir, { recursive: true, force: true });
  }
}
