import { openDueRuns } from "@firstlot/core/settlement/open-due-runs";
import type { SeenSwitches } from "@firstlot/core/work/work-switch";
import type { Platform } from "@firstlot/functions/platform";
import { createWorkHandler } from "@firstlot/functions/queue/work";
import { createDailyHandler } from "@firstlot/functions/schedule/daily";
import { createSweepHandler } from "@firstlot/functions/schedule/sweep";
import { createAuditHandler } from "@firstlot/functions/stream/keep-audit";
import { createChangeHandler } from "@firstlot/functions/stream/on-change";
import type { Wired } from "@firstlot/functions/wiring/deps";
import { dueRunner } from "@firstlot/functions/wiring/due-runner";
import { projections } from "@firstlot/functions/wiring/projections";
import type { DynamoDBRecord } from "aws-lambda";
import type { BusinessClock } from "../clock/business-clock.ts";
import type { StreamReader } from "../engine/stream.ts";
import type { startBanks } from "./bank-parts.ts";
import { Driver } from "./driver.ts";
import type { LocalQueue } from "./queue.ts";
import { RememberedDue } from "./remembered-due.ts";
import { RunsAhead } from "./runs-ahead.ts";
import type { PatientBankClock } from "./sandbox-bank-client.ts";
import { openCampaignAccountAtBank } from "./set-up.ts";

const isOfSwitch = ({ dynamodb }: DynamoDBRecord): boolean =>
  dynamodb?.Keys?.pk?.S?.startsWith("SWITCH#") === true;

/** The wheel of one machine: the same handlers as in AWS, called by the stream, the queue and the clock of this one. */
export function localDriver(parts: {
  readonly platform: Platform;
  readonly wired: Wired;
  readonly banks: Awaited<ReturnType<typeof startBanks>>;
  readonly bankClock: PatientBankClock;
  readonly stream: StreamReader;
  /** Reads the same stream for the audit log, at a pace of its own. */
  readonly auditStream: StreamReader;
  readonly queue: LocalQueue;
  readonly clock: BusinessClock;
}): Driver {
  const { platform, wired, banks, bankClock, stream, auditStream, queue, clock } = parts;
  const due = new RememberedDue(platform.store);
  const switches: SeenSwitches = new Map();
  const runs = new RunsAhead(platform.store);
  const onChange = createChangeHandler(platform, [
    ...projections(wired),
    async (event) => {
      if (event.kind !== "campaign.published") return;
      await openCampaignAccountAtBank({ wired, banks: banks.map(({ bank }) => bank) }, event.aggregate);
      bankClock.spokenTo();
    },
  ]);
  const driver: Driver = new Driver({
    store: platform.store,
    due,
    clock,
    bank: bankClock,
    stream,
    auditStream,
    queue,
    handlers: {
      onChange: (event) => {
        due.tell(event.Records);
        runs.tell(event.Records);
        if (event.Records.some(isOfSwitch)) switches.clear();
        return onChange(event);
      },
      keepAudit: createAuditHandler(platform),
      daily: createDailyHandler(platform),
      work: createWorkHandler(platform, dueRunner(wired), {
        onRun: (run) => driver.record(run),
        seen: switches,
      }),
      sweep: createSweepHandler({ ...platform, store: due }, 0),
      cutOff: async () => {
        const now = clock.business();
        const opened = await openDueRuns(wired.settlement);
        runs.opened(now);
        return { opened: opened.length };
      },
      nextRun: () => runs.next(clock.business()),
    },
  });
  return driver;
}
