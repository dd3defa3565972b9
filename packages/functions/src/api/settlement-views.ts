import { type InstructionId, instructionIdSchema } from "@firstlot/core/bank/instruction";
import { loadInstructions } from "@firstlot/core/bank/instruction-store";
import type { Store } from "@firstlot/core/kernel/store";
import type { Currency } from "@firstlot/core/money/currency";
import { type Money, money } from "@firstlot/core/money/money";
import { approversNeeded, type PaymentRequest } from "@firstlot/core/settlement/payment-request";
import type { Settlement } from "@firstlot/core/settlement/settlement";
import { PAYMENT_REVIEW_ABOVE_MINOR } from "@firstlot/core/settlement/settlement-policy";
import { loadProgress, loadSettlement } from "@firstlot/core/settlement/settlement-store";
import { type Budget, loadBudget } from "@firstlot/core/settlement/spending-budget";
import { readSpending, type Spending } from "@firstlot/core/settlement/spent";
import { type SplitAccount, splitEntryId } from "@firstlot/core/settlement/split-entry";
import { z } from "@hono/zod-openapi";
import { moneyOutSchema } from "./wire.ts";

/** A tranche as its enterprise sees it; who decided stays inside. */
export const trancheView = z
  .object({
    id: z.string(),
    campaignId: z.string(),
    planId: z.string(),
    position: z.int(),
    amount: moneyOutSchema,
    evidenceTypes: z.array(z.string()),
    status: z.enum([
      "locked",
      "requested",
      "refused",
      "approved",
      "instructed",
      "paid",
      "returned_to_backers",
    ]),
    caseId: z.string().optional(),
    evidenceIds: z.array(z.string()).optional(),
    requestedAt: z.string().optional(),
    changesAskedAt: z.string().optional(),
    refusedAt: z.string().optional(),
    approvedAt: z.string().optional(),
    instructionId: z.string().optional(),
    instructedAt: z.string().optional(),
    paidAt: z.string().optional(),
    /** The bank's own reference of the movement, once it has moved the money. */
    bankReference: z.string().optional(),
    version: z.int(),
  })
  .openapi("Tranche");

/** A tranche as staff see it. */
export const trancheBoardView = trancheView
  .extend({ approvedBy: z.array(z.string()).optional(), failedInstructionId: z.string().optional() })
  .openapi("TrancheOnBoard");

/** A payment from the campaign account. It is "paid" only when the bank has said so. */
export const paymentView = z
  .object({
    id: z.string(),
    campaignId: z.string(),
    enterpriseId: z.string(),
    lineId: z.string(),
    payee: z.object({ name: z.string(), account: z.string() }).optional(),
    amount: moneyOutSchema,
    invoiceEvidenceId: z.string().optional(),
    note: z.string().optional(),
    status: z.enum(["draft", "requested", "refused", "instructed", "paid", "returned"]),
    /** Approvers that an amount of this size needs: none, or two. */
    approversNeeded: z.int(),
    reason: z.string().optional(),
    instructionId: z.string().optional(),
    createdAt: z.string(),
    requestedAt: z.string().optional(),
    approvedAt: z.string().optional(),
    refusedAt: z.string().optional(),
    paidAt: z.string().optional(),
    returnedAt: z.string().optional(),
    /** The bank's own reference of the movement, once it has moved the money. */
    bankReference: z.string().optional(),
    version: z.int(),
  })
  .openapi("PaymentRequest");

/** Tranches or payments (at most 100) with the bank's reference of each whose money it has moved. */
export async function withBankReferences<T extends object>(
  store: Store,
  items: readonly T[],
): Promise<readonly (T & { bankReference?: string })[]> {
  const idOf = (item: T): InstructionId | undefined =>
    "instructionId" in item ? instructionIdSchema.optional().parse(item.instructionId) : undefined;
  const ids = items.flatMap((item) => idOf(item) ?? []);
  const found = new Map((await loadInstructions(store, ids)).map((one) => [one.id, one]));
  return items.map((item) => {
    const id = idOf(item);
    const instruction = id === undefined ? undefined : found.get(id);
    return instruction !== undefined && "bankReference" in instruction
      ? { ...item, bankReference: instruction.bankReference }
      : item;
  });
}

/** A payment as approvers see it: also who has agreed so far. */
export const paymentBoardView = paymentView
  .extend({ approvals: z.array(z.object({ by: z.string(), at: z.string() })).optional() })
  .openapi("PaymentOnBoard");

