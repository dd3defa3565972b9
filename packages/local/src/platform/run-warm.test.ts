import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";

let folder: string;
const LINES = ["", "export function refuse(): never {", '  throw new Error("no");', "}"];
const SOURCE = `${LINES.join("\n")}
try { refuse(); } catch (error) { console.log(error instanceof Error ? error.stack : ""); }
setTimeout(() => console.log("over"), 700);
`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "firstlot-warm-"));
  writeFileSync(join(folder, "thing.ts"), SOURCE);
  await build({
    entryPoints: [join(folder, "thing.ts"), join(import.meta.dirname, "run-warm.ts")],
    ...{ outdir: folder, outExtension: { ".js": ".cjs" }, entryNames: "[name]" },
    ...{ bundle: true, platform: "node", format: "cjs", minifyWhitespace: true, sourcemap: true },
  });
  writeFileSync(
    join(folder, "start.cjs"),
    'require("./run-warm.cjs").runWarm(require.resolve("./thing.cjs"));',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("runs a script, keeps what was compiled of it, and names the lines of its sources", () => {
  const run = () => execFileSync(process.execPath, [join(folder, "start.cjs")], { encoding: "utf8" });
  const said = run();
  expect(said).toContain("Error: no\n    at refuse (");
  expect(said).toContain("thing.ts:3:9)");
  expect(said).toContain("over");
  const compiled = () => readdirSync(folder).filter((name) => name.endsWith(".compiled"));
  const [kept] = compiled();
  expect(kept).toMatch(/^thing\.cjs\.[0-9a-f]{16}\.compiled$/);
  expect(run()).toBe(said);
  expect(compiled()).toEqual([kept]);
});
