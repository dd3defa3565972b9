import { z } from "zod";
import { type Campaign, type CampaignIn, isIn } from "../campaign/campaign.ts";
import { loadCampaign } from "../campaign/campaign-store.ts";
import { publishedOffer } from "../campaign/offer-store.ts";
import { decideVerdict, markRefunding } from "../campaign/settle-campaign.ts";
import { addMs, type Instant, instantSchema, msBetween } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { StoredItem, Writes } from "../kernel/store.ts";
import { formatAmount } from "../money/money.ts";
import { BUCKETS } from "../pledge/pledge.ts";
import { listPledges } from "../pledge/pledge-store.ts";
import { type Shard, totalsOf } from "../pledge/shard.ts";
import { freezeShard, loadShards, sealShard } from "../pledge/shard-store.ts";
import { publishWebhook } from "../webhook/message.ts";
import type { WorkOutcome } from "../work/run-work.ts";
import { putWork, type WorkItem } from "../work/work-item.ts";
import { consolidateShards } from "./consolidate-shards.ts";
import { fansFor, fanWrites } from "./pledge-fan.ts";
import { reverseSplit } from "./reverse-split.ts";
import { type Settlement, settlementIdOf } from "./settlement.ts";
import { OvertakenError, settlementCommand } from "./settlement-command.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import { LOOK_AGAIN_MS, LOOK_SOON_MS } from "./settlement-policy.ts";
import { loadSettlement, settlementChange } from "./settlement-store.ts";
import { type Sealed, sealedSums } from "./verdict.ts";

const DONE: WorkOutcome = { kind: "done" };

type Ending = CampaignIn<"closing" | "cancelled">;

/**
 * The work `campaign.close-shards`: a campaign that closes or was cancelled gets its shards frozen, each by its own
 * update, and the settlement is asked for. Harmless to repeat.
 */
export async function closeShards(deps: SettlementDeps, campaignId: string): Promise<WorkOutcome> {
  const campaign = await loadCampaign(deps.store, campaignId);
  if (campaign === undefined || !isIn(campaign, ["closing", "cancelled"])) return DONE;
  for (let k = 0; k < campaign.shards; k++) await freezeShard(deps.store, { campaignId, k });
  const decide = putWork({
    kind: "settlement.decide",
    ref: campaignId,
    dueAt: deps.now(),
    cause: [campaignId, String(campaign.version)],
  });
  await deps.store.commit({ decide }); // refused only when an earlier run of this work asked already
  killPoint("settlement.decision-asked");
  return DONE;
}

/**
 * The work `settlement.decide`: waits until no pledge of the campaign is reserved, seals the shards, and then gives
 * the verdict, or begins the refunds of a campaign that was cancelled. Two workers may run it: one wins each step.
 * @see docs/rules/settlement.md#closing
 */
export async function decideSettlement(
  deps: SettlementDeps,
  { ref: campaignId, data }: Pick<WorkItem, "ref" | "data">,
): Promise<WorkOutcome> {
  const campaign = await loadCampaign(deps.store, campaignId);
  invariant(campaign !== undefined, "a settlement is of a campaign");
  switch (campaign.status) {
    case "closing": {
      const sealed = await sealAll(deps, campaign);
      if (sealed === undefined) return later(deps, campaign, data);
      await consolidateShards(deps.store, { campaignId, at: deps.now() });
      await giveVerdict(deps, campaign, sealed);
      return decideSettlement(deps, { ref: campaignId, data });
    }
    case "cancelled":
      return settleCancelled(deps, campaign, data);
    case "failed":
      await beginRefunds(deps, campaign, await sealedOf(deps, campaign));
      return DONE;
    case "live":
    case "paused":
    case "funded":
    case "refunding":
    case "refunded":
    case "delivering":
    case "completed":
    case "undelivered":
    case "draft":
    case "submitted":
    case "in_review":
    case "changes_requested":
    case "approved":
    case "rejected":
    case "scheduled":
    case "archived":
      return DONE;
  }
}

const dataSchema = z.object({ lastPayBy: instantSchema.optional() });

