import { z } from "zod";
import { append } from "../audit/event.ts";
import { payeeSchema } from "../bank/account-number.ts";
import { type BankFact, bankFactSchema } from "../bank/bank-fact.ts";
import { derivedIdPart } from "../kernel/id.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Page, Store, StoredItem, Writes } from "../kernel/store.ts";
import { accountId } from "../ledger/account.ts";
import { type TransferDraft, transferId } from "../ledger/transfer.ts";

const unallocatedReasonSchema = z.enum([
  "unknown_reference",
  "wrong_account",
  "currency_mismatch",
  "too_many_payments",
]);
export type UnallocatedReason = z.infer<typeof unallocatedReasonSchema>;

/** Money that came in and names no pledge that it can be for: kept in suspense with its payer, until two persons decide. */
const unallocatedSchema = z.strictObject({
  id: z.string().regex(/^una_/),
  fact: bankFactSchema,
  reason: unallocatedReasonSchema,
  /** What the payer wrote; people write names there, so it is on this item only. */
  reference: z.string().max(140),
  payer: payeeSchema,
  /** The pledge that was meant, where the reference names one. */
  pledgeId: z.string().optional(),
});
export type Unallocated = Readonly<z.infer<typeof unallocatedSchema>>;

const key = ({ id, fact }: Unallocated) => ({
  pk: `UNALLOCATED#${fact.partnerId}`,
  sk: `${fact.at}#${id}`,
});

/** The identity of unallocated money: the bank's reference on its account. */
export const unallocatedIdOf = ({ partnerId, account, bankReference }: BankFact): string =>
  `una_${derivedIdPart([partnerId, account, bankReference])}`;

/**
 * Books money that fits no pledge into the partner's own suspense account, in its own currency and never netted
 * against another. A fact of the bank always posts.
 * @see docs/rules/pledge.md#suspense
 */
export function unallocatedWrites(
  unallocated: Unallocated,
  actor: string,
): { transfers: readonly TransferDraft[]; writes: Writes } {
  const { id, fact, reason, pledgeId } = unallocated;
  const { write } = append({
    id,
    previous: undefined,
    happening: {
      kind: "payment.unallocated",
      actor,
      at: fact.at,
      data: {
        partnerId: fact.partnerId,
        reason,
        amountMinor: fact.amount.minor,
        currency: fact.amount.currency,
        bankReference: fact.bankReference,
        ...(pledgeId === undefined ? {} : { pledgeId }),
      },
    },
  });
  const book = { book: fact.partnerId, currency: fact.amount.currency };
  const transfer: TransferDraft = {
    id: transferId([id, "suspense"]),
    book: fact.partnerId,
    debit: accountId({ ...book, code: "custody" }),
    credit: accountId({ ...book, code: "suspense" }),
    amount: fact.amount,
    step: "posted",
    cause: id,
    at: fact.at,
    origin: "bank_fact",
  };
  const Item = { ...key(unallocated), ...unallocated };
  return {
    transfers: [transfer],
    writes: {
      [`unallocated:${id}`]: { Put: { Item, ConditionExpression: "attribute_not_exists(pk)" } },
      [`event:${id}`]: write,
    },
  };
}

/** Unallocated money by its id, with who paid and what they wrote. */
export async function loadUnallocated(
  store: Store,
  { id, partnerId, at }: { id: string; partnerId: string; at: Instant },
): Promise<Unallocated | undefined> {
  const item = await store.get({ pk: `UNALLOCATED#${partnerId}`, sk: `${at}#${id}` });
  if (item === undefined) return undefined;
  const { pk: _pk, sk: _sk, ...unallocated } = item;
  return unallocatedSchema.parse(unallocated);
}

const PAGE_MAX = 100;

/** Money of one partner that was never allocated, oldest first, strongly read. */
export async function listUnallocated(
  store: Store,
  options: { partnerId: string; limit: number; after?: StoredItem | undefined },
): Promise<Page<Unallocated>> {
  const page = await store.query({
    pk: `UNALLOCATED#${options.partnerId}`,
    limit: Math.min(options.limit, PAGE_MAX),
    after: options.after,
  });
  const items = page.items.map(({ pk: _pk, sk: _sk, ...unallocated }) =>
    unallocatedSchema.parse(unallocated),
  );
  return { items, next: page.next };
}
