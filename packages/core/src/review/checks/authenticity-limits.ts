import { z } from "zod";

const bps = z.int().min(0).max(10_000);
const count = z.int().min(0);
const onHit = z.enum(["warned", "failed"]);

/**
 * The limits of the data authenticity checks: a part of the review policy, versioned with it.
 * Shares are basis points of the invoices looked at. `onHit`: whether a person looks or the step fails.
 * @see docs/rules/data-authenticity.md
 */
export const authenticityLimitsSchema = z.strictObject({
  exactArithmetic: z.strictObject({ toleranceMinor: count, onHit }),
  taxRate: z.strictObject({
    saleShareBpsMax: bps,
    purchaseShareBpsMax: bps,
    rateToleranceBps: bps,
    amountToleranceMinor: count,
    graceDays: count,
    nMin: count,
    onHit,
  }),
  duplicate: z.strictObject({ shareBpsFrom: bps, nMin: count, onHit }),
  roundNet: z.strictObject({
    /** Amounts that are multiples of this are round; a currency that is absent is not checked. */
    modulusMinor: z.partialRecord(z.enum(["CNY", "EUR", "USD", "GBP", "CHF", "JPY", "KWD"]), z.int().min(1)),
    shareBpsMax: bps,
    nMin: count,
    onHit,
  }),
  voidShare: z.strictObject({ shareBpsMax: bps, zeroSuspectAbove: count, nMin: count, onHit }),
});
export type AuthenticityLimits = Readonly<z.infer<typeof authenticityLimitsSchema>>;

/** Start values, calibrated on 373,431 VAT invoices of 123 Chinese firms. */
export const AUTHENTICITY_START_LIMITS: AuthenticityLimits = {
  exactArithmetic: { toleranceMinor: 2, onHit: "failed" },
  taxRate: {
    saleShareBpsMax: 320,
    purchaseShareBpsMax: 750,
    rateToleranceBps: 25,
    amountToleranceMinor: 6,
    graceDays: 180,
    nMin: 20,
    onHit: "warned",
  },
  duplicate: { shareBpsFrom: 100, nMin: 20, onHit: "warned" },
  roundNet: { modulusMinor: { CNY: 100_000 }, shareBpsMax: 970, nMin: 100, onHit: "warned" },
  voidShare: { shareBpsMax: 2_000, zeroSuspectAbove: 200, nMin: 20, onHit: "warned" },
};
