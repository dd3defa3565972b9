import { existsSync, readFileSync } from "node:fs";
import { addMs, type Instant, instantOf } from "@firstlot/core/kernel/instant";
import { type AccountId, accountId, COUNTER_MAX } from "@firstlot/core/ledger/account";
import type { LedgerRefusal } from "@firstlot/core/ledger/ledger-refusal";
import { type Transfer, type TransferDraft, transferId } from "@firstlot/core/ledger/transfer";
import type { Currency } from "@firstlot/core/money/currency";
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

const CODE_OF = {
  A1: "backers",
  A2: "control",
  A3: "reserve",
  A4: "tranche-locked",
  A5: "custody",
  A8: "dormant",
  A9: "suspense",
} as const;
const LEDGER_CURRENCY: Readonly<Record<string, Currency>> = { L1: "EUR", L2: "CNY", L6: "EUR", L9: "JPY" };
/** Accounts with a limit of their own; the others are moved by facts, which no limit refuses. */
const LIMITED = new Set(["A4", "A5"]);

/** Whether the table expects an unknown account; it names a ledger that has none. */
const looksForAccount = (expect: string | undefined) => expect?.endsWith("account_not_found") === true;

/** The names of one test of the table, translated. */
export class Cast {
  readonly #currencies = new Map<string, Currency>();
  readonly #drafts = new Map<string, TransferDraft>();
  readonly #book: string;
  now: Instant = instantOf(Date.UTC(2026, 0, 1));

  constructor(book: string) {
    this.#book = book;
  }

  /** The account `A1` … of the table; its ledger is part of its name. */
  define(name: string, ledger: string): AccountId {
    this.#currencies.set(name, LEDGER_CURRENCY[ledger] ?? "EUR");
    return this.account(name);
  }

  account(name: string): AccountId {
    const code = Object.entries(CODE_OF).find(([known]) => known === name)?.[1];
    if (code === undefined) throw new Error(`no account ${name} in the cast`);
    return accountId({ book: this.#book, code, currency: this.#currencies.get(name) ?? "EUR" });
  }

  transferId(name: string) {
    return transferId(["case", name.replace(/^T?/, "T")]);
  }

  advance(by: string): void {
    this.now = addMs(this.now, Number.parseInt(by, 10) * 1000);
  }

  /** A counter or amount: `-n` counts back from the largest one. */
  minor(text: string): number {
    return text.startsWith("-") ? COUNTER_MAX - Number(text.slice(1)) : Number(text);
  }

  /** Drafts that were taken and may expire. */
  remember(draft: TransferDraft): void {
    this.#drafts.set(draft.id, draft);
  }

  /** The expiry of every hold whose time has come and that nothing has resolved. */
  expiries(): readonly TransferDraft[] {
    const resolved = new Set([...this.#drafts.values()].map(({ pendingId }) => pendingId));
    return [...this.#drafts.values()]
      .filter(({ id, expiresAt }) => expiresAt !== undefined && expiresAt <= this.now && !resolved.has(id))
      .map(({ expiresAt: _expiresAt, ...hold }) => ({
        ...hold,
        id: transferId(["expire", hold.id]),
        step: "expire",
        pendingId: hold.id,
        at: this.now,
      }));
  }

  /** The draft that a line asks for, as loose data: some lines ask for what no type allows. */
  draft(step: Step): TransferDraft {
    const pending =
      step.pendingId === undefined ? undefined : this.#drafts.get(this.transferId(step.pendingId));
    const isPosting = step.post !== undefined;
    const asked = this.#askedMinor(step, pending);
    const kind =
      step.pending !== undefined
        ? "pending"
        : isPosting
          ? asked === 0
            ? "void"
            : "post"
          : step.void !== undefined
            ? "void"
            : "posted";
    const amountMinor = asked === 0 && pending !== undefined ? pending.amount.minor : asked;
    const currency = looksForAccount(step.expect)
      ? "EUR"
      : (LEDGER_CURRENCY[step.ledger ?? ""] ?? pending?.amount.currency);
    const side = (name: string | undefined, inherited: AccountId | undefined) =>
      name === "A0" || name === "-0" || name === undefined ? (inherited ?? "") : this.account(name);
    const expiresAt = this.#expiresAt(step);
    const causes = [step.code ?? "", step.ud128 ?? "", step.ud64 ?? "", step.ud32 ?? ""];
    const loose: unknown = {
      id: step.id === "T0" || step.id === "-0" ? "" : this.transferId(step.id ?? ""),
      book: this.#book,
      debit: side(step.debit, pending?.debit),
      credit: side(step.credit, pending?.credit),
      amount: { minor: amountMinor, currency },
      step: kind,
      ...(step.pendingId === undefined
        ? {}
        : {
            pendingId:
              step.pendingId === "T0" || step.pendingId === "-0" ? "" : this.transferId(step.pendingId),
          }),
      ...(isPosting && pending !== undefined && kind === "post" && asked < pending.amount.minor
        ? { pendingAmount: pending.amount }
        : {}),
      ...(expiresAt === undefined ? {} : { expiresAt }),
      cause:
        isPosting || step.void !== undefined
          ? this.#resolutionCause(causes, pending)
          : step.code === "C0"
            ? ""
            : causes.join("/"),
      at: this.now,
      origin: LIMITED.has(step.debit ?? "") || LIMITED.has(step.credit ?? "") ? "command" : "bank_fact",
    };
    return looseDraft.parse(loose);
  }

  /** A line that inherits its ledger and code (`L0`, `C0`) is one cause, whichever it spells out. */
  #resolutionCause([code, ...data]: readonly string[], pending: Transfer | undefined): string {
    return [
      code === "C0" || code === undefined ? (pending?.cause.split("/")[0] ?? "C1") : code,
      ...data,
    ].join("/");
  }

  #askedMinor(step: Step, pending: Transfer | undefined): number {
    const whole = step.amount === "-0" || step.amount === undefined || step.amount === false;
    if (whole && step.post !== undefined && pending !== undefined) return pending.amount.minor;
    return this.minor(String(step.amount ?? "-0"));
  }

  #expiresAt(step: Step): Instant | undefined {
    if (step.timeout === undefined || step.timeout === "0") return undefined;
    const stored = this.#drafts.get(this.transferId(step.id ?? ""));
    if (stored?.expiresAt !== undefined && stored.at !== this.now) return stored.expiresAt;
    return addMs(this.now, Number(step.timeout) * 1000);
  }
}

/** Lets drafts through that the ledger itself must refuse. */
const looseDraft = z.custom<TransferDraft>((value) => typeof value === "object");
