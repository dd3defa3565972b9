import { draftInstruction } from "../bank/draft-instruction.ts";
import { isIn } from "../campaign/campaign.ts";
import { loadCampaign } from "../campaign/campaign-store.ts";
import type { Command } from "../kernel/command.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok } from "../kernel/result.ts";
import type { Writes } from "../kernel/store.ts";
import { campaignAccount, moneyRoute } from "./money-route.ts";
import { type AskedPayment, changePayment, type PaymentOutcome } from "./payment-command.ts";
import { payeeOf } from "./payment-payee.ts";
import {
  agreeToPayment,
  approversNeeded,
  instructPayment,
  type PaymentIn,
  type PaymentRequest,
  refusePayment,
  requestPayment,
} from "./payment-request.ts";
import { paymentRequestChange } from "./payment-request-store.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import { loadBudget, returnToBudget, takeFromBudget } from "./spending-budget.ts";

/**
 * The enterprise asks for a payment. Its amount is taken from the plan's line and from what is on the campaign
 * account in the same transaction, so that two requests never ask for the same money. Up to the limit of its
 * currency the check against the plan approves it; above, two approvers must agree.
 * @see docs/rules/settlement.md#payment-requests
 */
export const submitPayment = (
  deps: SettlementDeps,
  command: Command,
  asked: AskedPayment,
): Promise<PaymentOutcome> =>
  changePayment(deps, command, asked, async (request) => {
    const { campaignId, enterpriseId, lineId, amount } = request;
    const campaign = await loadCampaign(deps.store, campaignId);
    if (campaign === undefined) return err({ kind: "not_found" });
    if (!isIn(campaign, ["funded", "delivering", "completed"])) {
      return err({ kind: "campaign_not_funded", status: campaign.status });
    }
    if (!(await deps.enterprises.mayReceive(enterpriseId)))
      return err({ kind: "enterprise_may_not_receive" });
    const line = (await loadBudget(deps.store, campaignId))?.lines.find((each) => each.lineId === lineId);
    if (line === undefined) return err({ kind: "spending_line_unknown", lineId });
    if (line.currency !== amount.currency) return err({ kind: "payment_currency", currency: line.currency });
    const payee = await payeeOf(deps, request, line);
    if (!payee.ok) return payee;
    const { now: at, actor } = command;
    const next = requestPayment(request, { payee: payee.value.payee, at });
    if (!next.ok) return next;
    const changed = paymentRequestChange({
      previous: request,
      next: next.value,
      kind: "payment.requested",
      actor,
      at,
    });
    const { invoiceEvidenceId: invoice } = request;
    const use = { kind: "payment", id: request.id, campaignId, amount, at } as const;
    const taken = mergeWrites(
      takeFromBudget(campaignId, lineId, amount.minor),
      payee.value.stillVerified,
      invoice === undefined ? {} : deps.evidence.used(invoice, use),
    );
    if (approversNeeded(amount) > 0) {
      return ok({ request: changed.request, writes: mergeWrites(changed.writes, taken) });
    }
    const requested: PaymentIn<"requested"> = { ...next.value, ...chainOf(changed.request) };
    const instructed = await instructWrites(deps, command, {
      request: requested,
      stored: request,
      by: ["system:plan"],
    });
    const { [`payment:${request.id}`]: _superseded, ...requestedEvent } = changed.writes;
    return ok({ request: instructed.request, writes: mergeWrites(requestedEvent, instructed.writes, taken) });
  });

const chainOf = ({ version, eventHash }: PaymentRequest) => ({ version, eventHash });

async function instructWrites(
  deps: SettlementDeps,
  command: Command,
  options: { request: PaymentIn<"requested">; stored: PaymentRequest; by: readonly string[] },
): Promise<{ request: PaymentRequest; writes: Writes }> {
  const { request, stored, by } = options;
  const { id, campaignId, partnerId, amount, payee } = request;
  const { now: at, actor } = command;
  const of = { campaignId, currency: amount.currency };
  const route = await moneyRoute(deps.store, { ...of, partnerId });
  const { instruction, writes } = draftInstruction({
    cause: { kind: "payment", id },
    kind: "payment",
    partnerId,
    book: campaignId,
    debtorAccount: route.campaign.account,
    creditor: payee,
    amount,
    pendingDebit: campaignAccount(of, "campaign-account"),
    pendingCredit: campaignAccount(of, "campaign-bank"),
    at,
    actor,
  });
  const changed = paymentRequestChange({
    previous: request,
    stored,
    next: instructPayment(request, { instructionId: instruction.id, at }),
    kind: "payment.approved",
    actor,
    at,
    data: { by: [...by], instruction: instruction.id },
  });
  return { request: changed.request, writes: mergeWrites(changed.writes, writes) };
}

/** An approver agrees; with the second one, another natural person, the payment is instructed. */
export const approvePayment = (
  deps: SettlementDeps,
  command: Command,
  input: AskedPayment & { personId: string },
): Promise<PaymentOutcome> =>
  changePayment(deps, command, input, async (request) => {
    const { now: at, actor } = command;
    const agreed = agreeToPayment(request, { by: actor, personId: input.personId, at });
    if (!agreed.ok) return agreed;
    const { approvals, amount } = agreed.value;
    if (approvals.length >= approversNeeded(amount)) {
      const by = approvals.map((approval) => approval.by);
      return ok(await instructWrites(deps, command, { request: agreed.value, stored: request, by }));
    }
    return ok(
      paymentRequestChange({
        previous: request,
        next: agreed.value,
        kind: "payment.approved_first",
        actor,
        at,
      }),
    );
  });

/** A reviewer refuses it with a reason; its amount is in the budget again. */
export const refusePaymentRequest = (
  deps: SettlementDeps,
  command: Command,
  input: AskedPayment & { reason: string },
): Promise<PaymentOutcome> =>
  changePayment(deps, command, input, async (request) => {
    const { now: at, actor } = command;
    const next = refusePayment(request, { reason: input.reason, at });
    if (!next.ok) return next;
    const { campaignId, lineId, amount } = request;
    const change = { previous: request, next: next.value, kind: "payment.refused", actor, at };
    const changed = paymentRequestChange({ ...change, data: { reason: input.reason } });
    const returned = returnToBudget(campaignId, lineId, amount.minor);
    return ok({ request: changed.request, writes: mergeWrites(changed.writes, returned) });
  });
