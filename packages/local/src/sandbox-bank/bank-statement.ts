import { writeCamt053 } from "@firstlot/partner-kit/camt053-write";
import { err, ok, type Result } from "@firstlot/partner-kit/result";
import type { Statement, StatementEntry } from "@firstlot/partner-kit/statement";
import { writeStatementCsv } from "@firstlot/partner-kit/statement-csv";
import { type Bank, bankDayOf } from "./bank.ts";
import type { Booking, Fact, IssuedStatement } from "./bank-fact.ts";
import type { KeptAccount } from "./bank-state.ts";

/** Why there is no statement. */
export type StatementIssueRefusal = Readonly<
  { kind: "no_such_account" } | { kind: "day_is_ahead" } | { kind: "day_already_covered"; sequence: number }
>;

const signed = ({ direction, amountMinor }: Booking): number =>
  direction === "credit" ? amountMinor : -amountMinor;

const entryOf = (booking: Booking): StatementEntry => ({
  reference: booking.bankReference,
  direction: booking.direction,
  amountMinor: booking.amountMinor,
  bookedAt: booking.bookedAt,
  valueDate: booking.bankDay,
  kind: booking.kind,
  ...(booking.endToEndId === undefined ? {} : { endToEndId: booking.endToEndId }),
  ...(booking.reason === undefined ? {} : { reason: booking.reason }),
  counterparty: booking.counterparty,
  remittance: booking.remittance,
});

function statementOf({ account, bookings }: KeptAccount, issued: IssuedStatement): Statement {
  const sumUpTo = (end: number) => bookings.slice(0, end).reduce((sum, booking) => sum + signed(booking), 0);
  return {
    account: account.account,
    currency: account.currency,
    statementId: `${account.account.slice(-20)}-${issued.sequence}`,
    sequence: issued.sequence,
    bankDay: issued.bankDay,
    openingMinor: sumUpTo(issued.from),
    entries: bookings.slice(issued.from, issued.to).map(entryOf),
    closingMinor: sumUpTo(issued.to),
  };
}

/** The bank day of now at the account's bank. */
export const todayOf = (bank: Bank, { account }: KeptAccount): string =>
  bankDayOf(bank.now(), bank.state.partners.get(account.partnerId)?.timeZone ?? "UTC");

/**
 * Issues the statement of a bank day: everything booked up to that day that no statement covered yet, numbered without
 * gaps. Issued once, it stays as it is; what is booked later belongs to the next one. Days are issued in order.
 */
function issue(bank: Bank, kept: KeptAccount, day: string): Result<IssuedStatement, StatementIssueRefusal> {
  const again = kept.statements.find(({ bankDay }) => bankDay === day);
  if (again) return ok(again);
  if (day > todayOf(bank, kept)) return err({ kind: "day_is_ahead" });
  const last = kept.statements.at(-1);
  if (last && last.bankDay > day) return err({ kind: "day_already_covered", sequence: last.sequence });
  const from = last?.to ?? 0;
  const later = kept.bookings.findIndex(({ bankDay }, index) => index >= from && bankDay > day);
  const statement: IssuedStatement = {
    account: kept.account.account,
    bankDay: day,
    sequence: (last?.sequence ?? 0) + 1,
    from,
    to: later === -1 ? kept.bookings.length : later,
  };
  bank.commit({ type: "statement_issued", statement });
  return ok(statement);
}

/** A statement as a file, from this bank's books as they are now. */
export function statementFile(
  bank: Bank,
  { account, day, format }: { account: string; day: string; format: "camt053" | "csv" },
): Result<{ body: string; statement: Statement }, StatementIssueRefusal> {
  const kept = bank.state.accounts.get(account);
  if (!kept) return err({ kind: "no_such_account" });
  const issued = issue(bank, kept, day);
  if (!issued.ok) return issued;
  const statement = statementOf(kept, issued.value);
  const { statementId } = statement;
  const body =
    format === "csv"
      ? writeStatementCsv([statement])
      : writeCamt053([statement], { messageId: `M-${statementId}`, createdAt: bank.now() });
  return ok({ body, statement });
}

/** The message that brings a statement to the platform. */
export function queueStatement(
  bank: Bank,
  request: { account: string; day: string; format: "camt053" | "csv" },
): Result<Fact, StatementIssueRefusal> {
  const file = statementFile(bank, request);
  if (!file.ok) return file;
  const { account, format } = request;
  const { sequence } = file.value.statement;
  return ok({
    type: "message_queued",
    message: {
      messageId: `stm-${bank.state.booksId}-${account}-${sequence}-${bank.state.messages.size}`,
      partnerId: bank.state.accounts.get(account)?.account.partnerId ?? "",
      about: `statements/${account}`,
      kind: format,
      body: file.value.body,
      dueAt: bank.now(),
      copies: 1,
      lost: false,
    },
  });
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + 86_400_000).toISOString().slice(0, 10);

/** The next bank day whose statement an account pushes by itself; nothing before its first booking. */
export function nextPushDay(kept: KeptAccount): string | undefined {
  if (kept.account.pushStatements === undefined) return undefined;
  const last = kept.statements.at(-1);
  if (last === undefined) return kept.bookings[0]?.bankDay;
  const next = dayAfter(last.bankDay);
  if (kept.account.statesQuietDays) return next;
  const uncovered = kept.bookings[last.to]?.bankDay;
  return uncovered === undefined || uncovered > next ? uncovered : next;
}

/** Queues the statements of every bank day that is over, for the accounts that push them. */
export function pushFinishedDays(bank: Bank): string[] {
  const pushed: string[] = [];
  for (const kept of bank.state.accounts.values()) {
    const format = kept.account.pushStatements;
    for (let day = nextPushDay(kept); format && day && day < todayOf(bank, kept); day = nextPushDay(kept)) {
      const queued = queueStatement(bank, { account: kept.account.account, day, format });
      if (!queued.ok) break;
      bank.note(queued.value);
      pushed.push(`${kept.account.account} ${day}`);
    }
  }
  return pushed;
}
