import { createHash } from "node:crypto";
import { amountText, type WireCurrency } from "@firstlot/partner-kit/amount";
import { type Confirmation, confirmationText } from "@firstlot/partner-kit/messages";
import type { Bank } from "./bank.ts";
import type { Booking, Effects, Fact, InstructionState } from "./bank-fact.ts";

const OUT_OF_ORDER_MS = 60_000;

/** What the bank says about an amount: the truth, unless a switch makes it say something else. */
function statedAmount(minor: number, currency: WireCurrency, effects: Effects) {
  const stated = effects.wrongCurrency ?? currency;
  return { amount: amountText(Math.max(1, minor + (effects.wrongByMinor ?? 0)), stated), currency: stated };
}

/** The same fact gets the same message id, whoever queues it and whenever. */
const messageIdOf = (bank: Bank, about: string): string =>
  `msg_${createHash("sha256").update(`${bank.state.booksId}/${about}`).digest("hex").slice(0, 24)}`;

function queued(
  bank: Bank,
  {
    partnerId,
    about,
    key,
    confirmation,
    effects,
  }: {
    partnerId: string;
    about: string;
    key: string;
    confirmation: Confirmation;
    effects: Effects;
  },
): Fact {
  const isHeldBack = effects.outOfOrder === true && confirmation.type === "instruction.accepted";
  return {
    type: "message_queued",
    message: {
      messageId: messageIdOf(bank, key),
      partnerId,
      about,
      kind: "confirmation",
      body: confirmationText(confirmation),
      dueAt: bank.later((effects.delayMs ?? 0) + (isHeldBack ? OUT_OF_ORDER_MS : 0)),
      copies: effects.duplicate === true ? 2 : 1,
      lost: effects.lost === true,
    },
  };
}

/** The message that tells the platform of a payment. */
export function announcePayment(
  bank: Bank,
  {
    partnerId,
    booking,
    currency,
    effects,
  }: {
    partnerId: string;
    booking: Booking;
    currency: WireCurrency;
    effects: Effects;
  },
): Fact {
  const { account, bankReference, bookedAt, counterparty, remittance, amountMinor } = booking;
  const confirmation: Confirmation = {
    type: "payment.received",
    timestamp: bookedAt,
    data: {
      reference: remittance,
      account,
      ...statedAmount(amountMinor, currency, effects),
      bankReference,
      bookedAt,
      payer: counterparty,
    },
  };
  return queued(bank, { partnerId, about: bankReference, key: bankReference, confirmation, effects });
}

/** The message that tells the platform where an instruction stands. */
export function announceInstruction(bank: Bank, moved: InstructionState, amountMinor: number): Fact {
  const { instruction, status, sequence, bankReference, bookedAt, reason, effects, partnerId } = moved;
  const { instructionId, endToEndId, currency } = instruction;
  const data = {
    sequence,
    instructionId,
    endToEndId,
    ...statedAmount(amountMinor, currency, status === "settled" ? effects : {}),
    bankReference,
    bookedAt,
  };
  const timestamp = bookedAt;
  const undone = { ...data, reason: reason ?? "NARR" };
  const say = (confirmation: Confirmation): Fact =>
    queued(bank, { partnerId, about: endToEndId, key: `${endToEndId}/${sequence}`, confirmation, effects });
  switch (status) {
    case "accepted":
      return say({ type: "instruction.accepted", timestamp, data });
    case "settled":
      return say({ type: "instruction.settled", timestamp, data });
    case "rejected":
      return say({ type: "instruction.rejected", timestamp, data: undone });
    case "returned":
      return say({ type: "instruction.returned", timestamp, data: undone });
  }
}
