import { type AccountNumber, accountNumberSchema } from "../bank/account-number.ts";
import type { Offer } from "../campaign/offer.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import type { Writes } from "../kernel/store.ts";
import type { TransferDraft } from "../ledger/transfer.ts";
import { money } from "../money/money.ts";
import type { RefundId, RefundReason } from "../refund/refund.ts";
import { requestRefund } from "../refund/request-refund.ts";
import type { Payment, Pledge } from "./pledge.ts";

/** Refunds that one change of a pledge asks for, before its transfers are booked together with others. */
export interface GivenBack {
  readonly refundIds: readonly RefundId[];
  readonly transfers: readonly TransferDraft[];
  readonly writes: Writes;
}

/** The number of the custody account that an offer's money is on. */
export function custodyNumberOf({ custodyAccount }: Pick<Offer, "custodyAccount">): AccountNumber {
  const number = custodyAccount.split("/")[1];
  invariant(number !== undefined, "a bank account's id is partner/number");
  return accountNumberSchema.parse(number);
}

interface Circumstances {
  readonly reason: RefundReason;
  readonly debtorAccount: AccountNumber;
  /** The shard whose hot accounts hold the money; absent after they were consolidated. */
  readonly shard?: number | undefined;
  readonly at: Instant;
  readonly actor: string;
}

/** A refund of a part of one payment, to the account that it came from. */
export function giveBackPart(
  pledge: Pledge,
  part: { payment: Payment; amountMinor: number },
  circumstances: Circumstances,
): GivenBack {
  const { id: pledgeId, campaignId, backerId, partnerId, currency } = pledge;
  const { refund, transfers, writes } = requestRefund({
    cause: [pledgeId, part.payment.bankReference, circumstances.reason],
    pledgeId,
    campaignId,
    backerId,
    partnerId,
    amount: money(part.amountMinor, currency),
    payee: part.payment.payer,
    ...circumstances,
  });
  return { refundIds: [refund.id], transfers, writes };
}

/** Refunds of all that a pledge still holds: each payment to the account that it came from. */
export function giveBackAll(pledge: Pledge, circumstances: Circumstances): GivenBack {
  const parts = pledge.payments
    .filter(({ refundableMinor }) => refundableMinor > 0)
    .map((payment) => giveBackPart(pledge, { payment, amountMinor: payment.refundableMinor }, circumstances));
  return {
    refundIds: parts.flatMap(({ refundIds }) => refundIds),
    transfers: parts.flatMap(({ transfers }) => transfers),
    writes: mergeWrites(...parts.map(({ writes }) => writes)),
  };
}