/**
 * When a waiting campaign is looked at again: when the last of its reservations ends, and some times before, since
 * all of them may be paid early. No reservation is made any more, so that the last one is looked for once.
 */
async function later(deps: SettlementDeps, campaign: Ending, data: WorkItem["data"]): Promise<WorkOutcome> {
  const lastPayBy = dataSchema.parse(data).lastPayBy ?? (await lastReservation(deps, campaign));
  const now = deps.now();
  const waitMs = msBetween({ from: now, to: lastPayBy ?? now });
  const dueAt = addMs(now, Math.min(Math.max(waitMs, 0) + LOOK_SOON_MS, LOOK_AGAIN_MS));
  return { kind: "again", dueAt, data: lastPayBy === undefined ? {} : { lastPayBy } };
}

async function lastReservation(
  deps: SettlementDeps,
  { id: campaignId }: Ending,
): Promise<Instant | undefined> {
  let last: Instant | undefined;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    let after: StoredItem | undefined;
    do {
      const page = await listPledges(deps.store, { campaignId, bucket, after });
      for (const { status, payBy } of page.items) {
        if (status === "reserved" && (last === undefined || payBy > last)) last = payBy;
      }
      after = page.next;
    } while (after !== undefined);
  }
  return last;
}

/** Seals every shard; `undefined` while any of them still has a reservation that may be paid. */
async function sealAll(deps: SettlementDeps, campaign: Ending): Promise<Sealed | undefined> {
  const { id: campaignId } = campaign;
  const before = await loadShards(deps.store, { campaignId, shards: campaign.shards });
  if (before.some(({ reservedCount }) => reservedCount > 0)) return undefined;
  const sealed: Shard[] = [];
  for (let k = 0; k < campaign.shards; k++) {
    await freezeShard(deps.store, { campaignId, k });
    const shard = await sealShard(deps.store, { campaignId, k });
    if (!shard.ok) return undefined;
    killPoint("settlement.shard-sealed");
    sealed.push(shard.value);
  }
  return sealedSums(totalsOf(sealed), campaign.terms.currency);
}

/** The sums of shards that are sealed already. */
async function sealedOf(
  deps: SettlementDeps,
  campaign: CampaignIn<"closing" | "cancelled" | "failed">,
): Promise<Sealed> {
  const shards = await loadShards(deps.store, { campaignId: campaign.id, shards: campaign.shards });
  return sealedSums(totalsOf(shards), campaign.terms.currency);
}

/** One transaction: the campaign's verdict, the settlement it opens, the bank's message, and the work that follows. */
async function giveVerdict(
  deps: SettlementDeps,
  campaign: CampaignIn<"closing">,
  sealed: Sealed,
): Promise<void> {
  const command = settlementCommand(deps, [campaign.id, "verdict"]);
  const verdict = decideVerdict(campaign, command, sealed.raised);
  invariant(verdict.ok, "a closing campaign gets a verdict");
  const { status } = verdict.value.campaign;
  const offer = await publishedOffer(deps.store, campaign.id, campaign.offerVersion);
  const message = publishWebhook({
    partnerId: offer.partnerId,
    type: `campaign.${status}`,
    objectId: campaign.id,
    sequence: 1,
    data: {
      campaignId: campaign.id,
      raised: formatAmount(sealed.raised),
      currency: sealed.raised.currency,
    },
    at: command.now,
  });
  const opening = status === "funded" ? opened(deps, { campaign, sealed, partnerId: offer.partnerId }) : {};
  const committed = await deps.store.commit(mergeWrites(verdict.value.writes, message, opening));
  killPoint("settlement.after-verdict");
  if (!committed.ok) await refuseUnlessDecided(deps, campaign.id);
}

async function refuseUnlessDecided(deps: SettlementDeps, campaignId: string): Promise<void> {
  const after = await loadCampaign(deps.store, campaignId);
  if (after?.status === "closing") throw new OvertakenError("the campaign changed while it was decided");
}

