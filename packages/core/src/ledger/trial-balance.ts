import type { Currency } from "../money/currency.ts";
import {
  type Account,
  type AccountId,
  accountParts,
  availableOf,
  type Counters,
  NO_COUNTERS,
} from "./account.ts";
import { plus } from "./account-change.ts";
import { deltasOf, type Transfer } from "./transfer.ts";

/** The sums of one currency over all accounts given; both differences are 0 or the books are wrong. Minor units. */
export interface TrialBalance extends Counters {
  readonly currency: Currency;
  /** Posted debits less posted credits. */
  readonly differencePosted: number;
  /** Held debits less held credits. */
  readonly differencePending: number;
}

/** Debits against credits per currency, in the order of the currency codes. */
export function trialBalance(accounts: Iterable<Account>): readonly TrialBalance[] {
  const sums = new Map<Currency, Counters>();
  for (const account of accounts) {
    const { currency } = accountParts(account.id);
    sums.set(currency, plus(sums.get(currency) ?? NO_COUNTERS, account));
  }
  return [...sums]
    .map(([currency, sum]) => ({
      currency,
      debitsPending: sum.debitsPending,
      debitsPosted: sum.debitsPosted,
      creditsPending: sum.creditsPending,
      creditsPosted: sum.creditsPosted,
      differencePosted: sum.debitsPosted - sum.creditsPosted,
      differencePending: sum.debitsPending - sum.creditsPending,
    }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

/** The accounts as the journal alone makes them; the order of the transfers does not matter. */
export function replay(transfers: Iterable<Transfer>): ReadonlyMap<AccountId, Account> {
  const sums = new Map<AccountId, Counters>();
  for (const transfer of transfers) {
    for (const { id, counters } of deltasOf(transfer))
      sums.set(id, plus(sums.get(id) ?? NO_COUNTERS, counters));
  }
  return new Map(
    [...sums].map(([id, counters]) => [id, { id, ...counters, available: availableOf(id, counters) }]),
  );
}

/** Accounts whose stored counters differ from their replayed entries; empty when the books are right. */
export function replayDifferences(
  accounts: Iterable<Account>,
  transfers: Iterable<Transfer>,
): readonly { id: AccountId; stored: Counters; replayed: Counters }[] {
  return differencesOf(accounts, replay(transfers));
}

/** Accounts whose stored counters differ from replayed ones. */
export function differencesOf(
  accounts: Iterable<Account>,
  replayed: ReadonlyMap<AccountId, Counters>,
): readonly { id: AccountId; stored: Counters; replayed: Counters }[] {
  const known = new Set<AccountId>();
  const differences: { id: AccountId; stored: Counters; replayed: Counters }[] = [];
  for (const account of accounts) {
    known.add(account.id);
    const entries = replayed.get(account.id) ?? NO_COUNTERS;
    if (!sameCounters(account, entries) || account.available !== availableOf(account.id, entries)) {
      differences.push({ id: account.id, stored: account, replayed: entries });
    }
  }
  for (const [id, entries] of replayed) {
    if (!known.has(id)) differences.push({ id, stored: NO_COUNTERS, replayed: entries });
  }
  return differences;
}

const sameCounters = (a: Counters, b: Counters): boolean =>
  a.debitsPending === b.debitsPending &&
  a.debitsPosted === b.debitsPosted &&
  a.creditsPending === b.creditsPending &&
  a.creditsPosted === b.creditsPosted;
