import type { InstructionEffects, InstructionOutcome } from "../bank/confirm-instruction.ts";
import type { Instruction } from "../bank/instruction.ts";
import { loadCampaign } from "../campaign/campaign-store.ts";
import { markDelivering } from "../campaign/settle-campaign.ts";
import type { Command } from "../kernel/command.ts";
import { invariant } from "../kernel/invariant.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { Store, Writes } from "../kernel/store.ts";
import { transferWrites } from "../ledger/ledger-store.ts";
import { type TransferDraft, transferId } from "../ledger/transfer.ts";
import { completionWork } from "./complete-campaign.ts";
import { campaignAccount, platformAccount } from "./money-route.ts";
import { paymentRequestIdSchema, payPaymentRequest, reopenPaymentRequest } from "./payment-request.ts";
import { loadPaymentRequest, paymentRequestChange } from "./payment-request-store.ts";
import { addToCampaignAccount, returnToBudget } from "./spending-budget.ts";
import { payTranche, reopenTranche, trancheIdSchema } from "./tranche.ts";
import { loadTranche, trancheChange } from "./tranche-store.ts";

type Effect = InstructionEffects["tranche"];

/**
 * What the bank's word on a tranche, a fee or a payment does to the thing that asked for it, as writes for the
 * bank's own transaction. Refunds have theirs in `refund/refund-effects.ts`.
 * @see docs/rules/ledger.md#one-worked-example-per-business-story
 */
export const settlementInstructionEffects = (
  store: Store,
): Pick<InstructionEffects, "tranche" | "fee" | "payment"> => ({
  tranche: trancheEffect(store),
  fee: feeEffect,
  payment: paymentEffect(store),
});

const cause = (instruction: Instruction, name: string) => transferId([instruction.id, name]);

/** The cash goes from the custody account to the campaign's own, and back when the bank returns it. */
function cashTransfer(instruction: Instruction, way: "out" | "back", command: Command): TransferDraft {
  const { book: campaignId, amount } = instruction;
  const of = { campaignId, currency: amount.currency };
  const custody = campaignAccount(of, "custody");
  const campaignBank = campaignAccount(of, "campaign-bank");
  const common = {
    book: campaignId,
    amount,
    step: "posted",
    cause: instruction.id,
    at: command.now,
  } as const;
  return way === "out"
    ? { ...common, id: cause(instruction, "cash"), debit: campaignBank, credit: custody, origin: "bank_fact" }
    : {
        ...common,
        id: cause(instruction, "cash-back"),
        debit: custody,
        credit: campaignBank,
        corrects: cause(instruction, "cash"),
        origin: "bank_fact",
      };
}

const trancheEffect =
  (store: Store): Effect =>
  async (instruction, outcome, command) => {
    switch (outcome.kind) {
      case "sent":
        return {};
      case "settled":
        return mergeWrites(
          transferWrites([cashTransfer(instruction, "out", command)]),
          { "budget:account": addToCampaignAccount(instruction.book, instruction.amount.minor) },
          await trancheChanged(store, instruction, outcome, command),
          await deliveringWrites(store, instruction, command),
        );
      case "rejected":
        return trancheChanged(store, instruction, outcome, command);
      case "returned":
        return mergeWrites(
          transferWrites([cashTransfer(instruction, "back", command)]),
          { "budget:account": addToCampaignAccount(instruction.book, -instruction.amount.minor) },
          await trancheChanged(store, instruction, outcome, command),
        );
    }
  };

/** The released reserve travels like a tranche, but is none. */
async function trancheChanged(
  store: Store,
  instruction: Instruction,
  outcome: Exclude<InstructionOutcome, { kind: "sent" }>,
  command: Command,
): Promise<Writes> {
  if (instruction.cause.kind !== "tranche") return {};
  const tranche = await loadTranche(store, trancheIdSchema.parse(instruction.cause.id));
  invariant(tranche !== undefined, "an instruction's tranche exists");
  const next = outcome.kind === "settled" ? payTranche(tranche, command.now) : reopenTranche(tranche);
  invariant(next.ok, `a tranche that is ${tranche.status} was ${outcome.kind} by the bank`);
  const { actor, now: at } = command;
  const kind = outcome.kind === "settled" ? "tranche.paid" : `tranche.${outcome.kind}`;
  const reason = outcome.kind === "settled" ? {} : { reasonCode: outcome.reason };
  const data = { instruction: instruction.id, ...reason };
  return trancheChange({ previous: tranche, next: next.value, kind, actor, at, data }).writes;
}

/** The first tranche that is paid makes a funded campaign deliver. */
async function deliveringWrites(store: Store, { book }: Instruction, command: Command): Promise<Writes> {
  const campaign = await loadCampaign(store, book);
  if (campaign?.status !== "funded") return {};
  const delivering = markDelivering(campaign, command);
  return delivering.ok
    ? mergeWrites(delivering.value.writes, { "work:complete": completionWork(book, command.now) })
    : {};
}

/** The platform's claim is paid, or stands again. */
const feeEffect: Effect = async (instruction, outcome, command) => {
  const { amount } = instruction;
  const bank = platformAccount(amount.currency, "custody");
  const claim = platformAccount(amount.currency, "receivable-enterprise");
  const common = {
    book: "platform",
    amount,
    step: "posted",
    cause: instruction.id,
    at: command.now,
  } as const;
  const received: TransferDraft = {
    ...common,
    id: cause(instruction, "received"),
    debit: bank,
    credit: claim,
    origin: "bank_fact",
  };
  switch (outcome.kind) {
    case "sent":
    case "rejected":
      return {};
    case "settled":
      return transferWrites([received]);
    case "returned":
      return transferWrites([
        {
          ...common,
          id: cause(instruction, "given-back"),
          debit: claim,
          credit: bank,
          corrects: received.id,
          origin: "bank_fact",
        },
      ]);
  }
};

const paymentEffect =
  (store: Store): Effect =>
  async (instruction, outcome, command) => {
    if (outcome.kind === "sent") return {};
    const request = await loadPaymentRequest(store, paymentRequestIdSchema.parse(instruction.cause.id));
    invariant(request !== undefined, "an instruction's payment request exists");
    const { actor, now: at } = command;
    const next =
      outcome.kind === "settled"
        ? payPaymentRequest(request, at)
        : reopenPaymentRequest(request, { reason: outcome.reason, at });
    invariant(next.ok, `a payment request that is ${request.status} was ${outcome.kind} by the bank`);
    const changed = paymentRequestChange({
      previous: request,
      next: next.value,
      kind: outcome.kind === "settled" ? "payment.paid" : "payment.returned",
      actor,
      at,
      data: {
        instruction: instruction.id,
        ...(outcome.kind === "settled" ? {} : { reasonCode: outcome.reason }),
      },
    });
    if (outcome.kind === "settled") return changed.writes;
    const { campaignId, lineId, amount } = request;
    return mergeWrites(changed.writes, returnToBudget(campaignId, lineId, amount.minor));
  };
