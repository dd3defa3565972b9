import { addMs, type Instant, instantOf } from "@firstlot/core/kernel/instant";
import { type AccountId, accountId, COUNTER_MAX } from "@firstlot/core/ledger/account";
import { type Transfer, type TransferDraft, transferId } from "@firstlot/core/ledger/transfer";
import type { Currency } from "@firstlot/core/money/currency";
import { z } from "zod";
import type { Step } from "./ledger-cases.ts";

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
