import { type StatementEntry, signedMinor } from "@firstlot/partner-kit/statement";
import type { Command } from "../kernel/command.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { Writes } from "../kernel/store.ts";
import { ensureAccounts, transferWrites } from "../ledger/ledger-store.ts";
import { money } from "../money/money.ts";
import { type BankReference, bankReferenceSchema, payeeSchema } from "./account-number.ts";
import type { ApplyDeps } from "./apply-confirmation.ts";
import type { BankAccount } from "./bank-account.ts";
import {
  type BankFact,
  bankFactName,
  bankFactWrite,
  bookedBy,
  loadBankFact,
  putBooked,
} from "./bank-fact.ts";
import { type BreakKind, breakIdOf } from "./break.ts";
import { openBreak } from "./break-store.ts";
import { type BankCalendar, bankDateSchema, startOfBankDate } from "./calendar.ts";
import { confirmInstruction } from "./confirm-instruction.ts";
import { type Instruction, instructionIdOf } from "./instruction.ts";
import { loadInstruction } from "./instruction-store.ts";
import { suspenseBook, suspenseTransfer } from "./suspense.ts";

/** What became of a line. */
export type MatchedLine = Readonly<
  { kind: "booked" } | { kind: "applied" } | { kind: "break"; breakKind: BreakKind }
>;

/** A line with all that is needed to judge it. */
export interface LineCase {
  readonly account: BankAccount;
  readonly calendar: BankCalendar;
  readonly entry: StatementEntry;
  /** `stm_…:4`: the statement and the line. */
  readonly line: string;
}

/**
 * Finds out what a line of a statement is: a fact that is known (by the bank's reference, or by the end-to-end id
 * where money arrives from another account of ours), a word of the bank that was lost (then it is applied now), or
 * something that nobody knows: suspense and a break. Exact amounts only. Harmless when repeated.
 * @see docs/rules/reconciliation.md#matching
 */
export async function matchLine(deps: ApplyDeps, command: Command, about: LineCase): Promise<MatchedLine> {
  const { entry, account, line } = about;
  const reference = bankReferenceSchema.safeParse(entry.reference);
  if (entry.amountMinor === 0) return breakFor(deps, command, { about, kind: "zero_amount", unposted: 0 });
  if (!reference.success) return unmatched(deps, command, { about });
  const address = { partnerId: account.partnerId, account: account.number, bankReference: reference.data };
  const booked = await bookedBy(deps.store, address);
  if (booked === line) return { kind: "booked" };
  if (booked !== undefined) {
    return breakFor(deps, command, { about, kind: "duplicate_line", unposted: signedMinor(entry) });
  }
  const known =
    (await loadBankFact(deps.store, address)) ??
    (await applyLost(deps, command, { about, reference: reference.data }));
  if (known) return book(deps, command, { about, known, reference: reference.data });
  return unmatched(deps, command, { about, reference: reference.data });
}

/** What a fact put on this account: nothing, when a message named another currency than the account's. */
function signedOf({ amount, direction }: BankFact, account: BankAccount): number {
  if (amount.currency !== account.currency) return 0;
  return direction === "credit" ? amount.minor : -amount.minor;
}

/** Marks a known fact as booked. Where the amounts differ, the difference goes to suspense and a person is asked. */
async function book(
  deps: ApplyDeps,
  command: Command,
  { about, known, reference }: { about: LineCase; known: BankFact; reference: BankReference },
): Promise<MatchedLine> {
  const { entry, account, line } = about;
  const address = { partnerId: account.partnerId, account: account.number };
  const marks = {
    booked: putBooked({ ...address, bankReference: known.bankReference }, line),
    ...(known.bankReference === reference
      ? {}
      : { arrival: putBooked({ ...address, bankReference: reference }, line) }),
  };
  const differenceMinor = signedMinor(entry) - signedOf(known, account);
  if (differenceMinor !== 0) {
    return breakFor(deps, command, {
      about,
      kind: "amount_differs",
      suspense: differenceMinor,
      writes: marks,
      reference,
    });
  }
  const committed = await deps.store.commit(marks);
  killPoint("statement.line-booked");
  if (!committed.ok) throw new Error("another line was booked under this reference meanwhile");
  return { kind: "booked" };
}

/** The instruction that a line names by its end-to-end id, if it is one of ours at this bank. */
async function namedInstruction(
  deps: ApplyDeps,
  { entry, account }: LineCase,
): Promise<Instruction | undefined> {
  const id = entry.endToEndId === undefined ? undefined : instructionIdOf(entry.endToEndId);
  const instruction = id && (await loadInstruction(deps.store, id));
  return instruction?.partnerId === account.partnerId ? instruction : undefined;
}

/**
 * What a line that names our instruction says of it: money that went out settles it, money that a return brought back
 * returns it. Anything else under its end-to-end id (a payee who sends it again, a return of a return) is no word of
 * the bank about it: a person looks.
 */
function outcomeOf({ direction, kind }: StatementEntry): "settled" | "returned" | undefined {
  if (direction === "debit") return kind === "transfer" ? "settled" : undefined;
  return kind === "return" ? "returned" : undefined;
}

