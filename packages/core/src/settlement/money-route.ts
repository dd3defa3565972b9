import { type AccountNumber, campaignAccountNumber, type Payee } from "../bank/account-number.ts";
import { custodyAccountFor } from "../bank/bank-account.ts";
import { loadPartner } from "../bank/partner-store.ts";
import type { PartnerId } from "../identity/actor.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Store } from "../kernel/store.ts";
import { type AccountCode, accountId } from "../ledger/account.ts";
import type { Currency } from "../money/currency.ts";

/** The bank accounts that a campaign's money moves between. */
export interface MoneyRoute {
  readonly partnerId: PartnerId;
  /** Holds backers' money. */
  readonly custody: AccountNumber;
  /** The campaign's supervised account. */
  readonly campaign: Payee;
  /** The platform's own account, where fees arrive. */
  readonly platform: Payee;
}

/** Reads the bank accounts of a campaign; that they exist is a condition of its publication. */
export async function moneyRoute(
  store: Store,
  { campaignId, partnerId, currency }: { campaignId: string; partnerId: PartnerId; currency: Currency },
): Promise<MoneyRoute> {
  const custody = await custodyAccountFor(store, { partnerId, currency });
  invariant(custody !== undefined, "a campaign's bank has a custody account");
  const partner = await loadPartner(store, partnerId);
  const fees = partner?.feeAccounts[currency];
  invariant(fees !== undefined, "a bank with a custody account has one for fees");
  return {
    partnerId,
    custody,
    campaign: { name: `Campaign ${campaignId}`, account: campaignAccountNumber({ custody, campaignId }) },
    platform: { name: "Firstlot", account: fees },
  };
}

/** The main account of a campaign's book. */
export const campaignAccount = (
  { campaignId, currency }: { campaignId: string; currency: Currency },
  code: AccountCode,
) => accountId({ book: campaignId, code, currency });

/** An account of the platform's own book. */
export const platformAccount = (currency: Currency, code: AccountCode) =>
  accountId({ book: "platform", code, currency });
