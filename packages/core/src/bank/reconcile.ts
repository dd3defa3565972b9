import { z } from "zod";
import { partnerIdSchema } from "../identity/actor.ts";
import { type BlobStore, blobKeySchema } from "../kernel/blob-store.ts";
import { canonicalJson } from "../kernel/canonical-json.ts";
import type { Command } from "../kernel/command.ts";
import { sha256Hex } from "../kernel/id.ts";
import { type Instant, instantSchema } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import type { Key, Store, StoredItem } from "../kernel/store.ts";
import { accountParts, balanceOf } from "../ledger/account.ts";
import { listAccounts } from "../ledger/ledger-store.ts";
import { currencySchema } from "../money/currency.ts";
import { accountNumberSchema } from "./account-number.ts";
import { type BankAccount, booksOn } from "./bank-account.ts";
import { type BankFact, bankFactSchema, factsRecordedSince, notYetBooked } from "./bank-fact.ts";
import { listBreaks } from "./break-store.ts";
import { type AccountAddress, loadHead } from "./statement-record.ts";

/**
 * One account's equation: closing − (ledger − confirmed in, not booked + confirmed out, not booked + breaks) = 0.
 * Every term is listed by reference in the blob.
 */
export const reconciliationSchema = z.strictObject({
  partnerId: partnerIdSchema,
  account: accountNumberSchema,
  currency: currencySchema,
  bankDay: z.string(),
  /** The statement it ends with. */
  sequence: z.int(),
  at: instantSchema,
  closingMinor: z.int(),
  ledgerMinor: z.int(),
  inNotBookedMinor: z.int(),
  outNotBookedMinor: z.int(),
  breaksMinor: z.int(),
  differenceMinor: z.int(),
  /** Breaks that are open or explained, whether they are a term or only named. */
  breaks: z.int(),
  /** Every term with its reference. */
  termsKey: blobKeySchema,
});
export type Reconciliation = Readonly<z.infer<typeof reconciliationSchema>>;

const termSchema = z.strictObject({ ref: z.string(), minor: z.int() });

/** The terms of an equation: books, facts and breaks by their references, minor units. */
export const termsSchema = z.strictObject({
  books: z.array(termSchema),
  inNotBooked: z.array(bankFactSchema),
  outNotBooked: z.array(bankFactSchema),
  breaks: z.array(termSchema.extend({ kind: z.string(), status: z.string(), line: z.string() })),
});
export type ReconciliationTerms = Readonly<z.infer<typeof termsSchema>>;

export interface ReconcileDeps {
  readonly store: Store;
  readonly blobs: BlobStore;
}

const partitionOf = ({ partnerId, account }: AccountAddress): string =>
  `RECONCILIATION#${partnerId}#${account}`;
const latestKey = (address: AccountAddress): Key => ({ pk: partitionOf(address), sk: "LATEST" });

const parse = ({ pk: _pk, sk: _sk, ...reconciliation }: StoredItem): Reconciliation =>
  reconciliationSchema.parse(reconciliation);

/** The latest equation of an account. */
export async function loadReconciliation(
  store: Store,
  address: AccountAddress,
): Promise<Reconciliation | undefined> {
  const item = await store.get(latestKey(address));
  return item && parse(item);
}

/** The equations of an account, newest first. */
export async function listReconciliations(
  store: Store,
  { limit, ...address }: AccountAddress & { limit: number },
): Promise<readonly Reconciliation[]> {
  const { items } = await store.query({
    pk: partitionOf(address),
    beginsWith: "DAY#",
    newestFirst: true,
    limit,
  });
  return items.map(parse);
}

/** The terms of an equation, as they were when it was made. */
export async function loadTerms(
  blobs: BlobStore,
  { termsKey }: Reconciliation,
): Promise<ReconciliationTerms> {
  const blob = await blobs.get(termsKey);
  invariant(blob !== undefined, "the terms of an equation are kept");
  return termsSchema.parse(JSON.parse(Buffer.from(blob.bytes).toString("utf8")));
}

const sumOf = (terms: readonly { minor: number }[]): number =>
  terms.reduce((sum, { minor }) => sum + minor, 0);
const sumOfFacts = (facts: readonly BankFact[]): number =>
  facts.reduce((sum, { amount }) => sum + amount.minor, 0);

/**
 * Reconciles an account with the last statement that was matched, to the minor unit, and keeps the result with all its
 * terms. The bank's side comes from its statement alone, ours from the ledger, the recorded facts and the breaks.
 * Facts are listed from an index: a difference right after a payment is looked at again by the caller before it
 * becomes a break.
 * @returns nothing while no statement was matched yet
 */
