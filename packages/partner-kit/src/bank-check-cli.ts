#!/usr/bin/env node
import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import { checkReceiver, checkTable } from "./bank-check.ts";
import { newHmacSecret, readSigningKey } from "./webhook-key.ts";

const USAGE = `firstlot-bank-check URL --secret whsec_… [--private-key whsk_…]

Plays valid, forged, changed, duplicate, stale and replayed deliveries against a receiver of settlement webhooks and
prints a table. Only pings are sent: no money is asked to move. The secret can also stand in FIRSTLOT_WEBHOOK_SECRET.
Exit code 0: all passed; 1: a case failed; 2: not started.`;

function fail(message: string): never {
  console.error(`${message}\n\n${USAGE}`);
  process.exit(2);
}

function keyOf(text: string) {
  const key = readSigningKey(text);
  return key.ok ? key.value : fail(`the key is not usable: ${key.error.kind}`);
}

function argumentsOf() {
  try {
    const options = { secret: { type: "string" }, "private-key": { type: "string" } } as const;
    return parseArgs({ allowPositionals: true, options });
  } catch (error) {
    return fail(error instanceof Error ? error.message : "the arguments are not usable");
  }
}

const { positionals, values } = argumentsOf();
const [url = ""] = positionals;
if (!URL.canParse(url) || !/^https?:/.test(url)) fail("give the receiver's URL");
const hmac = keyOf(values.secret ?? process.env.FIRSTLOT_WEBHOOK_SECRET ?? "");
if (hmac.scheme !== "v1") fail("--secret takes the endpoint's HMAC secret (whsec_)");
const ed25519 = values["private-key"] === undefined ? undefined : keyOf(values["private-key"]);
const lines = await checkReceiver({
  url,
  keys: { hmac, stranger: keyOf(newHmacSecret(randomBytes(32))), ...(ed25519 && { ed25519 }) },
  nowMs: () => Date.now(),
  runId: randomBytes(6).toString("hex"),
  fetch,
});
console.log(checkTable(lines));
process.exit(lines.every(({ passed }) => passed) ? 0 : 1);
