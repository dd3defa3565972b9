import { existsSync, readFileSync } from "node:fs";
import type { LedgerRefusal } from "@firstlot/core/ledger/ledger-refusal";
import { z } from "zod";

const stepSchema = z.object({
  op: z.enum(["account", "setup", "transfer", "commit", "balance", "advance-time", "lookup-transfer"]),
  id: z.string().optional(),
  account: z.string().optional(),
  debit: z.string().optional(),
  credit: z.string().optional(),
  amount: z.union([z.string(), z.literal(false)]).optional(),
  pendingId: z.string().optional(),
  timeout: z.string().optional(),
  ledger: z.string().optional(),
  code: z.string().optional(),
  ud128: z.string().optional(),
  ud64: z.string().optional(),
  ud32: z.string().optional(),
  pending: z.string().optional(),
  post: z.string().optional(),
  void: z.string().optional(),
  linked: z.string().optional(),
  balDebit: z.string().optional(),
  balCredit: z.string().optional(),
  closeDebit: z.string().optional(),
  closeCredit: z.string().optional(),
  padding: z.string().optional(),
  timestamp: z.string().optional(),
  by: z.string().optional(),
  exists: z.union([z.boolean(), z.string()]).optional(),
  expect: z.string().optional(),
  debitsMustNotExceedCredits: z.boolean().optional(),
  creditsMustNotExceedDebits: z.boolean().optional(),
  debitsPending: z.string().optional(),
  debitsPosted: z.string().optional(),
  creditsPending: z.string().optional(),
  creditsPosted: z.string().optional(),
});

/** One line of the table. */
export type Step = z.infer<typeof stepSchema> & { readonly number: number };

const tableSchema = z.object({ tests: z.array(z.object({ test: z.string(), steps: z.array(stepSchema) })) });

const TABLE_FILE = new URL("../../../shared/data/ledger-two-phase-cases.json", import.meta.url);

/** The case table of two-phase transfers, numbered through; `undefined` where it is not at hand. */
export function readCases(): readonly { test: string; steps: readonly Step[] }[] | undefined {
  if (!existsSync(TABLE_FILE)) return undefined;
  let number = 0;
  const { tests } = tableSchema.parse(JSON.parse(readFileSync(TABLE_FILE, "utf8")));
  return tests.flatMap(({ test, steps }) => {
    const numbered = steps.map((step) => {
      number += 1;
      return { ...step, number };
    });
    return fromAnew(numbered).map((part) => ({ test, steps: part }));
  });
}

/** A test that opens an account twice begins anew there. */
function fromAnew(steps: readonly Step[]): readonly (readonly Step[])[] {
  const parts: Step[][] = [[]];
  let opened = new Set<string>();
  for (const step of steps) {
    if (step.op === "account" && step.id !== undefined) {
      if (opened.has(step.id)) {
        parts.push([]);
        opened = new Set();
      }
      opened.add(step.id);
    }
    parts.at(-1)?.push(step);
  }
  return parts;
}

/** What the ledger answers: `created`, or the kind of its refusal. */
export type Answer = LedgerRefusal["kind"] | "created";

/** How the table's codes are called here. A code that is absent has no counterpart; `REASONS` says why. */
export const KIND_OF: Readonly<Record<string, Answer>> = {
  created: "created",
  exists: "already_posted",
  exists_with_different_flags: "exists_with_different_step",
  exists_with_different_pending_id: "exists_with_different_pending_id",
  exists_with_different_debit_account_id: "exists_with_different_debit",
  exists_with_different_credit_account_id: "exists_with_different_credit",
  exists_with_different_amount: "exists_with_different_amount",
  exists_with_different_user_data_128: "exists_with_different_cause",
  exists_with_different_user_data_64: "exists_with_different_cause",
  exists_with_different_user_data_32: "exists_with_different_cause",
  exists_with_different_code: "exists_with_different_cause",
  exists_with_different_timeout: "exists_with_different_expires_at",
  id_must_not_be_zero: "malformed_transfer",
  id_must_not_be_int_max: "malformed_transfer",
  debit_account_id_must_not_be_zero: "malformed_transfer",
  debit_account_id_must_not_be_int_max: "malformed_transfer",
  credit_account_id_must_not_be_zero: "malformed_transfer",
  credit_account_id_must_not_be_int_max: "malformed_transfer",
  pending_id_must_not_be_zero: "malformed_transfer",
  pending_id_must_not_be_int_max: "malformed_transfer",
  pending_id_must_be_different: "malformed_transfer",
  pending_id_must_be_zero: "malformed_transfer",
  timeout_reserved_for_pending_transfer: "malformed_transfer",
  ledger_must_not_be_zero: "malformed_transfer",
  code_must_not_be_zero: "malformed_transfer",
  accounts_must_be_different: "accounts_must_differ",
  debit_account_not_found: "account_not_found",
  credit_account_not_found: "account_not_found",
  accounts_must_have_the_same_ledger: "currency_mismatch",
  transfer_must_have_the_same_ledger_as_accounts: "currency_mismatch",
  pending_transfer_not_found: "pending_transfer_not_found",
  pending_transfer_not_pending: "pending_transfer_not_pending",
  pending_transfer_has_different_debit_account_id: "pending_transfer_has_different_debit",
  pending_transfer_has_different_credit_account_id: "pending_transfer_has_different_credit",
  pending_transfer_has_different_amount: "pending_transfer_has_different_amount",
  exceeds_pending_transfer_amount: "exceeds_pending_transfer_amount",
  pending_transfer_already_posted: "pending_transfer_already_posted",
  pending_transfer_already_voided: "pending_transfer_already_voided",
  pending_transfer_expired: "pending_transfer_expired",
  overflows_debits_pending: "counter_overflow",
  overflows_credits_pending: "counter_overflow",
  overflows_debits_posted: "counter_overflow",
  overflows_credits_posted: "counter_overflow",
  exceeds_credits: "insufficient_available",
  exceeds_debits: "insufficient_available",
};