export async function reconcile(
  deps: ReconcileDeps,
  command: Command,
  account: BankAccount,
): Promise<Reconciliation | undefined> {
  const address = { partnerId: account.partnerId, account: account.number };
  const head = await loadHead(deps.store, address);
  if (!head) return undefined;
  const previous = await loadReconciliation(deps.store, address);
  const carried = previous ? await loadTerms(deps.blobs, previous) : undefined;
  const scan = { since: previous?.at ?? account.openedAt, carried };
  // A message that names another currency than the account's put nothing on it: it waits in that currency's suspense.
  const facts = (await openFacts(deps.store, account, scan)).filter(
    ({ amount }) => amount.currency === account.currency,
  );
  const terms: ReconciliationTerms = {
    books: await bookTerms(deps.store, account),
    inNotBooked: facts.filter(({ direction }) => direction === "credit"),
    outNotBooked: facts.filter(({ direction }) => direction === "debit"),
    breaks: await breakTerms(deps.store, address),
  };
  const ledgerMinor = sumOf(terms.books);
  const inNotBookedMinor = sumOfFacts(terms.inNotBooked);
  const outNotBookedMinor = sumOfFacts(terms.outNotBooked);
  const breaksMinor = sumOf(terms.breaks);
  const reconciliation: Reconciliation = {
    ...address,
    currency: account.currency,
    bankDay: head.bankDay,
    sequence: head.sequence,
    at: command.now,
    closingMinor: head.closingMinor,
    ledgerMinor,
    inNotBookedMinor,
    outNotBookedMinor,
    breaksMinor,
    differenceMinor: head.closingMinor - (ledgerMinor - inNotBookedMinor + outNotBookedMinor + breaksMinor),
    breaks: terms.breaks.length,
    termsKey: await keepTerms(deps.blobs, address, terms),
  };
  await save(deps.store, reconciliation, previous);
  return reconciliation;
}

async function bookTerms(store: Store, account: BankAccount): Promise<ReconciliationTerms["books"]> {
  const terms: { ref: string; minor: number }[] = [];
  for await (const { book, code, currency } of booksOn(store, account)) {
    for (const { id, ...counters } of await listAccounts(store, book)) {
      const parts = accountParts(id);
      if (parts.code === code && parts.currency === currency)
        terms.push({ ref: id, minor: balanceOf(id, counters) });
    }
  }
  return terms;
}

/** Facts that no statement has booked: those carried over, and those recorded since the last equation. */
async function openFacts(
  store: Store,
  account: BankAccount,
  scan: { since: Instant; carried: ReconciliationTerms | undefined },
): Promise<readonly BankFact[]> {
  const { since, carried } = scan;
  const known = new Map<string, BankFact>();
  for (const fact of [...(carried?.inNotBooked ?? []), ...(carried?.outNotBooked ?? [])]) {
    known.set(fact.bankReference, fact);
  }
  for (const fact of await factsRecordedSince(store, {
    partnerId: account.partnerId,
    account: account.number,
    since,
  }))
    known.set(fact.bankReference, fact);
  return notYetBooked(store, [...known.values()]);
}

const BREAKS_PAGE = 100;

async function breakTerms(store: Store, account: AccountAddress): Promise<ReconciliationTerms["breaks"]> {
  const terms: ReconciliationTerms["breaks"][number][] = [];
  for (const status of ["open", "explained"] as const) {
    let after: string | undefined;
    do {
      const page = await listBreaks(store, { status, account, limit: BREAKS_PAGE, after });
      for (const { id, kind, line, unpostedMinor } of page.breaks) {
        const ahead = kind === "opening_differs" && status === "open"; // its statement is not matched, so not in closing
        terms.push({ ref: id, minor: ahead ? 0 : unpostedMinor, kind, status, line });
      }
      after = page.next;
    } while (after !== undefined);
  }
  return terms;
}

async function keepTerms(
  blobs: BlobStore,
  { partnerId, account }: AccountAddress,
  terms: ReconciliationTerms,
): Promise<Reconciliation["termsKey"]> {
  const bytes = Buffer.from(canonicalJson(terms));
  const sha256 = sha256Hex(bytes);
  const key = blobKeySchema.parse(`reconciliation/${partnerId}/${account}/${sha256}.json`);
  const kept = await blobs.put(key, bytes, { contentType: "application/json", sha256 });
  invariant(kept.ok, "terms are kept under their own hash");
  return key;
}

const SEQUENCE_DIGITS = 10;

async function save(store: Store, next: Reconciliation, previous: Reconciliation | undefined): Promise<void> {
  const pk = partitionOf(next);
  const sk = `DAY#${next.bankDay}#${String(next.sequence).padStart(SEQUENCE_DIGITS, "0")}#${next.at}`;
  const committed = await store.commit({
    day: {
      Put: {
        Item: { pk, sk, ...next },
        ConditionExpression: "attribute_not_exists(pk) OR #at = :at",
        ...atOf(next),
      },
    },
    latest:
      previous === undefined
        ? { Put: { Item: { ...latestKey(next), ...next }, ConditionExpression: "attribute_not_exists(pk)" } }
        : {
            Put: {
              Item: { ...latestKey(next), ...next },
              ConditionExpression: "#at = :at",
              ...atOf(previous),
            },
          },
  });
  killPoint("reconciliation.kept");
  if (!committed.ok) throw new Error("another worker reconciled this account meanwhile");
}

const atOf = ({ at }: Reconciliation) => ({
  ExpressionAttributeNames: { "#at": "at" },
  ExpressionAttributeValues: { ":at": at },
});
