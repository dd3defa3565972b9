import { minorOf } from "@firstlot/partner-kit/amount";
import { err, ok, type Result } from "@firstlot/partner-kit/result";
import { announcePayment } from "./announce.ts";
import { type Bank, bankDayOf } from "./bank.ts";
import type { Booking, Fact, IncomingTransfer } from "./bank-fact.ts";
import { takeEffects } from "./fault.ts";

/** Why a transfer does not arrive. */
export type TransferRefusal = Readonly<
  { kind: "no_such_account" } | { kind: "currency_mismatch"; expected: string } | { kind: "amount_not_exact" }
>;

/** Books money that comes from outside, any amount under any reference, and announces it: facts for one commit. */
export function bookTransfer(
  bank: Bank,
  transfer: IncomingTransfer,
): Result<{ bankReference: string; facts: Fact[] }, TransferRefusal> {
  const kept = bank.state.accounts.get(transfer.account);
  if (!kept) return err({ kind: "no_such_account" });
  const { partnerId, currency, announceCredits } = kept.account;
  if (currency !== transfer.currency) return err({ kind: "currency_mismatch", expected: currency });
  const minor = minorOf(transfer.amount, currency);
  if (!minor.ok) return err({ kind: "amount_not_exact" });
  const bookedAt = bank.now();
  const booking: Booking = {
    account: transfer.account,
    bankReference: bank.nextReference(1),
    direction: "credit",
    amountMinor: minor.value,
    bookedAt,
    bankDay: bankDayOf(bookedAt, bank.state.partners.get(partnerId)?.timeZone ?? "UTC"),
    kind: "transfer",
    counterparty: transfer.payer,
    remittance: transfer.reference,
  };
  const facts: Fact[] = [{ type: "booked", booking }];
  if (announceCredits) {
    const { effects, used } = takeEffects(bank, { partnerId, on: "payment" });
    facts.push(...used, announcePayment(bank, { partnerId, booking, currency, effects }));
  }
  return ok({ bankReference: booking.bankReference, facts });
}
