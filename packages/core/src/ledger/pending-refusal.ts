import type { LedgerRefusal } from "./ledger-refusal.ts";
import { heldMinor, type Transfer, type TransferDraft } from "./transfer.ts";

/**
 * Why a hold cannot be resolved as asked, most telling reason first; `undefined` when it can.
 * @param pending the transfer that `draft.pendingId` names, as found
 * @param resolution what has resolved it before
 */
export function pendingRefusal(
  draft: TransferDraft,
  pending: Transfer | undefined,
  resolution: Pick<Transfer, "step"> | undefined,
): LedgerRefusal | undefined {
  const refuse = <K extends LedgerRefusal["kind"]>(kind: K) => ({ kind, transferId: draft.id });
  if (pending === undefined) return refuse("pending_transfer_not_found");
  if (pending.step !== "pending") return refuse("pending_transfer_not_pending");
  if (pending.debit !== draft.debit) return refuse("pending_transfer_has_different_debit");
  if (pending.credit !== draft.credit) return refuse("pending_transfer_has_different_credit");
  if (draft.amount.minor > pending.amount.minor) return refuse("exceeds_pending_transfer_amount");
  if (heldMinor(draft) !== pending.amount.minor) return refuse("pending_transfer_has_different_amount");
  if (resolution !== undefined) {
    switch (resolution.step) {
      case "post":
        return refuse("pending_transfer_already_posted");
      case "expire":
        return refuse("pending_transfer_expired");
      case "void":
      case "posted":
      case "pending":
        return refuse("pending_transfer_already_voided");
    }
  }
  const expired = pending.expiresAt !== undefined && pending.expiresAt <= draft.at;
  if (draft.step === "expire" && !expired) return refuse("pending_transfer_not_due");
  if (draft.step !== "expire" && expired) return refuse("pending_transfer_expired");
  return undefined;
}

/** Why a transfer cannot reverse the one it names; a reversal swaps the accounts and takes at most its amount. */
export function correctionRefusal(
  draft: TransferDraft,
  corrected: Transfer | undefined,
  correction: unknown,
): LedgerRefusal | undefined {
  if (corrected === undefined) return { kind: "corrected_transfer_not_found", transferId: draft.id };
  const isReversal =
    (corrected.step === "posted" || corrected.step === "post") &&
    corrected.debit === draft.credit &&
    corrected.credit === draft.debit &&
    draft.amount.minor <= corrected.amount.minor;
  if (!isReversal) return { kind: "not_a_reversal", transferId: draft.id };
  return correction === undefined ? undefined : { kind: "already_corrected", transferId: draft.id };
}