export const paymentOf = (request: PaymentRequest) => ({
  ...request,
  approversNeeded: approversNeeded(request.amount),
});

/** What became of a campaign's money after its verdict: how far, and how it was split. */
export const settlementView = z
  .object({
    id: z.string(),
    campaignId: z.string(),
    status: z.enum(["confirming", "confirmed", "refunding", "refunded"]),
    openedAt: z.string(),
    paid: z.object({ pledges: z.int(), total: moneyOutSchema }),
    /** Pledges settled so far. */
    progress: z.object({ confirmed: z.int(), refunding: z.int() }),
    split: z
      .object({
        confirmed: moneyOutSchema,
        fee: moneyOutSchema,
        feeVat: moneyOutSchema,
        reserve: moneyOutSchema,
        locked: moneyOutSchema,
        /** The ledger entry of each part that is more than zero. */
        entries: z.object({
          fee: z.string().optional(),
          feeVat: z.string().optional(),
          reserve: z.string().optional(),
          locked: z.string().optional(),
        }),
      })
      .optional(),
    budget: z
      .object({
        /** What payments may still ask of the campaign account; negative after a returned tranche. */
        free: moneyOutSchema,
        /** Payments of more than this need two approvers. */
        reviewAbove: moneyOutSchema,
        lines: z.array(
          z.object({
            lineId: z.string(),
            payee: z.string(),
            planned: moneyOutSchema,
            /** Not yet asked for. */
            remaining: moneyOutSchema,
            /** Asked for or with the bank. */
            underway: moneyOutSchema,
            /** Confirmed by the bank. */
            paid: moneyOutSchema,
          }),
        ),
        /** False when there are more payment requests than are summed here. */
        isWhole: z.boolean(),
      })
      .optional(),
    confirmedAt: z.string().optional(),
    refundingAt: z.string().optional(),
    refundedAt: z.string().optional(),
    version: z.int(),
  })
  .openapi("Settlement");

interface Plan {
  readonly budget: Budget;
  readonly spending: Spending;
  readonly currency: Currency;
}

const budgetOf = ({ budget: { lines, freeMinor }, spending, currency: of }: Plan) => ({
  free: money(freeMinor, of),
  reviewAbove: money(PAYMENT_REVIEW_ABOVE_MINOR[of], of),
  lines: lines.map(({ lineId, payee, currency, plannedMinor, remainingMinor }) => ({
    ...{ lineId, payee },
    planned: money(plannedMinor, currency),
    remaining: money(remainingMinor, currency),
    underway: money(spending.lines.get(lineId)?.underwayMinor ?? 0, currency),
    paid: money(spending.lines.get(lineId)?.paidMinor ?? 0, currency),
  })),
  isWhole: spending.isWhole,
});

function splitOf(settlement: Settlement, of: (minor: number) => Money) {
  if (settlement.status !== "confirmed") return undefined;
  const { campaignId, confirmedMinor, feeMinor, feeVatMinor, reserveMinor, lockedMinor } = settlement;
  const entry = (minor: number, to: SplitAccount) => (minor > 0 ? splitEntryId(campaignId, to) : undefined);
  return {
    confirmed: of(confirmedMinor),
    fee: of(feeMinor),
    feeVat: of(feeVatMinor),
    reserve: of(reserveMinor),
    locked: of(lockedMinor),
    entries: {
      fee: entry(feeMinor, "fee-payable"),
      feeVat: entry(feeVatMinor, "vat-payable"),
      reserve: entry(reserveMinor, "reserve"),
      locked: entry(lockedMinor, "tranche-locked"),
    },
  };
}

/** The settlement of a campaign with its progress and budget; `undefined` before its verdict. */
export async function settlementOf(store: Store, campaignId: string) {
  const settlement = await loadSettlement(store, campaignId);
  if (settlement === undefined) return undefined;
  const [progress, budget, spending] = await Promise.all([
    loadProgress(store, campaignId),
    loadBudget(store, campaignId),
    readSpending(store, campaignId),
  ]);
  const of = (minor: number) => money(minor, settlement.currency);
  return {
    ...settlement,
    paid: { pledges: settlement.paidCount, total: of(settlement.paidTotalMinor) },
    progress,
    split: splitOf(settlement, of),
    budget: budget && budgetOf({ budget, spending, currency: settlement.currency }),
  };
}
