import { type AccountId, availableOf, COUNTER_NAMES, type Counters, NO_COUNTERS } from "./account.ts";
import { deltasOf, type TransferDraft } from "./transfer.ts";

/** What all transfers of one transaction do to one account. */
export interface AccountChange {
  readonly id: AccountId;
  /** The sum of the deltas, counter by counter. */
  readonly counters: Counters;
  /** The change of `available`, in minor units. */
  readonly availableDelta: number;
  /** What must be available beforehand, in minor units; 0 where no limit applies. */
  readonly neededMinor: number;
}

/** The counters with another set added, counter by counter. */
export function plus(counters: Counters, delta: Partial<Counters>): Counters {
  const sum = { ...counters };
  for (const name of COUNTER_NAMES) sum[name] += delta[name] ?? 0;
  return sum;
}

/**
 * Sums the transfers of one transaction per account, in the order in which accounts first appear. A limit applies to
 * an account when a command takes from it; what else enters or leaves in the same transaction counts.
 */
export function changesOf(drafts: readonly TransferDraft[]): readonly AccountChange[] {
  const sums = new Map<AccountId, { counters: Counters; limited: boolean }>();
  for (const draft of drafts) {
    for (const { id, counters } of deltasOf(draft)) {
      const before = sums.get(id) ?? { counters: NO_COUNTERS, limited: false };
      const takes = availableOf(id, plus(NO_COUNTERS, counters)) < 0;
      sums.set(id, {
        counters: plus(before.counters, counters),
        limited: before.limited || (takes && draft.origin === "command"),
      });
    }
  }
  return [...sums].map(([id, { counters, limited }]) => {
    const availableDelta = availableOf(id, counters);
    return { id, counters, availableDelta, neededMinor: limited ? Math.max(0, -availableDelta) : 0 };
  });
}
