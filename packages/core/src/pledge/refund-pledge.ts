import { publishedOffer } from "../campaign/offer-store.ts";
import type { Command } from "../kernel/command.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { Store, Writes } from "../kernel/store.ts";
import type { TransferDraft } from "../ledger/transfer.ts";
import { custodyNumberOf, giveBackAll } from "./give-back.ts";
import type { Pledge, PledgeIn } from "./pledge.ts";
import { pledgeChange } from "./pledge-store.ts";
import { refundPledge } from "./pledge-transition.ts";

const REASON = { failed: "campaign_failed", cancelled: "campaign_cancelled" } as const;

/**
 * Refunds a pledge whose campaign failed or was cancelled, whole: each payment to the account that it came from,
 * Dr backers Cr refund-payable in the main accounts (its hot ones are consolidated), with the instructions for the
 * next settlement run. Seven items when it was paid at once; the caller commits several together, with all their
 * transfers in one call.
 * @see docs/rules/pledge.md#settlement
 */
export async function refundOfPledge(
  store: Store,
  previous: PledgeIn<"paid" | "confirmed">,
  { reason, command }: { reason: keyof typeof REASON; command: Command },
): Promise<{ pledge: Pledge; writes: Writes; transfers: readonly TransferDraft[] }> {
  const offer = await publishedOffer(store, previous.campaignId, previous.offerVersion);
  const { actor, now: at } = command;
  const circumstances = { reason: REASON[reason], debtorAccount: custodyNumberOf(offer), at, actor };
  const back = giveBackAll(previous, circumstances);
  const { pledge, writes } = pledgeChange({
    previous,
    next: refundPledge(previous, { at, refundIds: back.refundIds, reason: REASON[reason] }),
    kind: "pledge.refund_requested",
    actor,
    at,
    data: {
      reason: REASON[reason],
      amountMinor: previous.refundableMinor,
      currency: previous.currency,
      refundIds: [...back.refundIds],
    },
  });
  return { pledge, writes: mergeWrites(writes, back.writes), transfers: back.transfers };
}
