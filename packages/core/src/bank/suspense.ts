import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { type AccountId, accountId } from "../ledger/account.ts";
import { type TransferDraft, transferId } from "../ledger/transfer.ts";
import { money } from "../money/money.ts";
import type { BankAccount } from "./bank-account.ts";

/** The book, and its two accounts, that money of no known purpose on a bank account is kept in. */
export function suspenseBook(account: BankAccount): { book: string; bank: AccountId; suspense: AccountId } {
  const { currency, partnerId } = account;
  const of = (book: string, code: "custody" | "campaign-bank") => ({
    book,
    bank: accountId({ book, code, currency }),
    suspense: accountId({ book, code: "suspense", currency }),
  });
  switch (account.purpose) {
    case "custody":
      return of(partnerId, "custody");
    case "campaign":
      return of(account.campaignId, "campaign-bank");
    case "platform":
      return of("platform", "custody");
  }
}

/**
 * Books what the bank has booked and nobody can explain. A fact of the bank always posts: money in is owed to somebody
 * unknown, money out is missing until it is explained.
 * @param options.minor seen from the bank account: positive in, negative out; not zero
 */
export function suspenseTransfer(options: {
  account: BankAccount;
  cause: string;
  minor: number;
  at: Instant;
}): TransferDraft {
  const { account, cause, minor, at } = options;
  invariant(minor !== 0, "suspense moves an amount");
  const { book, bank, suspense } = suspenseBook(account);
  return {
    id: transferId([cause, "suspense"]),
    book,
    ...(minor > 0 ? { debit: bank, credit: suspense } : { debit: suspense, credit: bank }),
    amount: money(Math.abs(minor), account.currency),
    step: "posted",
    cause,
    at,
    origin: "bank_fact",
  };
}
