#!/usr/bin/env node
// `npm start`: checks the machine, bundles the local platform from its sources and runs it until it ends.
// Only Node's own modules are imported before the checks: an old Node or a missing `npm ci` gets a sentence.
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildWeb } from "./build-web.mjs";
import { BUNDLED, bundlePlatform } from "./bundle-platform.mjs";

const NODE_MIN = [20, 19];
const USAGE = `npm start -- [--reset] [--empty] [--port N]
  --reset   begins with an empty data directory
  --empty   begins without demo data
  --port N  serves the site and API on port N instead of 3000`;

const root = dirname(dirname(fileURLToPath(import.meta.url)));

function stop(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const isOld = major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1]);
  if (isOld) {
    stop(
      `Firstlot needs Node ${NODE_MIN.join(".")} or newer; this is ${process.versions.node}. ` +
        "Install a current Node from https://nodejs.org and run `npm ci` again.",
    );
  }
}

function checkPlatform() {
  const isOwnEngine = process.platform === "linux" && process.arch === "x64";
  if (!isOwnEngine && !process.env.FIRSTLOT_DYNAMODB_ENDPOINT) {
    stop(
      `The embedded database has no build for ${process.platform}-${process.arch}. ` +
        "Start any DynamoDB-compatible server and name it, for example:\n" +
        "  FIRSTLOT_DYNAMODB_ENDPOINT=http://localhost:8000 npm start",
    );
  }
}

/** The arguments as they are passed on; anything else than the known ones gets the usage. */
function checkedArguments() {
  const args = process.argv.slice(2);
  const options = {
    reset: { type: "boolean" },
    empty: { type: "boolean" },
    port: { type: "string" },
    help: { type: "boolean" },
  };
  try {
    const { values } = parseArgs({ args, options });
    if (values.help) {
      process.stdout.write(`${USAGE}\n`);
      process.exit(0);
    }
    const port = Number(values.port ?? 3000);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      stop(`--port takes a number from 1 to 65535, not ${values.port}.\n${USAGE}`);
    }
  } catch (error) {
    stop(`${error.message}\n${USAGE}`);
  }
  return args;
}

/** Runs the platform in this process' place: same terminal, same signals, same exit code. */
function run(args) {
  const child = spawn(process.execPath, [BUNDLED.main, ...args], {
    stdio: "inherit",
    env: {
      ...process.env,
      // Where main finds the bank that it starts as a process of its own.
      FIRSTLOT_BANK_ENTRY: BUNDLED.bank,
      FIRSTLOT_WEB: join(root, "web", "dist"),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    },
  });
  const forward = (signal) => child.kill(signal);
  process.on("SIGTERM", forward);
  process.on("SIGHUP", forward);
  // A Ctrl-C reaches the whole process group; one more would look like impatience.
  process.on("SIGINT", (signal) => (process.stdin.isTTY ? undefined : forward(signal)));
  child.on("error", (error) => stop(`The platform could not be started: ${error.message}`));
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const name of ["SIGTERM", "SIGHUP", "SIGINT"]) process.removeAllListeners(name);
    process.kill(process.pid, signal);
  });
}

checkNode();
checkPlatform();
const args = checkedArguments();
await Promise.all([
  bundlePlatform().catch((error) =>
    stop(
      error?.code === "ERR_MODULE_NOT_FOUND"
        ? "The dependencies are not installed: run `npm ci` first."
        : "The platform could not be bundled; the lines above say where.",
    ),
  ),
  buildWeb().catch(() => stop("The web application could not be built; the lines above say where.")),
]);
run(args);
