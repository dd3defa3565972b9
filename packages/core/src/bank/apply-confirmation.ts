import { type Confirmation, readConfirmation } from "@firstlot/partner-kit/messages";
import type { PartnerId } from "../identity/actor.ts";
import type { Command } from "../kernel/command.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import type { Result } from "../kernel/result.ts";
import type { Write, Writes } from "../kernel/store.ts";
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

/** What money meant, in a word; `isNoted` when `note` of it was stored in the same transaction. */
export type Collected = Readonly<{ outcome: string; isNoted: boolean }>;

/**
 * Books money that came in, once per bank reference. Refuses a reference that names other money than before. Wired to
 * the pledges, which `bank` does not know.
 * @param note what else is written when the money is booked, given what it meant; refused: another worker has noted it
 */
export type CollectPayment = (
  command: Command,
  payment: ReceivedPayment,
  note?: (outcome: string) => Writes,
) => Promise<Result<Collected, { readonly kind: "bank_fact_conflict" }>>;

export interface ApplyDeps extends ConfirmDeps {
  readonly collect: CollectPayment;
}

/** Tries after which a return without its settlement is put before a person. */
const EARLY_TRIES_MAX = 6;

/** What a message did, in a word; `isEnded` when the end of its work item was stored with it. */
export type AppliedMessage = Readonly<{ outcome: string; isEnded: boolean }>;

/**
 * Applies a stored message of a bank. Harmless when repeated.
 * @param options.attempt how often it was tried, from 1; a message that waits for another one throws until it gives up
 * @param options.ending the end of the work item, stored with the note of what the message did
 */
export async function applyConfirmation(
  deps: ApplyDeps,
  command: Command,
  options: { partnerId: PartnerId; webhookId: string; attempt: number; ending: Write },
): Promise<AppliedMessage> {
  const entry = await loadInboxEntry(deps.store, options);
  invariant(entry !== undefined, "a message is stored before it is applied");
  if (entry.status === "applied") return { outcome: entry.outcome, isEnded: false };
  const read = readConfirmation(Buffer.from(entry.body, "base64"));
  invariant(read.ok, "a message was read before it was stored");
  const note = (outcome: string): Writes => ({
    inbox: markApplied(entry, { outcome, at: command.now }),
    ending: options.ending,
  });
  const { attempt } = options;
  const { outcome, isNoted } = await apply(deps, command, { entry, confirmation: read.value, attempt, note });
  killPoint("bank.confirmation-applied");
  if (isNoted) return { outcome, isEnded: true };
  const noted = await deps.store.commit(note(outcome)); // refused: another worker's word, or its item
  killPoint("bank.confirmation-marked");
  return { outcome, isEnded: noted.ok };
}

interface Applying {
  readonly entry: InboxEntry;
  readonly confirmation: Confirmation;
  readonly attempt: number;
  readonly note: (outcome: string) => Writes;
}

async function apply(deps: ApplyDeps, command: Command, applying: Applying): Promise<Collected> {
  const { entry, confirmation, note } = applying;
  if (confirmation.type === "payment.received") return collect(deps, command, { entry, confirmation, note });
  return { outcome: await confirm(deps, command, { ...applying, confirmation }), isNoted: false };
}

type Payment = Extract<Confirmation, { type: "payment.received" }>;

/** What a bank says about an instruction. */
async function confirm(
  deps: ApplyDeps,
  command: Command,
  { entry, confirmation, attempt }: Applying & { readonly confirmation: Exclude<Confirmation, Payment> },
): Promise<string> {
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

async function collect(
  deps: ApplyDeps,
  command: Command,
  { entry, confirmation, note }: Pick<Applying, "entry" | "note"> & { readonly confirmation: Payment },
): Promise<Collected> {
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
  const collected = await deps.collect(command, payment, note);
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
  return { outcome: "quarantined:fact_conflict", isNoted: false };
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
