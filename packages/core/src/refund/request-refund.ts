import type { AccountNumber, Payee } from "../bank/account-number.ts";
import { draftInstruction } from "../bank/draft-instruction.ts";
import type { PartnerId } from "../identity/actor.ts";
import type { Instant } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Writes } from "../kernel/store.ts";
import { type AccountCode, accountId } from "../ledger/account.ts";
import { type TransferDraft, transferId } from "../ledger/transfer.ts";
import { type Money, sum } from "../money/money.ts";
import { type Refund, type RefundReason, refundIdOf } from "./refund.ts";
import { refundChange } from "./refund-store.ts";

/** What a pledge asks back for its backer. */
export interface RefundRequest {
  /** What makes it this refund: the pledge, the payment, the reason. */
  readonly cause: readonly string[];
  readonly pledgeId: string;
  readonly campaignId: string;
  readonly backerId: string;
  readonly partnerId: PartnerId;
  readonly amount: Money;
  readonly reason: RefundReason;
  readonly payee: Payee;
  readonly debtorAccount: AccountNumber;
  /** The shard whose hot accounts still hold the money; absent once they were consolidated. */
  readonly shard?: number | undefined;
  /**
   * The main accounts that give the money, in order, together exactly the amount: after funding it is owed to backers
   * no longer. Absent: `backers`.
   */
  readonly sources?: readonly Readonly<{ code: AccountCode; amount: Money }>[] | undefined;
  /** Why no run may pay it yet. */
  readonly hold?: string | undefined;
  readonly at: Instant;
  readonly actor: string;
}

/**
 * Asks for a refund: owed to the backer no longer as a pledge but as a refund, with the instruction that the next
 * settlement run sends. The transfers are returned apart, since a transaction books all its transfers in one call.
 * From a shard's hot accounts the money moves to the main ones, where instructions take it from.
 * @see docs/rules/refund.md#books
 */
export function requestRefund(request: RefundRequest): {
  refund: Refund;
  transfers: readonly TransferDraft[];
  writes: Writes;
} {
  const { cause, shard, sources, hold, at, actor, ...about } = request;
  invariant(about.amount.minor > 0, "a refund gives back something");
  const id = refundIdOf(cause);
  const { campaignId, amount } = about;
  const main = { book: campaignId, currency: amount.currency };
  const custody = accountId({ ...main, code: "custody" });
  const payable = accountId({ ...main, code: "refund-payable" });
  const { instruction, writes: instructionWrites } = draftInstruction({
    cause: { kind: "refund", id },
    kind: "refund",
    partnerId: about.partnerId,
    book: campaignId,
    debtorAccount: about.debtorAccount,
    creditor: about.payee,
    amount,
    pendingDebit: payable,
    pendingCredit: custody,
    hold,
    at,
    actor,
  });
  const { refund, writes } = refundChange({
    previous: undefined,
    next: {
      ...about,
      id,
      status: "requested",
      instructionId: instruction.id,
      requestedAt: at,
      version: 1,
      eventHash: "",
    },
    kind: "refund.requested",
    actor,
    at,
    data: { instructionId: instruction.id },
  });
  const booked = { book: campaignId, amount, step: "posted", cause: id, at, origin: "command" } as const;
  const owed: readonly TransferDraft[] =
    sources === undefined
      ? [
          {
            ...booked,
            id: transferId([id, "requested"]),
            debit: accountId({ ...main, code: "backers", ...(shard === undefined ? {} : { shard }) }),
            credit: payable,
          },
        ]
      : sources.map(({ code, amount: part }) => ({
          ...booked,
          id: transferId([id, "requested", code]),
          amount: part,
          debit: accountId({ ...main, code }),
          credit: payable,
        }));
  invariant(
    sum(
      owed.map((transfer) => transfer.amount),
      amount.currency,
    ).minor === amount.minor,
    "the sources of a refund are its amount",
  );
  const gathered: readonly TransferDraft[] =
    shard === undefined
      ? []
      : [
          {
            ...booked,
            id: transferId([id, "gathered"]),
            debit: custody,
            credit: accountId({ ...main, code: "custody", shard }),
          },
        ];
  return { refund, transfers: [...owed, ...gathered], writes: { ...writes, ...instructionWrites } };
}
