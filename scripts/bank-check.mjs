// npm run bank:check -- URL --secret whsec_…: checks a bank's receiver from the sources, without a build.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../packages/partner-kit/src/bank-check-cli.ts", import.meta.url));
const { status } = spawnSync(process.execPath, ["--import", "tsx", program, ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exit(status ?? 2);
