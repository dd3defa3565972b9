import { nextCutOff } from "@firstlot/core/bank/calendar";
import { listInstructions } from "@firstlot/core/bank/instruction-store";
import { listPartners } from "@firstlot/core/bank/partner-store";
import type { Instant } from "@firstlot/core/kernel/instant";
import type { Store } from "@firstlot/core/kernel/store";
import { openDueRuns } from "@firstlot/core/settlement/open-due-runs";
import type { Platform } from "@firstlot/functions/platform";
import { createWorkHandler } from "@firstlot/functions/queue/work";
import { createDailyHandler } from "@firstlot/functions/schedule/daily";
import { createSweepHandler } from "@firstlot/functions/schedule/sweep";
import { createAuditHandler } from "@firstlot/functions/stream/keep-audit";
import { createChangeHandler } from "@firstlot/functions/stream/on-change";
import type { Wired } from "@firstlot/functions/wiring/deps";
import { dueRunner } from "@firstlot/functions/wiring/due-runner";
import { projections } from "@firstlot/functions/wiring/projections";
import type { DynamoDBStreamEvent } from "aws-lambda";
import type { BusinessClock } from "../clock/business-clock.ts";
import type { StreamReader } from "../engine/stream.ts";
import type { startBanks } from "./bank-parts.ts";
import { Driver } from "./driver.ts";
import type { LocalQueue } from "./queue.ts";
import { RememberedDue } from "./remembered-due.ts";
import { bankClocks, createBankClock } from "./sandbox-bank-client.ts";
import { openCampaignAccountAtBank } from "./set-up.ts";

/** The next cut-off of a bank that has something to send. */
async function nextRun(store: Store, now: Instant): Promise<Instant | undefined> {
  const partners = await listPartners(store);
  const cutOffs = partners.map(async ({ id: partnerId, calendar }) => {
    const { instructions } = await listInstructions(store, { partnerId, status: "created", limit: 1 });
    return instructions.length === 0 ? [] : [nextCutOff(calendar, now)];
  });
  return (await Promise.all(cutOffs)).flat().sort()[0];
}

/**
 * `nextRun`, asked again only when it may have changed: once its instant has come, or after the stream told of an
 * instruction.
 */
function rememberedNextRun(store: Store, clock: BusinessClock) {
  let known: { readonly run: Instant | undefined } | undefined;
  return {
    onRecords: ({ Records }: DynamoDBStreamEvent): void => {
      if (Records.some(({ dynamodb }) => dynamodb?.Keys?.pk?.S?.startsWith("INSTRUCTION#")))
        known = undefined;
    },
    next: async (): Promise<Instant | undefined> => {
      const now = clock.business();
      if (known === undefined || (known.run !== undefined && known.run <= now))
        known = { run: await nextRun(store, now) };
      return known.run;
    },
  };
}

/** The wheel of one machine: the same handlers as in AWS, called by the stream, the queue and the clock of this one. */
export function localDriver(parts: {
  readonly platform: Platform;
  readonly wired: Wired;
  readonly banks: Awaited<ReturnType<typeof startBanks>>;
  readonly stream: StreamReader;
  /** Reads the same stream for the audit log, at a pace of its own. */
  readonly auditStream: StreamReader;
  readonly queue: LocalQueue;
  readonly clock: BusinessClock;
}): Driver {
  const { platform, wired, banks, stream, auditStream, queue, clock } = parts;
  const due = new RememberedDue(platform.store);
  const runs = rememberedNextRun(platform.store, clock);
  const onChange = createChangeHandler(platform, [
    ...projections(wired),
    async (event) => {
      if (event.kind === "campaign.published")
        await openCampaignAccountAtBank({ wired, banks: banks.map(({ bank }) => bank) }, event.aggregate);
    },
  ]);
  const driver: Driver = new Driver({
    store: platform.store,
    due,
    clock,
    bank: bankClocks(banks.map(({ process }) => createBankClock(process.url))),
    stream,
    auditStream,
    queue,
    handlers: {
      onChange: (event) => {
        runs.onRecords(event);
        return onChange(event);
      },
      keepAudit: createAuditHandler(platform),
      daily: createDailyHandler(platform),
      work: createWorkHandler(platform, dueRunner(wired), (run) => driver.record(run)),
      sweep: createSweepHandler({ ...platform, store: due }, 0),
      cutOff: async () => ({ opened: (await openDueRuns(wired.settlement)).length }),
      nextCutOff: async () => {
        const partners = await listPartners(platform.store);
        return partners.map(({ calendar }) => nextCutOff(calendar, clock.business())).sort()[0];
      },
      nextRun: runs.next,
    },
  });
  return driver;
}
