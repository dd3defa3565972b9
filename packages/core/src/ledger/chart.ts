import type { Instant } from "../kernel/instant.ts";
import type { Currency } from "../money/currency.ts";
import { money } from "../money/money.ts";
import {
  type Account,
  type AccountCode,
  type AccountId,
  accountId,
  accountParts,
  normalSide,
} from "./account.ts";
import { type TransferDraft, transferId } from "./transfer.ts";

const CAMPAIGN_CODES = [
  "custody",
  "campaign-bank",
  "backers",
  "control",
  "tranche-locked",
  "campaign-account",
  "fee-payable",
  "vat-payable",
  "reserve",
  "refund-payable",
  "receivable-enterprise",
  "chargeback-loss",
  "suspense",
  "dormant",
] as const satisfies readonly AccountCode[];

/** Codes that every payment moves: kept once per shard, so that payments of different shards never meet. */
const HOT_CODES = ["custody", "backers"] as const satisfies readonly AccountCode[];

/**
 * Every account of a campaign's book, to be opened when it is published: the main ones, and `custody` and `backers`
 * once more for each shard. A payment moves the accounts of its pledge's shard.
 */
export const campaignAccountIds = (campaign: {
  book: string;
  currency: Currency;
  shards: number;
}): AccountId[] => {
  const { book, currency, shards } = campaign;
  const main = CAMPAIGN_CODES.map((code) => accountId({ book, code, currency }));
  const sharded = Array.from({ length: shards }, (_, shard) =>
    HOT_CODES.map((code) => accountId({ book, code, currency, shard })),
  );
  return [...main, ...sharded.flat()];
};

/** The platform's own accounts in one currency: its bank account, its claims, its income, what it owes. */
export const platformAccountIds = (currency: Currency): AccountId[] =>
  (
    ["custody", "receivable-enterprise", "fee-income", "vat-payable", "bank-charges", "suspense"] as const
  ).map((code) => accountId({ book: "platform", code, currency }));

/** A bank partner's accounts in one currency: money of no known campaign. */
export const partnerAccountIds = (partner: { book: string; currency: Currency }): AccountId[] =>
  (["custody", "suspense", "dormant", "bank-charges"] as const).map((code) =>
    accountId({ ...partner, code }),
  );

/**
 * Moves what a shard's account holds into the main account of the same code. Its id is made of what was moved so
 * far, so that two workers with the same reading write the same transfer.
 * @returns nothing when the shard's account is empty
 */
export function consolidation(account: Account, at: Instant): TransferDraft | undefined {
  const { shard: _shard, ...main } = accountParts(account.id);
  if (_shard === undefined || account.available <= 0) return undefined;
  const mainId = accountId(main);
  const sides =
    normalSide(account.id) === "credit"
      ? { debit: account.id, credit: mainId }
      : { debit: mainId, credit: account.id };
  const moved = [String(account.debitsPosted), String(account.creditsPosted)];
  return {
    id: transferId(["consolidate", account.id, ...moved]),
    book: main.book,
    ...sides,
    amount: money(account.available, main.currency),
    step: "posted",
    cause: "consolidation",
    at,
    origin: "command",
  };
}
