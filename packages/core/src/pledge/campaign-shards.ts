import type { CampaignShards } from "../campaign/campaign-deps.ts";
import { assertNever } from "../kernel/invariant.ts";
import type { Store } from "../kernel/store.ts";
import { money } from "../money/money.ts";
import { totalsOf } from "./shard.ts";
import { freezeShard, loadShards, openShards, reopenShard } from "./shard-store.ts";

/** What a campaign asks of its shards: to be opened at publication, to follow its pauses, and how much is paid. */
export const campaignShards = (store: Store): CampaignShards => ({
  open: openShards,
  setPhase: async (shard, phase) => {
    switch (phase) {
      case "open":
        await reopenShard(store, shard);
        return;
      case "frozen":
        await freezeShard(store, shard);
        return;
    }
    assertNever(phase);
  },
  paidRaised: async ({ campaignId, shards, currency }) =>
    money(totalsOf(await loadShards(store, { campaignId, shards })).paidRaised, currency),
});
