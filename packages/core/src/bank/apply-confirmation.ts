import { type Confirmation, readConfirmation } from "@firstlot/partner-kit/messages";
import type { PartnerId } from "../identity/actor.ts";
import type { Command } from "../kernel/command.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import type { Result } from "../kernel/result.ts";
import { type Money, parseAmount } from "../money/money.ts";
import {
  type AccountNumber,
  accountNumberSchema,
  type BankReference,
  bankReferenceSchema,
  type Payee,
  payeeSchema,
} from "./account-number.ts";
import { type ConfirmDeps, confirmInstruction, keep } from "./confirm-instruction.ts";
import { type InboxEntry, inboxEvidence, loadInboxEntry, markApplied } from "./inbox.ts";
import { instructionIdSchema } from "./instruction.ts";
import type { InstructionFact } from "./instruction-fact.ts";
import { quarantine } from "./quarantine.ts";

/** Money that a bank has booked on one of our accounts. */
export interface ReceivedPayment {
  readonly partnerId: PartnerId;
  readonly account: AccountNumber;
  readonly reference: string;
  readonly bankReference: BankReference;
  readonly amount: Money;
  readonly bookedAt: Instant;
  readonly payer: Payee;
}

/**
 * Books money that came in, once per bank reference; answers with what it meant, in a word. Refuses a reference that
 * names other money than before. Wired to the pledges, which `bank` does not know.
 */
export type CollectPayment = (
  command: Command,
  payment: ReceivedPayment,
) => Promise<Result<string, { readonly kind: "bank_fact_conflict" }>>;

export interface ApplyDeps extends ConfirmDeps {
  readonly collect: CollectPayment;
}

/** Tries after which a return without its settlement is put before a person. */
const EARLY_TRIES_MAX = 6;

/**
 * Applies a stored message of a bank. Harmless when repeated.
 * @param options.attempt how often it was tried, from 1; a message that waits for another one throws until it gives up
 * @returns what it did, in a word
 */
export async function applyConfirmation(
  deps: ApplyDeps,
  command: Command,
  options: { partnerId: PartnerId; webhookId: string; attempt: number },
): Promise<string> {
  const entry = await loadInboxEntry(deps.store, options);
  invariant(entry !== undefined, "a message is stored before it is applied");
  if (entry.status === "applied") return entry.outcome;
  const read = readConfirmation(Buffer.from(entry.body, "base64"));
  invariant(read.ok, "a message was read before it was stored");
  const outcome = await apply(deps, command, { entry, confirmation: read.value, attempt: options.attempt });
  killPoint("bank.confirmation-applied");
  await deps.store.commit({ inbox: markApplied(entry, { outcome, at: command.now }) }); // refused: another worker's word
  killPoint("bank.confirmation-marked");
  return outcome;
}

type Applying = { entry: InboxEntry; confirmation: Confirmation; attempt: number };

async function apply(deps: ApplyDeps, command: Command, applying: Applying): Promise<string> {
  const { entry, confirmation, attempt } = applying;
  if (confirmation.type === "payment.received") return collect(deps, command, { entry, confirmation });
  const fact = factOf(entry, confirmation);
  const confirmed = await confirmInstruction(deps, command, fact);
  if (confirmed.ok) {
    return confirmed.value.kind === "quarantined"
      ? `quarantined:${confirmed.value.reason}`
      : confirmed.value.kind;
  }
  if (confirmed.error.kind === "fact_too_early" && attempt >= EARLY_TRIES_MAX) {
    await keep(deps, { command, fact, reason: "too_early" });
    return "quarantined:too_early";
  }
  throw new Error(`the bank's word cannot be applied yet: ${confirmed.error.kind}`);
}

type Payment = Extract<Confirmation, { type: "payment.received" }>;

async function collect(
  deps: ApplyDeps,
  command: Command,
  { entry, confirmation }: { entry: InboxEntry; confirmation: Payment },
): Promise<string> {
  const { data } = confirmation;
  const payment: ReceivedPayment = {
    partnerId: entry.partnerId,
    account: accountNumberSchema.parse(data.account),
    reference: data.reference,
    bankReference: bankReferenceSchema.parse(data.bankReference),
    amount: amountOf(data),
    bookedAt: instantSchema.parse(data.bookedAt),
    payer: payeeSchema.parse(data.payer),
  };
  const collected = await deps.collect(command, payment);
  if (collected.ok) return collected.value;
  const { writes } = quarantine({
    partnerId: entry.partnerId,
    reason: "fact_conflict",
    ref: payment.bankReference,
    evidence: inboxEvidence(entry),
    fact: { account: payment.account, amount: { ...payment.amount }, bookedAt: payment.bookedAt },
    at: command.now,
    actor: entry.partnerId,
  });
  await deps.store.commit(writes); // refused only when it is kept already
  return "quarantined:fact_conflict";
}

const OUTCOMES = {
  "instruction.accepted": "accepted",
  "instruction.settled": "settled",
  "instruction.rejected": "rejected",
  "instruction.returned": "returned",
} as const;

function factOf(entry: InboxEntry, { type, data }: Exclude<Confirmation, Payment>): InstructionFact {
  return {
    partnerId: entry.partnerId,
    instructionId: instructionIdSchema.parse(data.instructionId),
    endToEndId: data.endToEndId,
    outcome: OUTCOMES[type],
    amount: amountOf(data),
    bankReference: bankReferenceSchema.parse(data.bankReference),
    bookedAt: instantSchema.parse(data.bookedAt),
    sequence: data.sequence,
    ...("reason" in data ? { reason: data.reason } : {}),
    source: "confirmation",
    evidence: inboxEvidence(entry),
  };
}

function amountOf({ amount, currency }: { amount: string; currency: Money["currency"] }): Money {
  const parsed = parseAmount(amount, currency);
  invariant(parsed.ok, "the kit accepts exact amounts only");
  return parsed.value;
}
