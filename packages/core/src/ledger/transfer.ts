import { z } from "zod";
import { derivedIdPart, idSchema } from "../kernel/id.ts";
import { instantSchema } from "../kernel/instant.ts";
import type { StoredItem } from "../kernel/store.ts";
import { moneySchema } from "../money/money.ts";
import { type AccountId, accountIdSchema, accountParts, COUNTER_MAX, type Counters } from "./account.ts";
import type { LedgerRefusal } from "./ledger-refusal.ts";

export const transferIdSchema = idSchema("trf", "TransferId");
export type TransferId = z.infer<typeof transferIdSchema>;

/** The id of a transfer, from its cause alone: a retry is the same transfer. */
export const transferId = (cause: readonly string[]): TransferId =>
  transferIdSchema.parse(`trf_${derivedIdPart(cause)}`);

const amountSchema = moneySchema.refine(
  ({ minor }) => minor > 0 && minor <= COUNTER_MAX,
  "more than zero and at most 2^52 − 1 minor units",
);

export const transferSchema = z.strictObject({
  id: transferIdSchema,
  /** The book that both accounts belong to. */
  book: z.string(),
  debit: accountIdSchema,
  credit: accountIdSchema,
  amount: amountSchema,
  /** `post`, `void` and `expire` resolve the pending transfer `pendingId`; the others stand alone. */
  step: z.enum(["posted", "pending", "post", "void", "expire"]),
  pendingId: transferIdSchema.optional(),
  /** The whole hold, where `post` takes only a part of it; the rest returns. Without it `amount` is the whole. */
  pendingAmount: amountSchema.optional(),
  /** From then on a pending transfer can only expire. */
  expiresAt: instantSchema.optional(),
  /** What the transfer is for: an id or a short code, never personal data. */
  cause: z.string().min(1).max(200),
  /** The transfer that this one reverses. */
  corrects: transferIdSchema.optional(),
  at: instantSchema,
  /** Limits refuse what we ask for (`command`), never what a bank has booked (`bank_fact`). */
  origin: z.enum(["command", "bank_fact"]),
});

/** One positive amount moving between two accounts of one book and currency. Immutable once it is written. */
export type Transfer = Readonly<z.infer<typeof transferSchema>>;

/** A transfer that is asked for; the same shape as the one that is written. */
export type TransferDraft = Transfer;

/** A transfer as stored, its keys taken off. */
export function parseTransfer(item: StoredItem): Transfer {
  const { pk: _pk, sk: _sk, ...transfer } = item;
  return transferSchema.parse(transfer);
}

/** Whether the transfer settles an earlier hold. */
export const isResolution = ({ step }: Pick<Transfer, "step">): boolean =>
  step === "post" || step === "void" || step === "expire";

/** The whole hold that a resolution ends, in minor units. */
export const heldMinor = ({ amount, pendingAmount }: Transfer): number => (pendingAmount ?? amount).minor;

/** What one transfer adds to the counters of its two accounts; a resolution takes its hold off. */
export function deltasOf(transfer: Transfer): readonly { id: AccountId; counters: Partial<Counters> }[] {
  const { debit, credit, step, amount } = transfer;
  const both = (debits: Partial<Counters>, credits: Partial<Counters>) => [
    { id: debit, counters: debits },
    { id: credit, counters: credits },
  ];
  const held = heldMinor(transfer);
  switch (step) {
    case "posted":
      return both({ debitsPosted: amount.minor }, { creditsPosted: amount.minor });
    case "pending":
      return both({ debitsPending: amount.minor }, { creditsPending: amount.minor });
    case "post":
      return both(
        { debitsPending: -held, debitsPosted: amount.minor },
        { creditsPending: -held, creditsPosted: amount.minor },
      );
    case "void":
    case "expire":
      return both({ debitsPending: -held }, { creditsPending: -held });
  }
}

/** What is wrong with a draft by itself, before any book is looked at; `undefined` when nothing is. */
export function validateTransfer(draft: TransferDraft): LedgerRefusal | undefined {
  const parsed = transferSchema.safeParse(draft);
  if (!parsed.success) {
    return { kind: "malformed_transfer", field: parsed.error.issues[0]?.path.join(".") ?? "" };
  }
  const { id, debit, credit, amount, book, step, pendingId, pendingAmount, expiresAt, corrects } = draft;
  if (debit === credit) return { kind: "accounts_must_differ", transferId: id };
  const sides = [accountParts(debit), accountParts(credit)];
  if (sides.some((side) => side.book !== book)) return { kind: "account_of_another_book", transferId: id };
  if (sides.some(({ currency }) => currency !== amount.currency)) {
    return { kind: "currency_mismatch", transferId: id };
  }
  if (isResolution(draft) !== (pendingId !== undefined))
    return { kind: "malformed_transfer", field: "pendingId" };
  if (pendingId === id) return { kind: "malformed_transfer", field: "pendingId" };
  if (step !== "pending" && expiresAt !== undefined)
    return { kind: "malformed_transfer", field: "expiresAt" };
  if (pendingAmount !== undefined && step !== "post")
    return { kind: "malformed_transfer", field: "pendingAmount" };
  if (corrects !== undefined && step !== "posted") return { kind: "malformed_transfer", field: "corrects" };
  if (pendingAmount !== undefined && pendingAmount.currency !== amount.currency) {
    return { kind: "currency_mismatch", transferId: id };
  }
  if (pendingId !== undefined && amount.minor > heldMinor(draft)) {
    return { kind: "exceeds_pending_transfer_amount", transferId: id };
  }
  return undefined;
}

/**
 * The first field in which a draft differs from the transfer that already has its id. `at` is when the attempt was
 * made and `pendingAmount` repeats the hold: neither makes another transfer.
 */
export function differenceOf(stored: Transfer, draft: TransferDraft): DifferingField | undefined {
  if (stored.step !== draft.step) return "step";
  if (stored.pendingId !== draft.pendingId) return "pending_id";
  if (stored.corrects !== draft.corrects) return "corrects";
  if (stored.debit !== draft.debit) return "debit";
  if (stored.credit !== draft.credit) return "credit";
  if (stored.amount.minor !== draft.amount.minor) return "amount";
  if (stored.expiresAt !== draft.expiresAt) return "expires_at";
  if (stored.cause !== draft.cause) return "cause";
  if (stored.origin !== draft.origin) return "origin";
  return undefined;
}

/** A field that tells two transfers of one id apart. */
export type DifferingField =
  | "step"
  | "pending_id"
  | "corrects"
  | "debit"
  | "credit"
  | "amount"
  | "cause"
  | "expires_at"
  | "origin";
