import type { Command } from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { accountId } from "../ledger/account.ts";
import { transferWrites } from "../ledger/ledger-store.ts";
import { transferId } from "../ledger/transfer.ts";
import { closeQuestion } from "./new-refund-account.ts";
import { dormancyOf, isFailed, markDormant, type Refund, type RefundId } from "./refund.ts";
import type { RefundDeps } from "./refund-effects.ts";
import type { RefundRefusal } from "./refund-refusal.ts";
import { loadRefund, refundChange } from "./refund-store.ts";

/**
 * Ends a failed refund whose backer gave no working account in time: the money stays owed, as dormant. Due on the
 * refund's own item; a second run finds it done. What a bank was still asked about an account is asked no longer.
 * @see docs/rules/refund.md#dormant
 */
export async function makeDormant(
  deps: RefundDeps,
  command: Command,
  refundId: RefundId,
): Promise<Result<Refund, RefundRefusal>> {
  const refund = await loadRefund(deps.store, refundId);
  if (refund === undefined) return err({ kind: "not_found" });
  if (refund.status === "dormant") return ok(refund);
  if (!isFailed(refund)) return err({ kind: "refund_status", status: refund.status });
  const { actor, now: at } = command;
  const dormantAt = dormancyOf(refund);
  if (at < dormantAt) return err({ kind: "not_due", dormantAt });
  const dormant = markDormant(refund, at);
  if (!dormant.ok) return dormant;
  const main = { book: refund.campaignId, currency: refund.amount.currency };
  const changed = refundChange({ previous: refund, next: dormant.value, kind: "refund.dormant", actor, at });
  const booked = transferWrites([
    {
      id: transferId([refund.id, "dormant"]),
      book: refund.campaignId,
      debit: accountId({ ...main, code: "refund-payable" }),
      credit: accountId({ ...main, code: "dormant" }),
      amount: refund.amount,
      step: "posted",
      cause: refund.id,
      at,
      origin: "command",
    },
  ]);
  const news = await deps.onNews(changed.refund, "dormant", { actor, at });
  const committed = await deps.store.commit(mergeWrites(changed.writes, booked, news, closeQuestion(refund)));
  if (!committed.ok) return err({ kind: "concurrent_update" });
  killPoint("refund.dormant");
  return ok(changed.refund);
}
