import { z } from "zod";
import { draftInstruction } from "../bank/draft-instruction.ts";
import type { CampaignIn } from "../campaign/campaign.ts";
import { loadCampaign } from "../campaign/campaign-store.ts";
import { markCompleted } from "../campaign/settle-campaign.ts";
import type { Json } from "../kernel/canonical-json.ts";
import { addMs, type Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { Write, Writes } from "../kernel/store.ts";
import { loadAccount } from "../ledger/ledger-store.ts";
import { money } from "../money/money.ts";
import { BUCKETS } from "../pledge/pledge.ts";
import { listPledges } from "../pledge/pledge-store.ts";
import type { WorkOutcome } from "../work/run-work.ts";
import { putWork, type WorkItem } from "../work/work-item.ts";
import { campaignAccount, moneyRoute } from "./money-route.ts";
import type { SettlementIn } from "./settlement.ts";
import { OvertakenError, settlementCommand } from "./settlement-command.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import { COMPLETION_POLL_MS } from "./settlement-policy.ts";
import { loadSettlement } from "./settlement-store.ts";
import { isOver } from "./tranche.ts";
import { listTranches } from "./tranche-store.ts";

const cursorSchema = z.object({
  phase: z.literal("complete"),
  bucket: z.int().min(0).default(0),
  after: z.record(z.string(), z.string()).optional(),
});

/** The work that completes a campaign once it delivers; asked for in the transaction that makes it deliver. */
export const completionWork = (campaignId: string, at: Instant): Write =>
  putWork({
    kind: "settlement.finish",
    ref: campaignId,
    dueAt: addMs(at, COMPLETION_POLL_MS),
    cause: [campaignId, "complete"],
    data: { phase: "complete", bucket: 0 },
  });

/**
 * Completes a delivering campaign when every tranche is paid or back with backers and no confirmed pledge waits for its goods. Looks from
 * where the last look had stopped: what is fulfilled stays so.
 * @see docs/rules/settlement.md#completion
 */
export async function completeWhenFulfilled(
  deps: SettlementDeps,
  item: Pick<WorkItem, "ref" | "data">,
): Promise<WorkOutcome> {
  const campaign = await loadCampaign(deps.store, item.ref);
  if (campaign?.status !== "delivering") return { kind: "done" };
  const cursor = cursorSchema.parse(item.data);
  const waiting = await firstWaiting(deps, campaign.id, cursor);
  if (waiting !== undefined) return later(deps, waiting);
  const tranches = await listTranches(deps.store, campaign);
  if (!tranches.every(isOver)) return later(deps, { bucket: BUCKETS });
  await complete(deps, campaign);
  return { kind: "done" };
}

type Place = Pick<z.infer<typeof cursorSchema>, "bucket" | "after">;

const later = (deps: SettlementDeps, place: Place): WorkOutcome => {
  const { bucket, after } = place;
  const data: Record<string, Json> = { phase: "complete", bucket, ...(after === undefined ? {} : { after }) };
  return { kind: "again", dueAt: addMs(deps.now(), COMPLETION_POLL_MS), data };
};

/** The page on which the first pledge without its goods is; `undefined` when there is none. */
async function firstWaiting(
  deps: SettlementDeps,
  campaignId: string,
  from: Place,
): Promise<Place | undefined> {
  let { bucket, after } = from;
  while (bucket < BUCKETS) {
    const page = await listPledges(deps.store, { campaignId, bucket, after });
    if (page.items.some(({ status }) => status === "confirmed")) {
      return { bucket, ...(after === undefined ? {} : { after }) };
    }
    after = page.next === undefined ? undefined : z.record(z.string(), z.string()).parse(page.next);
    if (after === undefined) bucket += 1;
  }
  return undefined;
}

/** One transaction: the campaign is completed, and its reserve is on the way to the campaign account. */
async function complete(deps: SettlementDeps, campaign: CampaignIn<"delivering">): Promise<void> {
  const command = settlementCommand(deps, [campaign.id, "complete"]);
  const completed = markCompleted(campaign, command);
  invariant(completed.ok, "a delivering campaign completes");
  const settlement = await loadSettlement(deps.store, campaign.id);
  invariant(settlement?.status === "confirmed", "a delivering campaign is settled");
  const reserve = await reserveWrites(deps, settlement);
  const committed = await deps.store.commit(mergeWrites(completed.value.writes, reserve));
  killPoint("settlement.completed");
  if (!committed.ok) throw new OvertakenError("the campaign changed when it was completed");
}

/** What is left of the reserve, released like a tranche; nothing when late refunds have used it up. */
async function reserveWrites(deps: SettlementDeps, settlement: SettlementIn<"confirmed">): Promise<Writes> {
  const account = await loadAccount(deps.store, campaignAccount(settlement, "reserve"));
  const left = money(account?.available ?? 0, settlement.currency);
  if (left.minor <= 0) return {};
  const route = await moneyRoute(deps.store, settlement);
  const { now: at, actor } = settlementCommand(deps, [settlement.id, "reserve"]);
  const { writes } = draftInstruction({
    cause: { kind: "reserve", id: settlement.id },
    kind: "tranche",
    partnerId: settlement.partnerId,
    book: settlement.campaignId,
    debtorAccount: route.custody,
    creditor: route.campaign,
    amount: left,
    pendingDebit: campaignAccount(settlement, "reserve"),
    pendingCredit: campaignAccount(settlement, "campaign-account"),
    at,
    actor,
  });
  return writes;
}
