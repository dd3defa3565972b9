import type { Bank } from "./bank.ts";
import { nextPushDay, pushFinishedDays } from "./bank-statement.ts";
import { type Done, dueAtOf, moveInstructions } from "./instruction-desk.ts";
import { sendMessages } from "./outbox.ts";
import { expireSessions } from "./payment-session.ts";
import { processWebhooks } from "./receive-webhook.ts";

const ROUNDS_MAX = 1000;

/**
 * Does everything that is due at the bank's business time, and what follows from it at the same instant, until nothing
 * is left: orders, executions, returns, expired payment pages, statements, messages. Resolves when the platform has
 * answered every call. One run at a time.
 */
export const runDue = (bank: Bank): Promise<Done[]> =>
  bank.exclusively(async () => {
    const done: Done[] = [];
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const booked = [...processWebhooks(bank), ...moveInstructions(bank), ...expireSessions(bank)];
      const pushed = pushFinishedDays(bank).map((ref) => ({ what: "statement", ref, outcome: "queued" }));
      if (booked.length + pushed.length > 0) bank.flush();
      const sent = await sendMessages(bank);
      if (sent.length > 0) bank.flush();
      done.push(...booked, ...pushed, ...sent);
      if (booked.length + pushed.length + sent.length === 0) return done;
    }
    throw new Error(`work did not end within ${ROUNDS_MAX} rounds`);
  });

/** Midnight after `day` at a time zone's bank, to the hour. */
function endOfDay(bank: Bank, { partnerId, day }: { partnerId: string; day: string }): string {
  const timeZone = bank.state.partners.get(partnerId)?.timeZone ?? "UTC";
  const hour = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const start = Date.parse(`${day}T00:00:00.000Z`);
  for (let hours = 10; hours <= 40; hours++) {
    const candidate = new Date(start + hours * 3_600_000);
    if (hour.format(candidate) > day) return candidate.toISOString();
  }
  return new Date(start + 40 * 3_600_000).toISOString();
}

/** The next instant at which the bank has something to do, if any; it may lie in the past when `runDue` is overdue. */
export function nextDueAt(bank: Bank): string | undefined {
  const { state } = bank;
  const instants = [
    ...(state.unprocessed.size > 0 ? [bank.now()] : []),
    ...[...state.moving].flatMap((id) => {
      const known = state.instructions.get(id);
      return (known && dueAtOf(known)) ?? [];
    }),
    ...[...state.openSessions].flatMap((id) => state.sessions.get(id)?.session.endsAt ?? []),
    ...[...state.waiting].flatMap((id) => state.messages.get(id)?.dueAt ?? []),
    ...[...state.accounts.values()].flatMap((kept) => {
      const day = nextPushDay(kept);
      return day === undefined ? [] : [endOfDay(bank, { partnerId: kept.account.partnerId, day })];
    }),
  ];
  return instants.reduce<string | undefined>(
    (least, one) => (least === undefined || one < least ? one : least),
    undefined,
  );
}
