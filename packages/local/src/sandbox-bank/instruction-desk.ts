import { minorOf } from "@firstlot/partner-kit/amount";
import type { Instruction } from "@firstlot/partner-kit/messages";
import { announceInstruction } from "./announce.ts";
import { type Bank, bankDayOf } from "./bank.ts";
import type { Booking, Fact, InstructionState } from "./bank-fact.ts";
import { takeEffects } from "./fault.ts";

/** One thing the bank did, as `POST /admin/run` reports it. */
export type Done = Readonly<{ what: string; ref: string; outcome: string }>;

const timeZoneOf = (bank: Bank, partnerId: string): string =>
  bank.state.partners.get(partnerId)?.timeZone ?? "UTC";

/** The first instant of the calendar date in the time zone, to the hour: enough for a sandbox without cut-off times. */
function startOfDay(date: string, timeZone: string): string {
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  for (let hours = -14; hours <= 14; hours++) {
    const candidate = new Date(midnight + hours * 3_600_000).toISOString();
    if (bankDayOf(candidate, timeZone) === date) return candidate;
  }
  return new Date(midnight).toISOString();
}

function minorOfInstruction({ amount, currency }: Instruction): number {
  const minor = minorOf(amount, currency);
  if (!minor.ok) throw new Error("an instruction was stored with an inexact amount");
  return minor.value;
}

const moved = (state: InstructionState): Fact => ({ type: "instruction_moved", state });

/**
 * Takes an instruction into the books: accepted, or rejected at once. An end-to-end id that is known is the same
 * instruction sent again and changes nothing.
 * @param silent execute, but never confirm (the switch "time out after executing")
 */
export function takeInstruction(
  bank: Bank,
  { partnerId, instruction, silent }: { partnerId: string; instruction: Instruction; silent: boolean },
): { facts: Fact[]; outcome: string } {
  const { endToEndId, debtorAccount, currency, requestedExecutionDate } = instruction;
  if (bank.state.instructions.has(endToEndId)) return { facts: [], outcome: "already known" };
  const { effects: switched, used } = takeEffects(bank, { partnerId, on: "instruction" });
  const effects = silent ? { ...switched, lost: true } : switched;
  const now = bank.now();
  const debtor = bank.state.accounts.get(debtorAccount)?.account;
  const reason =
    debtor?.partnerId !== partnerId ? "AC01" : debtor.currency !== currency ? "AM03" : effects.rejectReason;
  const executeAt = startOfDay(requestedExecutionDate, timeZoneOf(bank, partnerId));
  const base = {
    partnerId,
    instruction,
    sequence: 1,
    bankReference: `OR-${endToEndId}`.slice(0, 35),
    bookedAt: now,
    effects,
  };
  const state: InstructionState =
    reason === undefined
      ? { ...base, status: "accepted", executeAt }
      : { ...base, status: "rejected", reason };
  const message = announceInstruction(bank, state, minorOfInstruction(instruction));
  return { facts: [...used, moved(state), message], outcome: reason ? `rejected ${reason}` : "accepted" };
}

/** Cancels what has not been executed; what was executed stays, and only a return brings it back. */
export function cancelInstruction(bank: Bank, endToEndId: string): { facts: Fact[]; outcome: string } {
  const known = bank.state.instructions.get(endToEndId);
  if (known?.status !== "accepted")
    return { facts: [], outcome: known ? `too late: ${known.status}` : "not known" };
  const state = rejected(bank, known, "CUST");
  return {
    facts: [moved(state), announceInstruction(bank, state, minorOfInstruction(known.instruction))],
    outcome: "cancelled",
  };
}

function rejected(bank: Bank, known: InstructionState, reason: string): InstructionState {
  const { executeAt: _never, ...rest } = known;
  return { ...rest, status: "rejected", sequence: known.sequence + 1, bookedAt: bank.now(), reason };
}

