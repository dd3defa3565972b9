import type { Store } from "../kernel/store.ts";
import { type Account, type AccountId, type Counters, NO_COUNTERS } from "./account.ts";
import { plus } from "./account-change.ts";
import { journal, listAccounts } from "./ledger-store.ts";
import { deltasOf } from "./transfer.ts";
import { differencesOf, type TrialBalance, trialBalance } from "./trial-balance.ts";

/** What a look at one book found. `busy`: it moved during every look, so that nothing can be said of its replay. */
export type BookCheck = Readonly<{
  book: string;
  status: "balanced" | "unbalanced" | "busy";
  /** Currencies whose debits and credits differ. */
  sums: readonly TrialBalance[];
  /** Accounts that differ from their journal. */
  accounts: readonly AccountId[];
}>;

const LOOKS_MAX = 3;

/**
 * Holds the accounts of a book against each other and, with `replay`, against its whole journal. A book that moves
 * meanwhile is looked at again.
 */
export async function checkBook(
  store: Store,
  { book, replay }: { book: string; replay: boolean },
): Promise<BookCheck> {
  for (let look = 0; look < LOOKS_MAX; look++) {
    const before = await listAccounts(store, book);
    const sums = trialBalance(before).filter(
      ({ differencePosted, differencePending }) => differencePosted !== 0 || differencePending !== 0,
    );
    const replayed = replay ? await replayJournal(store, book) : undefined;
    const after = replay || sums.length > 0 ? await listAccounts(store, book) : before;
    if (!isSame(before, after)) continue;
    const accounts = replayed === undefined ? [] : differencesOf(before, replayed).map(({ id }) => id);
    const isBalanced = sums.length === 0 && accounts.length === 0;
    return { book, status: isBalanced ? "balanced" : "unbalanced", sums, accounts };
  }
  return { book, status: "busy", sums: [], accounts: [] };
}

/** The counters as the journal alone makes them; only the accounts are in memory, never the journal. */
async function replayJournal(store: Store, book: string): Promise<ReadonlyMap<AccountId, Counters>> {
  const sums = new Map<AccountId, Counters>();
  for await (const transfer of journal(store, book))
    for (const { id, counters } of deltasOf(transfer))
      sums.set(id, plus(sums.get(id) ?? NO_COUNTERS, counters));
  return sums;
}

const isSame = (a: readonly Account[], b: readonly Account[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
