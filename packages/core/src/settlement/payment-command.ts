import type { CampaignId } from "../campaign/campaign.ts";
import type { EnterpriseId } from "../identity/actor.ts";
import { type Command, commandKey, type Done, once, putCommand } from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { CommitFailure, Writes } from "../kernel/store.ts";
import { money } from "../money/money.ts";
import type { PaymentRequest, PaymentRequestId } from "./payment-request.ts";
import { loadPaymentRequest } from "./payment-request-store.ts";
import { guardWrites } from "./request-tranche.ts";
import type { SettlementDeps } from "./settlement-deps.ts";
import type { SettlementRefusal } from "./settlement-refusal.ts";
import { loadBudget } from "./spending-budget.ts";

/** Which payment request a command is about, and what must hold for it. */
export interface AskedPayment {
  readonly paymentId: PaymentRequestId;
  /** The caller's enterprise: another one's request is not found. Absent for staff. */
  readonly enterpriseId?: EnterpriseId | undefined;
  /** The campaign it was asked under: another one's request is not found. */
  readonly campaignId?: CampaignId | undefined;
  readonly ifVersion?: number | undefined;
  readonly guards?: Writes | undefined;
}

/** The outcome of a command on a payment request. */
export type PaymentOutcome = Result<Done<PaymentRequest>, SettlementRefusal>;
/** A payment request, or why there is none for the caller. */
export type FoundPayment = Result<PaymentRequest, SettlementRefusal>;

/** The payment request, if it is there for the caller. */
export async function findPayment(
  { store }: SettlementDeps,
  asked: Pick<AskedPayment, "paymentId" | "enterpriseId" | "campaignId">,
): Promise<FoundPayment> {
  const { paymentId, enterpriseId, campaignId } = asked;
  const request = await loadPaymentRequest(store, paymentId);
  if (request === undefined) return err({ kind: "not_found" });
  const isForeign =
    (enterpriseId !== undefined && request.enterpriseId !== enterpriseId) ||
    (campaignId !== undefined && request.campaignId !== campaignId);
  return isForeign ? err({ kind: "not_found" }) : ok(request);
}

/** Why a change of a payment request was not committed. */
export const commitRefusal = ({ failed }: CommitFailure): SettlementRefusal => {
  const names = [...failed.keys()];
  if (names.some((name) => name.startsWith("guard:"))) return { kind: "forbidden" };
  if (names.some((name) => name.startsWith("payout-account"))) return { kind: "payout_account_not_verified" };
  return { kind: "concurrent_update" };
};

type Decide = (
  request: PaymentRequest,
) => Promise<Result<Readonly<{ request: PaymentRequest; writes: Writes }>, SettlementRefusal>>;

/** One try at a change: reads the request, decides, and commits with the trace of its command. */
export async function tryPaymentChange(
  deps: SettlementDeps,
  command: Command,
  asked: AskedPayment,
  decide: Decide,
): Promise<FoundPayment> {
  const found = await findPayment(deps, asked);
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
}

/** Changes a payment request once; a retry is told how it stands now. */
export const changePayment = (
  deps: SettlementDeps,
  command: Command,
  asked: AskedPayment,
  decide: Decide,
): Promise<PaymentOutcome> =>
  once<PaymentRequest, SettlementRefusal>({
    store: deps.store,
    command,
    identity: commandKey(command),
    attempt: () => tryPaymentChange(deps, command, asked, decide),
    current: () => findPayment(deps, asked),
  });

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
