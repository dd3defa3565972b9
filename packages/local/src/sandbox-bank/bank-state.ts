import type {
  Account,
  Booking,
  Fact,
  Fault,
  InstructionState,
  IssuedStatement,
  Message,
  Partner,
  PaymentSession,
  StoredWebhook,
} from "./bank-fact.ts";

/** An account with its entries in the order they were booked, and the statements issued over them. */
export interface KeptAccount {
  readonly account: Account;
  balanceMinor: number;
  readonly bookings: Booking[];
  readonly statements: IssuedStatement[];
}

/** A message with its fate so far. */
export interface KeptMessage {
  readonly message: Message;
  dueAt: string;
  attempts: number;
  state: "due" | "delivered" | "parked" | "lost";
  answer: string;
}

/** Everything the bank knows: a fold over its journal, never changed otherwise. */
export interface BankState {
  booksId: string;
  clock: { now: string; wall: string; ticking: boolean } | undefined;
  readonly partners: Map<string, Partner>;
  readonly accounts: Map<string, KeptAccount>;
  readonly closedElsewhere: Set<string>;
  readonly names: Map<string, string>;
  readonly webhooks: Map<string, StoredWebhook>;
  readonly unprocessed: Set<string>;
  readonly instructions: Map<string, InstructionState>;
  readonly moving: Set<string>; // end-to-end ids that have an execution or a return ahead
  readonly messages: Map<string, KeptMessage>;
  readonly waiting: Set<string>; // message ids still to be delivered
  readonly sessions: Map<
    string,
    { session: PaymentSession; outcome: "open" | "paid" | "declined" | "expired" }
  >;
  readonly openSessions: Set<string>;
  readonly faults: Map<string, { fault: Fault; remaining: number }>;
  bookingCount: number;
  faultCount: number;
  latestBookedAt: string; // time never goes back behind it
}

/** A bank before anything happened. */
export const emptyBank = (): BankState => ({
  booksId: "",
  clock: undefined,
  partners: new Map(),
  accounts: new Map(),
  closedElsewhere: new Set(),
  names: new Map(),
  webhooks: new Map(),
  unprocessed: new Set(),
  instructions: new Map(),
  moving: new Set(),
  messages: new Map(),
  waiting: new Set(),
  sessions: new Map(),
  openSessions: new Set(),
  faults: new Map(),
  bookingCount: 0,
  faultCount: 0,
  latestBookedAt: "",
});

/** Identity of a webhook: the platform promises one id per event and endpoint. */
export const webhookKey = ({ partnerId, webhookId }: { partnerId: string; webhookId: string }): string =>
  `${partnerId}/${webhookId}`;

function book(state: BankState, booking: Booking): void {
  const kept = state.accounts.get(booking.account);
  if (!kept) throw new Error(`booking on the unknown account ${booking.account}`);
  kept.bookings.push(booking);
  kept.balanceMinor += booking.direction === "credit" ? booking.amountMinor : -booking.amountMinor;
  state.bookingCount += 1;
  state.latestBookedAt = booking.bookedAt;
}

function moveInstruction(state: BankState, moved: InstructionState): void {
  const id = moved.instruction.endToEndId;
  state.instructions.set(id, moved);
  const isAhead =
    (moved.status === "accepted" && moved.executeAt !== undefined) ||
    (moved.status === "settled" && moved.returnAt !== undefined);
  if (isAhead) state.moving.add(id);
  else state.moving.delete(id);
}

function queue(state: BankState, message: Message): void {
  const outcome = message.lost ? "lost" : "due";
  state.messages.set(message.messageId, {
    message,
    dueAt: message.dueAt,
    attempts: 0,
    state: outcome,
    answer: "",
  });
  if (outcome === "due") state.waiting.add(message.messageId);
}

function attempt(state: BankState, fact: Extract<Fact, { type: "message_attempted" }>): void {
  const kept = state.messages.get(fact.messageId);
  if (!kept) throw new Error(`attempt of the unknown message ${fact.messageId}`);
  kept.attempts += 1;
  kept.answer = fact.answer;
  kept.dueAt = fact.nextAt;
  kept.state = fact.outcome === "failed" ? "due" : fact.outcome;
  if (kept.state === "due") state.waiting.add(fact.messageId);
  else state.waiting.delete(fact.messageId);
}

function useFault(state: BankState, faultId: string): void {
  const armed = state.faults.get(faultId);
  if (!armed) return;
  armed.remaining -= 1;
  if (armed.remaining === 0) state.faults.delete(faultId);
}

function tamper(state: BankState, fact: Extract<Fact, { type: "booking_tampered" }>): void {
  const kept = state.accounts.get(fact.account);
  const index = kept?.bookings.findIndex(({ bankReference }) => bankReference === fact.bankReference) ?? -1;
  const booking = kept?.bookings[index];
  if (!kept || !booking) throw new Error(`tampering with the unknown booking ${fact.bankReference}`);
  kept.bookings[index] = { ...booking, amountMinor: booking.amountMinor + fact.byMinor };
  kept.balanceMinor += booking.direction === "credit" ? fact.byMinor : -fact.byMinor;
}

/** Applies one fact. Deterministic: the same facts give the same bank, whenever they are replayed. */
export function evolve(state: BankState, fact: Fact): void {
  switch (fact.type) {
    case "books_opened":
      state.booksId = fact.booksId;
      return;
    case "clock_set":
      state.clock = { now: fact.now, wall: fact.wall, ticking: fact.ticking };
      return;
    case "partner_registered":
      state.partners.set(fact.partner.partnerId, fact.partner);
      return;
    case "account_opened":
      state.accounts.set(fact.account.account, {
        account: fact.account,
        balanceMinor: 0,
        bookings: [],
        statements: [],
      });
      return;
    case "account_closed_elsewhere":
      if (fact.closed) state.closedElsewhere.add(fact.account);
      else state.closedElsewhere.delete(fact.account);
      return;
    case "name_registered":
      state.names.set(fact.account, fact.name);
      return;
    case "webhook_stored":
      state.webhooks.set(webhookKey(fact.webhook), fact.webhook);
      state.unprocessed.add(webhookKey(fact.webhook));
      return;
    case "webhook_processed":
      state.unprocessed.delete(fact.key);
      return;
    case "instruction_moved":
      moveInstruction(state, fact.state);
      return;
    case "booked":
      book(state, fact.booking);
      return;
    case "message_queued":
      queue(state, fact.message);
      return;
    case "message_attempted":
      attempt(state, fact);
      return;
    case "session_opened":
      state.sessions.set(fact.session.sessionId, { session: fact.session, outcome: "open" });
      state.openSessions.add(fact.session.sessionId);
      return;
    case "session_ended": {
      const kept = state.sessions.get(fact.sessionId);
      if (kept) kept.outcome = fact.outcome;
      state.openSessions.delete(fact.sessionId);
      return;
    }
    case "fault_armed":
      state.faults.set(fact.fault.faultId, { fault: fact.fault, remaining: fact.fault.remaining });
      state.faultCount += 1;
      return;
    case "fault_used":
      useFault(state, fact.faultId);
      return;
    case "faults_cleared":
      for (const [faultId, { fault }] of state.faults) {
        if (fault.partnerId === fact.partnerId) state.faults.delete(faultId);
      }
      return;
    case "statement_issued":
      state.accounts.get(fact.statement.account)?.statements.push(fact.statement);
      return;
    case "booking_tampered":
      tamper(state, fact);
      return;
  }
}
