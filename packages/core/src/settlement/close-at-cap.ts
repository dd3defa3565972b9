import type { CampaignDeps } from "../campaign/campaign-deps.ts";
import { closeIntent } from "../campaign/run-campaign.ts";
import type { Command } from "../kernel/command.ts";
import { loadShard, type ShardRef } from "../pledge/shard-store.ts";

/**
 * Closes a campaign early when paid money has reached its hard cap; called after each payment. One strong read tells
 * nearly always that it has not: while the payment's own shard has headroom or an open reservation, the cap is not
 * reached.
 * @returns whether this call closed it
 * @see docs/rules/settlement.md#early-close
 */
export async function closeAtCap(
  deps: Pick<CampaignDeps, "store" | "shards">,
  command: Command,
  paid: ShardRef,
): Promise<boolean> {
  const shard = await loadShard(deps.store, paid);
  if (shard === undefined || shard.headroom > 0 || shard.reservedCount > 0 || shard.phase !== "open")
    return false;
  const closed = await closeIntent(deps, command, { campaignId: paid.campaignId, reason: "cap" });
  return closed.ok;
}
