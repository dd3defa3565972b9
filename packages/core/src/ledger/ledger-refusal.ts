import type { AccountId } from "./account.ts";
import type { DifferingField, TransferId } from "./transfer.ts";

/**
 * Everything the ledger refuses. Nothing has been written when one of these comes back.
 * @see docs/rules/ledger.md#what-the-ledger-refuses
 */
export type LedgerRefusal = Readonly<
  | { kind: "malformed_transfer"; field: string }
  | { kind: "accounts_must_differ"; transferId: TransferId }
  | { kind: "account_of_another_book"; transferId: TransferId }
  | { kind: "currency_mismatch"; transferId: TransferId }
  | { kind: "account_not_found"; accountId: AccountId }
  /** The transfer stands already, field by field: the stored result is the answer. */
  | { kind: "already_posted"; transferId: TransferId }
  | { kind: `exists_with_different_${DifferingField}`; transferId: TransferId }
  | { kind: "pending_transfer_not_found"; transferId: TransferId }
  | { kind: "pending_transfer_not_pending"; transferId: TransferId }
  | { kind: "pending_transfer_has_different_debit"; transferId: TransferId }
  | { kind: "pending_transfer_has_different_credit"; transferId: TransferId }
  | { kind: "pending_transfer_has_different_amount"; transferId: TransferId }
  | { kind: "exceeds_pending_transfer_amount"; transferId: TransferId }
  | { kind: "pending_transfer_already_posted"; transferId: TransferId }
  | { kind: "pending_transfer_already_voided"; transferId: TransferId }
  | { kind: "pending_transfer_expired"; transferId: TransferId }
  | { kind: "pending_transfer_not_due"; transferId: TransferId }
  | { kind: "corrected_transfer_not_found"; transferId: TransferId }
  | { kind: "not_a_reversal"; transferId: TransferId }
  | { kind: "already_corrected"; transferId: TransferId }
  /** Less is available than the transfers of a command take, holds counted. */
  | { kind: "insufficient_available"; accountId: AccountId; availableMinor: number; neededMinor: number }
  | { kind: "counter_overflow"; accountId: AccountId }
>;
