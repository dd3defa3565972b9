import type { Instant } from "../kernel/instant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import type { Store } from "../kernel/store.ts";
import { accountParts } from "../ledger/account.ts";
import { consolidation } from "../ledger/chart.ts";
import { listAccounts, transferRefusal, transferWrites } from "../ledger/ledger-store.ts";
import type { TransferDraft } from "../ledger/transfer.ts";

/**
 * Moves what the shards' accounts of a campaign hold into its main accounts, shard by shard; harmless to repeat.
 * @throws when a payment of the same moment got in between: the caller's queue comes back
 */
export async function consolidateShards(
  store: Store,
  { campaignId, at }: { campaignId: string; at: Instant },
): Promise<void> {
  const byShard = new Map<number, TransferDraft[]>();
  for (const account of await listAccounts(store, campaignId)) {
    const draft = consolidation(account, at);
    const { shard } = accountParts(account.id);
    if (draft === undefined || shard === undefined) continue;
    byShard.set(shard, [...(byShard.get(shard) ?? []), draft]);
  }
  for (const drafts of byShard.values()) {
    const committed = await store.commit(transferWrites(drafts));
    if (!committed.ok && transferRefusal(committed.error, drafts)?.kind !== "already_posted") {
      throw new Error("a shard's account changed while it was consolidated");
    }
    killPoint("settlement.shard-consolidated");
  }
}
