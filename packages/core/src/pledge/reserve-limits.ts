import type { Offer } from "../campaign/offer.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { CommitFailure } from "../kernel/store.ts";
import { PLEDGES_PER_BACKER_MAX, parseBackerCampaign } from "./backer-campaign.ts";
import type { Pledge } from "./pledge.ts";
import type { ReserveRefusal } from "./pledge-refusal.ts";
import { pledgeWriteName } from "./pledge-store.ts";
import { type ShardRefusal, shardRefusal } from "./shard.ts";
import { parseShard } from "./shard-store.ts";

/** How many of each item of a pledge one backer may hold in the campaign. */
type Limits = readonly { itemId: string; quantity: number; perBacker: number }[];

/** The limits that hold for the items of a pledge. */
export const limitsOf = (offer: Offer, pledge: Pledge): Limits =>
  pledge.lines.map(({ itemId, quantity }) => {
    const sold = [...offer.tiers, ...offer.addOns].find(({ id }) => id === itemId);
    invariant(sold !== undefined, "a quoted line is in its offer");
    return { itemId, quantity, perBacker: sold.perBacker };
  });

/** Why the transaction of a reservation failed: identity first, then the backer's limit, then the shard. */
export function reserveRefusal(
  failure: CommitFailure,
  asked: { pledge: Pledge; limits: Limits; now: Instant; offerVersion: number },
): ReserveRefusal | ShardRefusal {
  if (failure.failed.has(pledgeWriteName(asked.pledge.id))) return { kind: "concurrent_update" };
  if (failure.failed.has("backer")) {
    const found = failure.failed.get("backer");
    const held = found === undefined ? undefined : parseBackerCampaign(found);
    const over = asked.limits.find(
      ({ itemId, quantity, perBacker }) => (held?.units[itemId] ?? 0) + quantity > perBacker,
    );
    if (over === undefined) return { kind: "too_many_pledges", pledgesMax: PLEDGES_PER_BACKER_MAX };
    const { itemId, perBacker } = over;
    return { kind: "backer_limit_reached", itemId, perBacker, held: held?.units[itemId] ?? 0 };
  }
  invariant(failure.failed.has("shard"), "the event of a new pledge is new");
  const shard = failure.failed.get("shard");
  return shardRefusal(shard === undefined ? undefined : parseShard(shard), asked);
}
