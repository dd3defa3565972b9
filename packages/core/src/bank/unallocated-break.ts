import type { Writes } from "../kernel/store.ts";
import type { BankFact } from "./bank-fact.ts";
import { breakIdOf } from "./break.ts";
import { openBreak } from "./break-store.ts";

/**
 * The break of money that came in and belongs to nothing we know: it is in the partner's suspense already (`cause` names
 * the item with its payer), and two persons return or correct it. Never allocated by the likeness of a name.
 */
export const unallocatedBreak = ({ cause, fact }: { cause: string; fact: BankFact }, actor: string): Writes =>
  openBreak(
    {
      id: breakIdOf([fact.partnerId, fact.account, fact.bankReference, "unallocated_payment"]),
      kind: "unallocated_payment",
      partnerId: fact.partnerId,
      account: fact.account,
      currency: fact.amount.currency,
      line: cause,
      bankReference: fact.bankReference,
      unpostedMinor: 0,
      suspenseMinor: fact.amount.minor,
      book: fact.partnerId,
      at: fact.at,
    },
    actor,
  ).writes;