function bookingsOf(
  bank: Bank,
  { state, kind, reason }: { state: InstructionState; kind: "transfer" | "return"; reason?: string },
): Booking[] {
  const { instruction, partnerId } = state;
  const { debtorAccount, creditor, endToEndId } = instruction;
  const now = bank.now();
  const debtor = bank.state.accounts.get(debtorAccount);
  const inHouse = bank.state.accounts.get(creditor.account);
  const shared = {
    amountMinor: minorOfInstruction(instruction),
    bookedAt: now,
    kind,
    endToEndId,
    ...(reason === undefined ? {} : { reason }),
    remittance: instruction.remittance ?? "",
  };
  const isOut = kind === "transfer";
  const own: Booking = {
    ...shared,
    account: debtorAccount,
    bankReference: bank.nextReference(1),
    direction: isOut ? "debit" : "credit",
    bankDay: bankDayOf(now, timeZoneOf(bank, partnerId)),
    counterparty: creditor,
  };
  if (!inHouse || inHouse.account.currency !== instruction.currency) return [own];
  const other: Booking = {
    ...shared,
    account: creditor.account,
    bankReference: bank.nextReference(2),
    direction: isOut ? "credit" : "debit",
    bankDay: bankDayOf(now, timeZoneOf(bank, inHouse.account.partnerId)),
    counterparty: { name: debtor?.account.holder ?? "unknown", account: debtorAccount },
  };
  return [own, other];
}

const booked = (booking: Booking): Fact => ({ type: "booked", booking });

function execute(bank: Bank, known: InstructionState): Fact[] {
  const amountMinor = minorOfInstruction(known.instruction);
  const debtor = bank.state.accounts.get(known.instruction.debtorAccount);
  if (!debtor || debtor.balanceMinor < amountMinor) {
    const state = rejected(bank, known, "AM04");
    return [moved(state), announceInstruction(bank, state, amountMinor)];
  }
  const bookings = bookingsOf(bank, { state: known, kind: "transfer" });
  const { executeAt: _done, ...rest } = known;
  const { effects, instruction } = known;
  const isClosed = bank.state.closedElsewhere.has(instruction.creditor.account);
  const returnReason = effects.returnReason ?? (isClosed ? "AC04" : undefined);
  const state: InstructionState = {
    ...rest,
    status: "settled",
    sequence: known.sequence + 1,
    bankReference: bank.nextReference(1),
    bookedAt: bank.now(),
    ...(returnReason === undefined
      ? {}
      : { returnReason, returnAt: bank.later(effects.returnDelayMs ?? bank.world.returnDelayMs) }),
  };
  return [...bookings.map(booked), moved(state), announceInstruction(bank, state, amountMinor)];
}

function giveBack(bank: Bank, known: InstructionState): Fact[] {
  const reason = known.returnReason ?? "AC04";
  const bookings = bookingsOf(bank, { state: known, kind: "return", reason });
  const { returnAt: _done, returnReason: _told, ...rest } = known;
  const state: InstructionState = {
    ...rest,
    status: "returned",
    sequence: known.sequence + 1,
    bankReference: bank.nextReference(1),
    bookedAt: bank.now(),
    reason,
  };
  const amountMinor = minorOfInstruction(known.instruction);
  return [...bookings.map(booked), moved(state), announceInstruction(bank, state, amountMinor)];
}

/** When an instruction has something ahead: its execution or its return. */
export const dueAtOf = ({ status, executeAt, returnAt }: InstructionState): string | undefined =>
  status === "accepted" ? executeAt : status === "settled" ? returnAt : undefined;

/** Executes and returns everything whose time has come, each in one commit. */
export function moveInstructions(bank: Bank): Done[] {
  const done: Done[] = [];
  for (const id of [...bank.state.moving]) {
    const known = bank.state.instructions.get(id);
    const dueAt = known && dueAtOf(known);
    if (!known || dueAt === undefined || dueAt > bank.now()) continue;
    bank.note(...(known.status === "accepted" ? execute(bank, known) : giveBack(bank, known)));
    const after = bank.state.instructions.get(id);
    done.push({ what: "instruction", ref: id, outcome: `${after?.status} ${after?.reason ?? ""}`.trim() });
  }
  return done;
}
