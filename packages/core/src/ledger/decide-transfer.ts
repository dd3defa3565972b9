import { invariant } from "../kernel/invariant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import {
  type Account,
  type AccountId,
  availableOf,
  COUNTER_MAX,
  COUNTER_NAMES,
  NO_COUNTERS,
} from "./account.ts";
import { type AccountChange, changesOf, plus } from "./account-change.ts";
import type { LedgerRefusal } from "./ledger-refusal.ts";
import { correctionRefusal, pendingRefusal } from "./pending-refusal.ts";
import {
  differenceOf,
  type Transfer,
  type TransferDraft,
  type TransferId,
  validateTransfer,
} from "./transfer.ts";

/** The whole ledger as a value: what the store holds, small enough for a test or an example. */
export interface Books {
  readonly accounts: ReadonlyMap<AccountId, Account>;
  readonly transfers: ReadonlyMap<TransferId, Transfer>;
  /** What has resolved a pending transfer, by its id. */
  readonly resolutions: ReadonlyMap<TransferId, Transfer>;
  /** What has reversed a transfer, by its id. */
  readonly corrections: ReadonlyMap<TransferId, Transfer>;
}

/** Books with these accounts open at zero. */
export const openBooks = (ids: readonly AccountId[]): Books => ({
  accounts: new Map(ids.map((id) => [id, { id, ...NO_COUNTERS, available: 0 }])),
  transfers: new Map(),
  resolutions: new Map(),
  corrections: new Map(),
});

/**
 * The ledger's rules without its store: all drafts of one transaction are taken over, or none.
 * The store's write conditions say the same; `test/conformance/ledger.test.ts` runs one case table through both.
 * @returns the books afterwards; any refusal leaves `books` as they are
 * @see docs/rules/ledger.md
 */
export function decideTransfers(
  books: Books,
  drafts: readonly TransferDraft[],
): Result<Books, LedgerRefusal> {
  const transfers = new Map(books.transfers);
  const resolutions = new Map(books.resolutions);
  const corrections = new Map(books.corrections);
  for (const draft of drafts) {
    const refusal =
      validateTransfer(draft) ?? historyRefusal({ ...books, transfers, resolutions, corrections }, draft);
    if (refusal !== undefined) return err(refusal);
    transfers.set(draft.id, draft);
    if (draft.pendingId !== undefined) resolutions.set(draft.pendingId, draft);
    if (draft.corrects !== undefined) corrections.set(draft.corrects, draft);
  }
  const accounts = new Map(books.accounts);
  for (const change of changesOf(drafts)) {
    const refusal = changeRefusal(accounts.get(change.id), change);
    if (refusal !== undefined) return err(refusal);
    const counters = plus(accounts.get(change.id) ?? NO_COUNTERS, change.counters);
    invariant(
      COUNTER_NAMES.every((name) => counters[name] >= 0),
      "no counter goes below zero",
    );
    accounts.set(change.id, { id: change.id, ...counters, available: availableOf(change.id, counters) });
  }
  return ok({ accounts, transfers, resolutions, corrections });
}

/** What earlier transfers forbid; the id is looked at first, so that a retry is recognised before anything else. */
function historyRefusal(books: Books, draft: TransferDraft): LedgerRefusal | undefined {
  const stored = books.transfers.get(draft.id);
  if (stored !== undefined) return duplicateRefusal(stored, draft);
  if (draft.pendingId !== undefined) {
    const refusal = pendingRefusal(
      draft,
      books.transfers.get(draft.pendingId),
      books.resolutions.get(draft.pendingId),
    );
    if (refusal !== undefined) return refusal;
  }
  return draft.corrects === undefined
    ? undefined
    : correctionRefusal(draft, books.transfers.get(draft.corrects), books.corrections.get(draft.corrects));
}

/** The answer to a draft whose id is taken: the same transfer again, or the field that differs. */
export function duplicateRefusal(stored: Transfer, draft: TransferDraft): LedgerRefusal {
  const field = differenceOf(stored, draft);
  return field === undefined
    ? { kind: "already_posted", transferId: draft.id }
    : { kind: `exists_with_different_${field}`, transferId: draft.id };
}

/** Why an account cannot take the summed change: it is missing, too full, or would be overdrawn by a command. */
export function changeRefusal(
  account: Account | undefined,
  change: AccountChange,
): LedgerRefusal | undefined {
  if (account === undefined) return { kind: "account_not_found", accountId: change.id };
  for (const name of COUNTER_NAMES) {
    if (account[name] + change.counters[name] > COUNTER_MAX) {
      return { kind: "counter_overflow", accountId: change.id };
    }
  }
  if (change.neededMinor > 0 && account.available < change.neededMinor) {
    const { neededMinor } = change;
    return {
      kind: "insufficient_available",
      accountId: change.id,
      availableMinor: account.available,
      neededMinor,
    };
  }
  return undefined;
}
