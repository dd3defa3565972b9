import { bankAccountId } from "../bank/bank-account.ts";
import type { AssignToPledge } from "../bank/resolve-break.ts";
import { publishedOffer } from "../campaign/offer-store.ts";
import { err, ok } from "../kernel/result.ts";
import type { Store } from "../kernel/store.ts";
import { accountId } from "../ledger/account.ts";
import { type TransferDraft, transferId } from "../ledger/transfer.ts";
import { applyPayment, type IncomingPayment } from "./apply-payment.ts";
import { pledgeIdSchema } from "./pledge.ts";
import { loadPledge } from "./pledge-store.ts";
import { loadUnallocated } from "./unallocated.ts";

/**
 * Unallocated money that two persons give to a pledge: out of the bank's suspense, Dr suspense Cr custody in the
 * partner's book, and into the campaign's as if it had named the pledge at once. The money does not move at the bank:
 * both books have it on the same custody account. Refused unless the pledge takes it as (a part of) its price: what
 * would only go back is returned to its payer instead.
 * @see docs/rules/pledge.md#suspense
 */
export const assignUnallocated =
  (store: Store): AssignToPledge =>
  async ({ found, pledgeId }, command) => {
    const parsed = pledgeIdSchema.safeParse(pledgeId);
    const pledge = parsed.success ? await loadPledge(store, parsed.data) : undefined;
    const money = await loadUnallocated(store, { id: found.line, partnerId: found.partnerId, at: found.at });
    if (pledge === undefined || money === undefined) return err({ kind: "not_found" });
    const { fact, reference, payer } = money;
    const offer = await publishedOffer(store, pledge.campaignId, pledge.offerVersion);
    const isHere =
      pledge.partnerId === fact.partnerId &&
      pledge.currency === fact.amount.currency &&
      offer.custodyAccount === bankAccountId({ partnerId: fact.partnerId, number: fact.account });
    if (!isHere) return err({ kind: "pledge_takes_no_payment" });
    const { partnerId, account, bankReference, amount, bookedAt } = fact;
    const payment: IncomingPayment = {
      partnerId,
      account,
      bankReference,
      amount,
      bookedAt,
      reference,
      payer,
    };
    const applied = applyPayment({ command, payment, fact, pledge, offer, mayRevive: true });
    const taken = applied?.applied.kind === "paid" || applied?.applied.kind === "short" ? applied : undefined;
    if (taken === undefined) return err({ kind: "pledge_takes_no_payment" });
    const book = { book: partnerId, currency: amount.currency };
    const out: TransferDraft = {
      id: transferId([money.id, "assigned"]),
      book: partnerId,
      debit: accountId({ ...book, code: "suspense" }),
      credit: accountId({ ...book, code: "custody" }),
      amount,
      step: "posted",
      cause: found.id,
      at: command.now,
      origin: "command",
    };
    return ok({ transferId: out.id, writes: taken.writes, transfers: [out, ...taken.transfers] });
  };