/** Lines whose answer is another of our codes than the table's code says, and why. */
export const OWN_ANSWERS: Readonly<Record<number, { answer: Answer; because: string }>> = {
  68: { answer: "exists_with_different_step", because: "to post nothing of a hold is to void it" },
  74: { answer: "exists_with_different_step", because: "to post nothing of a hold is to void it" },
  77: { answer: "exists_with_different_step", because: "to post nothing of a hold is to void it" },
  160: { answer: "malformed_transfer", because: "the line has several faults; the shape is looked at first" },
};

/** Why a step has no counterpart here. */
export const REASONS = {
  failed_ids: "a refused operation leaves all bytes unchanged, so a refused id is not remembered",
  closing: "accounts are not closed by transfers; a campaign's state and frozen flag stop money instead",
  balancing: "a transfer never clips its amount to what is there; the use case names the exact amount",
  zero: "a transfer moves a positive amount; nothing is written where nothing moves",
  flags: "a step is one of a union, two at once cannot be written down",
  server_time: "a draft has no server timestamp, reserved flag or padding",
  code: "the cause of a resolution is its own, it need not repeat the hold's",
  same_currency: "the currency is part of an account's name, so this other ledger has another account",
  sum_overflow: "a counter stays below 2^52, so that no sum of two can overflow (own test)",
  timeout_overflow: "a hold ends at a calendar instant, not after a count of seconds",
} as const;

type Reason = keyof typeof REASONS;

const CLOSING_TEST = "create_transfers: closing accounts";

function flagReason(step: Step): Reason | undefined {
  if (step.closeDebit !== undefined || step.closeCredit !== undefined) return "closing";
  if (step.balDebit !== undefined || step.balCredit !== undefined) return "balancing";
  if (step.timestamp !== undefined || step.padding !== undefined) return "server_time";
  return undefined;
}

const REASON_OF_CODE: Readonly<Record<string, Reason>> = {
  id_already_failed: "failed_ids",
  debit_account_already_closed: "closing",
  credit_account_already_closed: "closing",
  flags_are_mutually_exclusive: "flags",
  pending_transfer_has_different_code: "code",
  exists_with_different_ledger: "same_currency",
  pending_transfer_has_different_ledger: "same_currency",
  overflows_debits: "sum_overflow",
  overflows_credits: "sum_overflow",
  overflows_timeout: "timeout_overflow",
};

/** A hold is checked against the counters that it changes; the table adds it to the posted ones too. */
const isHoldAgainstPosted = ({ expect, pending }: Step): boolean =>
  pending !== undefined && (expect === "overflows_debits_posted" || expect === "overflows_credits_posted");

/** Why a transfer of the table cannot be put to this ledger; `undefined` where it can. */
export function notApplicable(test: string, step: Step): Reason | undefined {
  const reason = isHoldAgainstPosted(step)
    ? "sum_overflow"
    : (REASON_OF_CODE[step.expect ?? ""] ?? flagReason(step));
  if (reason !== undefined) return reason;
  if (test === CLOSING_TEST && (step.pendingId === "T2" || step.pendingId === "T10")) return "closing";
  const writesNothing = step.amount === "0" && step.post === undefined;
  return writesNothing ? "zero" : undefined;
}
