import type { Store } from "@firstlot/core/kernel/store";
import { listAccounts } from "@firstlot/core/ledger/ledger-store";

/** Debits less credits of a campaign's and a bank's books, minor units, posted and pending; zeros left out. */
export async function bankBalances(
  store: Store,
  books: { campaign: string; partner: string },
): Promise<Record<string, number>> {
  const balances: Record<string, number> = {};
  for (const [name, book] of Object.entries(books)) {
    for (const account of await listAccounts(store, book)) {
      const label = account.id.replace(book, name);
      const posted = account.debitsPosted - account.creditsPosted;
      const pending = account.debitsPending - account.creditsPending;
      if (posted !== 0) balances[label] = posted;
      if (pending !== 0) balances[`${label} pending`] = pending;
    }
  }
  return balances;
}
