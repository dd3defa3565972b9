import { invariant } from "../kernel/invariant.ts";
import type { Store } from "../kernel/store.ts";
import { isFailed } from "../refund/refund.ts";
import type { OnRefundNews, RefundNews } from "../refund/refund-effects.ts";
import { pledgeIdSchema } from "./pledge.ts";
import { loadPledge, pledgeChange } from "./pledge-store.ts";
import { applyRefundNews } from "./pledge-transition.ts";

const EVENT = {
  requested: "pledge.refunding",
  instructed: "pledge.refunding",
  settled: "pledge.refunded",
  failed: "pledge.refund_failed",
  dormant: "pledge.dormant",
} as const satisfies Record<RefundNews, string>;

/** What a refund's change does to the pledge that it ends, as a part of the refund's transaction. */
export const pledgeRefundNews =
  (store: Store): OnRefundNews =>
  async (refund, news, { actor, at }) => {
    const previous = await loadPledge(store, pledgeIdSchema.parse(refund.pledgeId));
    invariant(previous !== undefined, "a refund's pledge exists");
    const next = applyRefundNews(previous, { refundId: refund.id, news, reason: refund.reason, at });
    if (next === undefined) return {};
    const reason = isFailed(refund) ? { reasonCode: refund.failure } : {};
    const data = { refundId: refund.id, status: next.status, ...reason };
    return pledgeChange({ previous, next, kind: EVENT[news], actor, at, data }).writes;
  };
