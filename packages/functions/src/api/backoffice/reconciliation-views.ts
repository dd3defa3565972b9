import type { Break } from "@firstlot/core/bank/break";
import type { Reconciliation, ReconciliationTerms } from "@firstlot/core/bank/reconcile";
import { type Money, money } from "@firstlot/core/money/money";
import { z } from "@hono/zod-openapi";
import { moneyOutSchema } from "../wire.ts";

/** One account's equation; every amount in the account's currency. */
export const reconciliationView = z
  .object({
    partnerId: z.string(),
    account: z.string(),
    bankDay: z.string(),
    sequence: z.int(),
    at: z.string(),
    closing: moneyOutSchema,
    ledger: moneyOutSchema,
    inNotBooked: moneyOutSchema,
    outNotBooked: moneyOutSchema,
    breaks: moneyOutSchema,
    difference: moneyOutSchema,
    openBreaks: z.int(),
  })
  .openapi("Reconciliation");

/** The equation as it travels. */
export function reconciliationOut(reconciliation: Reconciliation) {
  const { currency, breaks, ...rest } = reconciliation;
  const of = (minor: number): Money => money(minor, currency);
  return {
    ...rest,
    closing: of(rest.closingMinor),
    ledger: of(rest.ledgerMinor),
    inNotBooked: of(rest.inNotBookedMinor),
    outNotBooked: of(rest.outNotBookedMinor),
    breaks: of(rest.breaksMinor),
    difference: of(rest.differenceMinor),
    openBreaks: breaks,
  };
}

const fact = z.object({
  bankReference: z.string(),
  amount: moneyOutSchema,
  bookedAt: z.string(),
  cause: z.string(),
});

/** Every term of an equation by its reference. */
export const termsView = reconciliationView
  .extend({
    terms: z.object({
      books: z.array(z.object({ account: z.string(), balance: moneyOutSchema })),
      inNotBooked: z.array(fact),
      outNotBooked: z.array(fact),
      breaks: z.array(
        z.object({
          id: z.string(),
          kind: z.string(),
          status: z.string(),
          line: z.string(),
          amount: moneyOutSchema,
        }),
      ),
    }),
  })
  .openapi("ReconciliationWithTerms");

/** The equation with its terms as they travel. */
export function termsOut(reconciliation: Reconciliation, terms: ReconciliationTerms) {
  const of = (minor: number): Money => money(minor, reconciliation.currency);
  return {
    ...reconciliationOut(reconciliation),
    terms: {
      books: terms.books.map(({ ref, minor }) => ({ account: ref, balance: of(minor) })),
      inNotBooked: terms.inNotBooked,
      outNotBooked: terms.outNotBooked,
      breaks: terms.breaks.map(({ ref, minor, ...rest }) => ({ id: ref, ...rest, amount: of(minor) })),
    },
  };
}

/** A difference between the bank's books and ours. */
export const breakView = z
  .object({
    id: z.string(),
    version: z.int(),
    status: z.string(),
    kind: z.string(),
    partnerId: z.string(),
    account: z.string(),
    line: z.string(),
    bankReference: z.string().optional(),
    unposted: moneyOutSchema,
    suspense: moneyOutSchema,
    book: z.string(),
    at: z.string(),
    proposal: z
      .object({
        action: z.string(),
        to: z.string().optional(),
        creditor: z.object({ name: z.string(), account: z.string() }).optional(),
        pledgeId: z.string().optional(),
        note: z.string(),
        by: z.object({ userId: z.string(), at: z.string() }),
      })
      .optional(),
    note: z.string().optional(),
    transferId: z.string().optional(),
    instructionId: z.string().optional(),
  })
  .openapi("Break");

/** A break as it travels. */
export const breakOut = (found: Break) => ({
  ...found,
  unposted: money(found.unpostedMinor, found.currency),
  suspense: money(found.suspenseMinor, found.currency),
});

/** A bank's word that was not applied. */
export const quarantinedView = z
  .object({
    id: z.string(),
    version: z.int(),
    status: z.string(),
    partnerId: z.string(),
    reason: z.string(),
    ref: z.string().optional(),
    evidence: z.string(),
    note: z.string().optional(),
    at: z.string(),
  })
  .openapi("QuarantinedMessage");
