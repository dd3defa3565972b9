import { invariant } from "../kernel/invariant.ts";
import { allocate } from "../money/allocation.ts";
import { type Money, money, shareOf, subtract } from "../money/money.ts";
import type { ShardTotals } from "../pledge/shard.ts";

/** What the sealed shards say, as the verdict reads it. */
export interface Sealed {
  readonly raised: Money;
  /** With shipping: what the fee is taken of. */
  readonly paidTotal: Money;
  readonly paidCount: number;
}

/**
 * The sums of the sealed shards. *Raised* is bank-confirmed tiers and add-ons including VAT, without shipping.
 * @see docs/rules/settlement.md#verdict
 */
export function sealedSums(totals: ShardTotals, currency: Money["currency"]): Sealed {
  invariant(totals.reservedCount === 0, "a verdict waits until no pledge is reserved");
  return {
    raised: money(totals.paidRaised, currency),
    paidTotal: money(totals.paidTotal, currency),
    paidCount: totals.paidCount,
  };
}

/** How the confirmed total of a funded campaign is split up. The five parts add up to it exactly. */
export interface Split {
  readonly fee: Money;
  readonly feeVat: Money;
  readonly reserve: Money;
  /** What is left for the enterprise, by the tranches of its plan, in their order. */
  readonly tranches: readonly Money[];
}

/**
 * Splits the confirmed total: the fee (half to even, once per campaign, shipping included), its VAT, the reserve of
 * what remains, and the rest by the tranches' shares (largest remainder, ties in the order of their ids).
 * @see docs/rules/settlement.md#the-split
 */
export function splitTotal(
  total: Money,
  terms: {
    feeBps: number;
    feeVatBps: number;
    reserveBps: number;
    tranches: readonly { id: string; shareBps: number }[];
  },
): Split {
  const fee = shareOf(total, terms.feeBps);
  const feeVat = shareOf(fee, terms.feeVatBps);
  const rest = subtract(subtract(total, fee), feeVat);
  const reserve = shareOf(rest, terms.reserveBps);
  const claims = terms.tranches.map(({ id, shareBps }) => ({ key: id, weight: shareBps }));
  return { fee, feeVat, reserve, tranches: allocate(subtract(rest, reserve), claims) };
}