/** The settlement of a funded campaign, with the work that confirms its pledges. */
function opened(
  deps: SettlementDeps,
  { campaign, sealed, partnerId }: { campaign: Campaign; sealed: Sealed; partnerId: Settlement["partnerId"] },
): Writes {
  const at = deps.now();
  const fans = fansFor(sealed.paidCount);
  const next: Settlement = { ...groundOf({ campaign, sealed, partnerId, at, fans }), status: "confirming" };
  const change = { previous: undefined, next, kind: "settlement.confirming", actor: "system:settlement", at };
  const { writes } = settlementChange({ ...change, data: dataOf(sealed) });
  return mergeWrites(writes, fanWrites({ campaignId: campaign.id, phase: "confirm", fans, at }));
}

const dataOf = ({ raised, paidTotal, paidCount }: Sealed) => ({
  raised: formatAmount(raised),
  paidTotal: formatAmount(paidTotal),
  currency: raised.currency,
  paidCount,
});

const groundOf = (ground: {
  campaign: Campaign;
  sealed: Sealed;
  partnerId: Settlement["partnerId"];
  at: Settlement["openedAt"];
  fans: number;
}) => ({
  id: settlementIdOf(ground.campaign.id),
  campaignId: ground.campaign.id,
  enterpriseId: ground.campaign.enterpriseId,
  partnerId: ground.partnerId,
  currency: ground.sealed.raised.currency,
  openedAt: ground.at,
  paidCount: ground.sealed.paidCount,
  paidTotalMinor: ground.sealed.paidTotal.minor,
  fans: ground.fans,
  version: 1,
  eventHash: "",
});

/**
 * A cancelled campaign: who has paid gets the money back at once; who has only reserved may not pay any more, and
 * what comes nevertheless goes back when the reservations have ended.
 */
async function settleCancelled(
  deps: SettlementDeps,
  campaign: CampaignIn<"cancelled">,
  data: WorkItem["data"],
): Promise<WorkOutcome> {
  const { id: campaignId } = campaign;
  const at = deps.now();
  const isDecided = (await loadSettlement(deps.store, campaignId)) !== undefined;
  await consolidateShards(deps.store, { campaignId, at });
  const sealed = isDecided ? await sealedOf(deps, campaign) : await sealAll(deps, campaign);
  if (sealed !== undefined) {
    await consolidateShards(deps.store, { campaignId, at });
    await beginRefunds(deps, campaign, sealed);
    return DONE;
  }
  const early = fanWrites({ campaignId, phase: "refund-early", fans: 1, at });
  await deps.store.commit(early); // refused only when they were asked for already
  killPoint("settlement.early-refunds-asked");
  return later(deps, campaign, data);
}

/** One transaction: the campaign is refunding, its settlement says so, and the work that refunds every pledge. */
async function beginRefunds(
  deps: SettlementDeps,
  campaign: CampaignIn<"failed" | "cancelled">,
  sealed: Sealed,
): Promise<void> {
  const command = settlementCommand(deps, [campaign.id, "refund"]);
  const { now: at, actor } = command;
  const refunding = markRefunding(campaign, command);
  invariant(refunding.ok, "a failed or cancelled campaign refunds");
  const previous = await loadSettlement(deps.store, campaign.id);
  if (previous?.status === "confirming") throw new OvertakenError("its pledges are still being confirmed");
  if (previous?.status === "confirmed") await reverseSplit(deps, campaign, previous);
  const { partnerId } = await publishedOffer(deps.store, campaign.id, campaign.offerVersion);
  const fans = fansFor(sealed.paidCount);
  const ground = groundOf({ campaign, sealed, partnerId, at, fans });
  const version = previous ?? ground;
  const next: Settlement = {
    ...ground,
    version: version.version,
    eventHash: version.eventHash,
    refundingAt: at,
    status: "refunding",
  };
  const { writes } = settlementChange({
    previous,
    next,
    kind: "settlement.refunding",
    actor,
    at,
    data: dataOf(sealed),
  });
  const work = fanWrites({ campaignId: campaign.id, phase: "refund", fans, at });
  const committed = await deps.store.commit(mergeWrites(refunding.value.writes, writes, work));
  killPoint("settlement.refunds-begun");
  if (committed.ok) return;
  const after = await loadCampaign(deps.store, campaign.id);
  if (after?.status === campaign.status) throw new OvertakenError("the campaign changed before its refunds");
}
