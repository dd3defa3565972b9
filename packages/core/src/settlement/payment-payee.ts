import { err, ok, type Result } from "../kernel/result.ts";
import type { Writes } from "../kernel/store.ts";
import type { PaymentIn, PaymentRequest } from "./payment-request.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import type { SettlementRefusal } from "./settlement-refusal.ts";
import type { BudgetLine } from "./spending-budget.ts";

/** The payee of a request, and the condition under which it may be paid. */
export interface Paid {
  readonly payee: PaymentIn<"requested">["payee"];
  readonly stillVerified: Writes;
}

/**
 * Whom a request pays: its supplier against an invoice, or on the own-costs line the verified payout account.
 * @see docs/rules/settlement.md#payment-requests
 */
export async function payeeOf(
  deps: SettlementDeps,
  request: PaymentRequest,
  line: BudgetLine,
): Promise<Result<Paid, SettlementRefusal>> {
  const own = await deps.enterprises.payoutAccount(request.enterpriseId);
  const { payee, invoiceEvidenceId, enterpriseId } = request;
  if (line.payee === "own_costs") {
    if (own === undefined) return err({ kind: "payout_account_not_verified" });
    const isOther = payee !== undefined && payee.account !== own.payee.account;
    if (isOther) return err({ kind: "payee_not_payout_account" });
    const stillVerified = Object.entries(own.stillVerified).map(([name, write]) => [
      `payout-account:${name}`,
      write,
    ]);
    return ok({ payee: own.payee, stillVerified: Object.fromEntries(stillVerified) });
  }
  if (payee === undefined) return err({ kind: "payee_missing" });
  if (payee.account === own?.payee.account) return err({ kind: "payee_is_payout_account" });
  if (invoiceEvidenceId === undefined) return err({ kind: "invoice_missing" });
  const invoice = await deps.evidence.find(enterpriseId, invoiceEvidenceId);
  if (invoice === undefined) return err({ kind: "evidence_unknown", evidenceId: invoiceEvidenceId });
  if (invoice === "quarantined") return err({ kind: "evidence_quarantined" });
  return ok({ payee, stillVerified: {} });
}
