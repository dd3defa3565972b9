import { draftInstruction } from "../bank/draft-instruction.ts";
import { type CampaignId, isIn } from "../campaign/campaign.ts";
import { loadCampaign } from "../campaign/campaign-store.ts";
import type { EnterpriseId } from "../identity/actor.ts";
import { type Command, commandKey, createdId, type Done, once, putCommand } from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { CommitFailure, Writes } from "../kernel/store.ts";
import { money } from "../money/money.ts";
import { campaignAccount, moneyRoute } from "./money-route.ts";
import { payeeOf } from "./payment-payee.ts";
import {
  agreeToPayment,
  approversNeeded,
  instructPayment,
  type PaymentContent,
  type PaymentIn,
  type PaymentRequest,
  type PaymentRequestId,
  paymentRequestIdSchema,
  refusePayment,
  requestPayment,
} from "./payment-request.ts";
import { loadPaymentRequest, paymentRequestChange, paymentRequestKey } from "./payment-request-store.ts";
import { guardWrites } from "./request-tranche.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import type { SettlementRefusal } from "./settlement-refusal.ts";
import { loadSettlement } from "./settlement-store.ts";
import { loadBudget, returnToBudget, takeFromBudget } from "./spending-budget.ts";

/** Which payment request a command is about, and what must hold for it. */
export interface AskedPayment {
  readonly paymentId: PaymentRequestId;
  /** The caller's enterprise: another one's request is not found. Absent for staff. */
  readonly enterpriseId?: EnterpriseId | undefined;
  readonly ifVersion?: number | undefined;
  readonly guards?: Writes | undefined;
}

/** The outcome of a command on a payment request. */
export type PaymentOutcome = Result<Done<PaymentRequest>, SettlementRefusal>;
type Found = Result<PaymentRequest, SettlementRefusal>;

async function find(
  deps: SettlementDeps,
  asked: Pick<AskedPayment, "paymentId" | "enterpriseId">,
): Promise<Found> {
  const request = await loadPaymentRequest(deps.store, asked.paymentId);
  const isForeign = asked.enterpriseId !== undefined && request?.enterpriseId !== asked.enterpriseId;
  return request === undefined || isForeign ? err({ kind: "not_found" }) : ok(request);
}

/** The enterprise writes a payment request down; nothing is asked for yet. */
export function draftPayment(
  deps: SettlementDeps,
  command: Command,
  input: {
    campaignId: CampaignId;
    enterpriseId: EnterpriseId;
    content: PaymentContent;
    guards?: Writes | undefined;
  },
): Promise<PaymentOutcome> {
  const { campaignId, enterpriseId, content, guards } = input;
  const id = paymentRequestIdSchema.parse(createdId("pay", "PaymentRequestId", command));
  const attempt = async (): Promise<Found> => {
    const settlement = await loadSettlement(deps.store, campaignId);
    if (settlement?.enterpriseId !== enterpriseId || settlement.status !== "confirmed")
      return err({ kind: "not_found" });
    const { now: at, actor, payloadHash } = command;
    const ground = { id, campaignId, enterpriseId, partnerId: settlement.partnerId, ...content };
    const chain = { version: 1, eventHash: "", payloadHash };
    const { request, writes } = paymentRequestChange({
      previous: undefined,
      next: { ...ground, ...chain, createdBy: actor, createdAt: at, status: "draft" },
      kind: "payment.drafted",
      actor,
      at,
    });
    const committed = await deps.store.commit(mergeWrites(writes, guardWrites(guards)));
    killPoint("payment.drafted");
    return committed.ok ? ok(request) : err(commitRefusal(committed.error));
  };
  return once<PaymentRequest, SettlementRefusal>({
    store: deps.store,
    command,
    identity: paymentRequestKey(id),
    attempt,
    current: () => find(deps, { paymentId: id, enterpriseId }),
  });
}

const commitRefusal = ({ failed }: CommitFailure): SettlementRefusal => {
  const names = [...failed.keys()];
  if (names.some((name) => name.startsWith("guard:"))) return { kind: "forbidden" };
  if (names.some((name) => name.startsWith("payout-account"))) return { kind: "payout_account_not_verified" };
  return { kind: "concurrent_update" };
};

type Decided = Result<Readonly<{ request: PaymentRequest; writes: Writes }>, SettlementRefusal>;

function changePayment(
  deps: SettlementDeps,
  command: Command,
  asked: AskedPayment,
  decide: (request: PaymentRequest) => Promise<Decided>,
): Promise<PaymentOutcome> {
  const attempt = async (): Promise<Found> => {
    const found = await find(deps, asked);
    if (!found.ok) return found;
    const request = found.value;
    if (asked.ifVersion !== undefined && asked.ifVersion !== request.version) {
      return err({ kind: "version_mismatch", version: request.version });
    }
    const decided = await decide(request);
    if (!decided.ok) return decided;
    const committed = await deps.store.commit(
      mergeWrites(decided.value.writes, guardWrites(asked.guards), { command: putCommand(command) }),
    );
    killPoint("payment.changed");
    if (committed.ok) return ok(decided.value.request);
    return err((await budgetRefusal(deps, request, committed.error)) ?? commitRefusal(committed.error));
  };
  return once<PaymentRequest, SettlementRefusal>({
    store: deps.store,
    command,
    identity: commandKey(command),
    attempt,
    current: () => find(deps, asked),
  });
}

async function budgetRefusal(
  deps: SettlementDeps,
  { campaignId, lineId, amount }: PaymentRequest,
  { failed }: CommitFailure,
): Promise<SettlementRefusal | undefined> {
  const budget = await loadBudget(deps.store, campaignId);
  const line = budget?.lines.find((each) => each.lineId === lineId);
  if (failed.has("budget:line")) {
    return { kind: "spending_line_exceeded", remaining: money(line?.remainingMinor ?? 0, amount.currency) };
  }
  if (!failed.has("budget:account")) return undefined;
  return { kind: "campaign_account_short", available: money(budget?.freeMinor ?? 0, amount.currency) };
}

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
    const taken = mergeWrites(takeFromBudget(campaignId, lineId, amount.minor), payee.value.stillVerified);
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
