import { z } from "zod";
import type { Json } from "../kernel/canonical-json.ts";
import { killPoint } from "../kernel/kill-point.ts";
import type { Write, Writes } from "../kernel/store.ts";
import { BUCKETS, type Pledge } from "../pledge/pledge.ts";
import { listPledges } from "../pledge/pledge-store.ts";
import type { WorkOutcome } from "../work/run-work.ts";
import { putWork, type WorkItem } from "../work/work-item.ts";
import type { WorkKind } from "../work/work-kind.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import { FAN_OUT_ABOVE, FANS, PLEDGES_PER_CALL_MAX } from "./settlement-policy.ts";
import { fansDone, type Phase, putFanDone } from "./settlement-store.ts";

const KIND_OF_PHASE = {
  confirm: "settlement.confirm-pledges",
  "refund-early": "settlement.refund-pledges",
  refund: "settlement.refund-pledges",
} as const satisfies Record<Phase, WorkKind>;

const cursorSchema = z.object({
  phase: z.enum(["confirm", "refund-early", "refund"]),
  fan: z.int().min(0),
  fans: z.int().min(1),
  bucket: z.int().min(0),
  after: z.record(z.string(), z.string()).optional(),
});

/** Where one worker is among a campaign's pledges. Buckets are dealt to the workers in turn. */
export type Cursor = Readonly<z.infer<typeof cursorSchema>>;

/** How many workers share this many pledges. */
export const fansFor = (pledges: number): number => (pledges > FAN_OUT_ABOVE ? FANS : 1);

/** The work items that settle every pledge of a campaign, one per worker. */
export function fanWrites(fan: {
  campaignId: string;
  phase: Phase;
  fans: number;
  at: Pledge["createdAt"];
}): Writes {
  const { campaignId, phase, fans, at } = fan;
  const writes: Record<string, Write> = {};
  for (let k = 0; k < fans; k++) {
    writes[`work:${phase}:${k}`] = putWork({
      kind: KIND_OF_PHASE[phase],
      ref: campaignId,
      dueAt: at,
      cause: [campaignId, phase, String(k)],
      data: { phase, fan: k, fans, bucket: k },
    });
  }
  return writes;
}

/** The work that looks whether a phase is over; the last worker to finish asks for it. */
const finishWork = (campaignId: string, phase: Phase, at: Pledge["createdAt"]): Write =>
  putWork({
    kind: "settlement.finish",
    ref: campaignId,
    dueAt: at,
    cause: [campaignId, phase],
    data: { phase },
  });

/**
 * One call of one worker: settles pledges page by page from its cursor, and hands the cursor on after a bounded
 * number of them. A crash repeats at most one call; `settle` passes over what is settled already.
 */
export async function runFan(
  deps: SettlementDeps,
  item: Pick<WorkItem, "ref" | "data">,
  settle: (pledges: readonly Pledge[], phase: Phase) => Promise<void>,
): Promise<WorkOutcome> {
  const cursor = cursorSchema.parse(item.data);
  const campaignId = item.ref;
  const { phase, fan, fans } = cursor;
  let { bucket, after } = cursor;
  let settled = 0;
  while (bucket < BUCKETS) {
    const page = await listPledges(deps.store, { campaignId, bucket, after });
    if (page.items.length > 0) await settle(page.items, phase);
    settled += page.items.length;
    after = page.next === undefined ? undefined : keyTexts(page.next);
    if (after === undefined) bucket += fans;
    if (settled >= PLEDGES_PER_CALL_MAX && bucket < BUCKETS) {
      const data: Record<string, Json> = {
        phase,
        fan,
        fans,
        bucket,
        ...(after === undefined ? {} : { after }),
      };
      return { kind: "again", dueAt: deps.now(), data };
    }
  }
  await deps.store.commit({ done: putFanDone({ campaignId, phase, fan, at: deps.now() }) });
  killPoint("settlement.fan-done");
  if ((await fansDone(deps.store, { campaignId, phase })) === fans) {
    await deps.store.commit({ finish: finishWork(campaignId, phase, deps.now()) });
    killPoint("settlement.finish-asked");
  }
  return { kind: "done" };
}

const keyTexts = (key: Readonly<Record<string, unknown>>): Record<string, string> =>
  z.record(z.string(), z.string()).parse(key);
