import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Names that a call computes, by the file and the argument as written: those that the slice must pass, if any. */
export const COMPUTED: Readonly<Record<string, readonly string[]>> = {
  "bank/confirm-instruction.ts `bank.instruction-${fact.outcome}`": [
    "bank.instruction-accepted",
    "bank.instruction-settled",
  ],
  "bank/bank-decision.ts `bank.${kind}`": [],
  "bank/resolve-break.ts `break.${kind}`": [],
  "campaign/change-campaign.ts kind": ["campaign.submitted", "campaign.scheduled", "campaign.closing"],
  "campaign/write-campaign.ts kind": ["campaign.drafted"],
  "pledge/confirm-payment.ts `payment.${decided.applied.kind}`": ["payment.paid"],
  "pledge/end-pledge.ts kind": [],
  "pledge/shard-store.ts `shard.${change.phase}`": ["shard.frozen", "shard.sealed"],
  "settlement/drive-run.ts kind": ["settlement-run.instructed", "settlement-run.confirmed"],
  "settlement/settle-pledges.ts point": ["settlement.pledges-confirmed", "settlement.pledges-refunding"],
};

const REFUNDS = "no such refund is in the slice or after it: bank-faults and people-kill-points play them";
const SILENCE = "the bank is never silent in the slice: bank-faults plays a silent bank";
const DISAGREEMENT = "the bank's books agree in the slice: bank-faults and test/store play breaks";
const PEOPLE = "nobody asks for it in the slice: people-kill-points and test/api play it";

/** Points that the slice does not pass, and why. */
export const NOT_WALKED: Readonly<Record<string, string>> = {
  "bank.conflict-kept": "no message id comes twice with another body in the slice: test/store plays it",
  "bank.fact-quarantined": DISAGREEMENT,
  "bank.instruction-resent": SILENCE,
  "bank.instruction-unknown": SILENCE,
  "bank.name-answered": PEOPLE,
  "bank.query-answered": SILENCE,
  "campaign.opened_chunk": "one transaction opens the slice's few shards",
  "campaign.publication_started": "one transaction opens the slice's few shards",
  "payment.changed": PEOPLE,
  "payment.drafted": PEOPLE,
  "pledge.delivery-set": PEOPLE,
  "pledge.stock-moved": "no shard runs dry in the slice",
  "reconciliation.difference-named": DISAGREEMENT,
  "screening.register-changed": PEOPLE,
  "settlement.pledge-withdrawn": PEOPLE,
  "refund.changed": REFUNDS,
  "refund.name-checked": REFUNDS,
  "settlement-run.instruction-held": "no instruction is held in the slice",
  "settlement.early-refunds-asked": REFUNDS,
  "settlement.instruction-reissued": "no instruction of a fee is rejected in the slice",
  "statement.break-opened": DISAGREEMENT,
  "statement.line-applied": "no word of the bank is lost in the slice: bank-faults loses some",
  "statement.stop-noted": DISAGREEMENT,
  "tranche.changed": PEOPLE,
  "webhook.health-stored": "no endpoint fails in the slice",
  "webhook.recovery-began": "nobody asks for a replay in the slice",
};

const CORE = join(import.meta.dirname, "../../packages/core/src");
const CALL = /killPoint\(\s*(?:"([^"]+)"|([^)]+))\s*\)/g;

/** Every kill point in the source: names written out, and calls that compute theirs. */
export function killPointsInSource(): { names: readonly string[]; computed: readonly string[] } {
  const names = new Set<string>();
  const computed = new Set<string>();
  const files = readdirSync(CORE, { recursive: true, encoding: "utf8" });
  for (const file of files.filter((path) => path.endsWith(".ts") && !path.endsWith(".test.ts"))) {
    if (file.endsWith("kill-point.ts")) continue;
    for (const [, name, expression = ""] of readFileSync(join(CORE, file), "utf8").matchAll(CALL)) {
      if (name === undefined) computed.add(`${file.replaceAll("\\", "/")} ${expression}`);
      else names.add(name);
    }
  }
  return { names: [...names].sort(), computed: [...computed].sort() };
}
