import { invariant } from "../kernel/invariant.ts";
import type { AccountCode } from "../ledger/account.ts";
import { isUntouched, type Tranche, type TrancheIn } from "./tranche.ts";

/** Where the money of a refund after funding comes from, minor units. */
export interface RefundSources {
  /** What each tranche gives, the last one of the plan first. */
  readonly tranches: readonly Readonly<{ tranche: TrancheIn<"locked" | "refused">; minor: number }>[];
  readonly lockedMinor: number;
  readonly reserveMinor: number;
  /** What neither covers: the enterprise owes it from now on, and nobody else's money pays it. */
  readonly receivableMinor: number;
}

/**
 * Locked tranches, then the reserve, then a receivable on the enterprise (product.md, "What the words of money mean").
 * Tranches give from the end of the plan, so that the one that is asked for next keeps its amount longest; one that is
 * being reviewed or on its way gives nothing.
 * @param amountMinor what goes back, above 0
 * @param reserveMinor what the reserve has available
 */
export function refundSources(
  amountMinor: number,
  { tranches, reserveMinor }: { tranches: readonly Tranche[]; reserveMinor: number },
): RefundSources {
  invariant(
    amountMinor > 0 && reserveMinor >= 0,
    "a refund gives back something, a reserve is never negative",
  );
  let left = amountMinor;
  const take = (available: number): number => {
    const taken = Math.min(left, available);
    left -= taken;
    return taken;
  };
  const giving = tranches
    .filter(isUntouched)
    .toSorted((a, b) => b.position - a.position)
    .map((tranche) => ({ tranche, minor: take(tranche.amount.minor) }))
    .filter(({ minor }) => minor > 0);
  const lockedMinor = giving.reduce((sum, { minor }) => sum + minor, 0);
  return { tranches: giving, lockedMinor, reserveMinor: take(reserveMinor), receivableMinor: left };
}

/** A part of one payment's refund: what may be paid now, or what waits for the enterprise's money. */
export interface RefundPart {
  readonly payment: number;
  readonly waits: boolean;
  readonly minor: number;
  readonly sources: readonly Readonly<{ code: AccountCode; minor: number }>[];
}

/**
 * Divides the sources over the payments that go back, in their order. What the enterprise owes is a part of its own,
 * so that what is covered is paid at once.
 * @param payments minor units of each payment that are still to go back; together the amount of the sources
 */
export function refundParts(payments: readonly number[], sources: RefundSources): readonly RefundPart[] {
  const purses: { code: AccountCode; minor: number }[] = [
    { code: "tranche-locked", minor: sources.lockedMinor },
    { code: "reserve", minor: sources.reserveMinor },
    { code: "receivable-enterprise", minor: sources.receivableMinor },
  ];
  const parts = payments.flatMap((paymentMinor, payment): RefundPart[] => {
    let left = paymentMinor;
    const taken = purses.map((purse) => {
      const minor = Math.min(left, purse.minor);
      purse.minor -= minor;
      left -= minor;
      return { code: purse.code, minor };
    });
    invariant(left === 0, "the sources cover what goes back");
    return [false, true].flatMap((waits): RefundPart[] => {
      const own = taken.filter(
        ({ code, minor }) => minor > 0 && (code === "receivable-enterprise") === waits,
      );
      const minor = own.reduce((sum, part) => sum + part.minor, 0);
      return minor === 0 ? [] : [{ payment, waits, minor, sources: own }];
    });
  });
  invariant(
    purses.every(({ minor }) => minor === 0),
    "what goes back is what the sources give",
  );
  return parts;
}