/** Applies a word of the bank that never reached us, and returns the fact that it left; nothing when it is none. */
async function applyLost(
  deps: ApplyDeps,
  command: Command,
  { about, reference }: { about: LineCase; reference: BankReference },
): Promise<BankFact | undefined> {
  const { account, entry, line } = about;
  const instruction = await namedInstruction(deps, about);
  const address = { partnerId: account.partnerId, account: account.number };
  if (instruction?.creditor.account === account.number && entry.kind === "transfer") {
    const bankReference = bankReferenceSchema.parse(instruction.endToEndId);
    return loadBankFact(deps.store, { ...address, bankReference });
  }
  const outcome = outcomeOf(entry);
  if (
    outcome !== undefined &&
    instruction?.debtorAccount === account.number &&
    instruction.amount.minor === entry.amountMinor
  ) {
    const confirmed = await confirmInstruction(deps, command, {
      partnerId: account.partnerId,
      instructionId: instruction.id,
      endToEndId: instruction.endToEndId,
      outcome,
      amount: money(entry.amountMinor, account.currency),
      bankReference: reference,
      bookedAt: bookedAt(about),
      sequence: 0,
      ...(entry.reason === undefined ? {} : { reason: entry.reason }),
      source: "statement",
      evidence: `statement:${line}`,
    });
    if (!confirmed.ok) throw new Error(`the line cannot be applied yet: ${confirmed.error.kind}`);
    killPoint("statement.line-applied");
    return loadBankFact(deps.store, { ...address, bankReference: reference });
  }
  return entry.direction === "credit" && entry.kind === "transfer" && instruction === undefined
    ? collectLost(deps, command, { about, reference })
    : undefined;
}

/** A payment that no confirmation told of. Without a payer it cannot be given back by itself: a person looks. */
async function collectLost(
  deps: ApplyDeps,
  command: Command,
  { about, reference }: { about: LineCase; reference: BankReference },
): Promise<BankFact | undefined> {
  const { account, entry } = about;
  const payer = payeeSchema.safeParse(entry.counterparty);
  if (!payer.success || account.purpose !== "custody") return undefined;
  const collected = await deps.collect(command, {
    partnerId: account.partnerId,
    account: account.number,
    reference: entry.remittance.trim().slice(0, 140),
    bankReference: reference,
    amount: money(entry.amountMinor, account.currency),
    bookedAt: bookedAt(about),
    payer: payer.data,
  });
  killPoint("statement.line-applied");
  if (!collected.ok) return undefined;
  const address = { partnerId: account.partnerId, account: account.number, bankReference: reference };
  return loadBankFact(deps.store, address);
}

/** A date is the beginning of that day in the bank's zone; an instant stays what it is. */
const bookedAt = ({ entry, calendar }: LineCase): Instant => {
  const instant = instantSchema.safeParse(entry.bookedAt);
  return instant.success ? instant.data : startOfBankDate(calendar, bankDateSchema.parse(entry.bookedAt));
};

/** Posts what the bank booked to suspense, and opens a break that names the line. */
function unmatched(
  deps: ApplyDeps,
  command: Command,
  { about, reference }: { about: LineCase; reference?: BankReference },
): Promise<MatchedLine> {
  const { account, entry, line } = about;
  const kind = entry.direction === "credit" ? "unmatched_credit" : "unmatched_debit";
  const suspense = signedMinor(entry);
  if (reference === undefined) return breakFor(deps, command, { about, kind, suspense });
  const fact: BankFact = {
    partnerId: account.partnerId,
    account: account.number,
    bankReference: reference,
    amount: money(entry.amountMinor, account.currency),
    direction: entry.direction,
    bookedAt: bookedAt(about),
    cause: "suspense",
    at: command.now,
  };
  const writes = { [bankFactName(fact)]: bankFactWrite(fact), booked: putBooked(fact, line) };
  return breakFor(deps, command, { about, kind, suspense, writes, reference });
}

async function breakFor(
  deps: ApplyDeps,
  command: Command,
  found: {
    about: LineCase;
    kind: BreakKind;
    unposted?: number;
    suspense?: number;
    writes?: Writes;
    reference?: BankReference;
  },
): Promise<MatchedLine> {
  const { about, kind, unposted = 0, suspense = 0, writes = {}, reference } = found;
  const { account, line } = about;
  const id = breakIdOf([line, kind]);
  const of = suspenseBook(account);
  const opened = openBreak(
    {
      id,
      kind,
      partnerId: account.partnerId,
      account: account.number,
      currency: account.currency,
      line,
      ...(reference === undefined ? {} : { bankReference: reference }),
      unpostedMinor: unposted,
      suspenseMinor: suspense,
      book: of.book,
      at: command.now,
    },
    command.actor,
  );
  const posted =
    suspense === 0 ? [] : [suspenseTransfer({ account, cause: id, minor: suspense, at: command.now })];
  await ensureAccounts(deps.store, suspense === 0 ? [] : [of.bank, of.suspense]);
  const committed = await deps.store.commit(mergeWrites(opened.writes, transferWrites(posted), writes));
  killPoint("statement.break-opened");
  if (!committed.ok && !committed.error.failed.has(`break:${id}`)) {
    throw new Error("the line was dealt with in another way meanwhile");
  }
  return { kind: "break", breakKind: kind };
}
