import { z } from "zod";
import { loadCampaign } from "../campaign/campaign-store.ts";
import { markRefunded } from "../campaign/settle-campaign.ts";
import { addMs, msBetween } from "../kernel/instant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { loadAccount } from "../ledger/ledger-store.ts";
import type { WorkOutcome } from "../work/run-work.ts";
import type { WorkItem } from "../work/work-item.ts";
import { completeWhenFulfilled } from "./complete-campaign.ts";
import { consolidateShards } from "./consolidate-shards.ts";
import { finishConfirming } from "./finish-confirming.ts";
import { campaignAccount } from "./money-route.ts";
import { finishRefunds, type SettlementIn } from "./settlement.ts";
import { OvertakenError, settlementCommand } from "./settlement-command.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import { REFUND_POLL_LATER_MS, REFUND_POLL_MS, REFUND_POLL_SOON_MS } from "./settlement-policy.ts";
import { loadSettlement, settlementChange } from "./settlement-store.ts";

const dataSchema = z.object({ phase: z.enum(["confirm", "refund-early", "refund", "complete"]) });

/** The work `settlement.finish`: a phase has settled its last pledge. */
export async function finishSettlement(
  deps: SettlementDeps,
  item: Pick<WorkItem, "ref" | "data">,
): Promise<WorkOutcome> {
  const { phase } = dataSchema.parse(item.data);
  switch (phase) {
    case "confirm":
      await finishConfirming(deps, item.ref);
      return { kind: "done" };
    case "refund-early":
      return { kind: "done" };
    case "refund":
      return watchRefunds(deps, item.ref);
    case "complete":
      return completeWhenFulfilled(deps, item);
  }
}

const OWED = ["backers", "refund-payable", "control"] as const;

/** A campaign is refunded when nothing is owed to its backers any more: every refund settled, or dormant. */
async function watchRefunds(deps: SettlementDeps, campaignId: string): Promise<WorkOutcome> {
  const { store } = deps;
  const settlement = await loadSettlement(store, campaignId);
  if (settlement?.status !== "refunding") return { kind: "done" };
  await consolidateShards(store, { campaignId, at: deps.now() });
  const accounts = await Promise.all(
    OWED.map((code) => loadAccount(store, campaignAccount(settlement, code))),
  );
  const isOver = accounts.every((account) => account?.available === 0 && account.debitsPending === 0);
  if (!isOver) return pollAgain(deps, settlement);
  const campaign = await loadCampaign(store, campaignId);
  if (campaign === undefined) return { kind: "done" };
  const command = settlementCommand(deps, [campaignId, "refunded"]);
  const { now: at, actor } = command;
  const refunded = markRefunded(campaign, command);
  if (!refunded.ok) return { kind: "done" };
  const { writes } = settlementChange({
    previous: settlement,
    next: finishRefunds(settlement, at),
    kind: "settlement.refunded",
    actor,
    at,
  });
  const committed = await store.commit(mergeWrites(refunded.value.writes, writes));
  killPoint("settlement.refunded");
  if (!committed.ok) throw new OvertakenError("the campaign changed when it was refunded");
  return { kind: "done" };
}

function pollAgain(deps: SettlementDeps, { refundingAt }: SettlementIn<"refunding">): WorkOutcome {
  const now = deps.now();
  const isSoon = msBetween({ from: refundingAt, to: now }) < REFUND_POLL_SOON_MS;
  const dueAt = addMs(now, isSoon ? REFUND_POLL_MS : REFUND_POLL_LATER_MS);
  return { kind: "again", dueAt, data: { phase: "refund" } };
}
