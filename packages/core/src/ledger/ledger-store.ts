import { sha256Hex } from "../kernel/id.ts";
import { invariant } from "../kernel/invariant.ts";
import type { CommitFailure, Key, Page, Store, StoredItem, Write, Writes } from "../kernel/store.ts";
import {
  type Account,
  type AccountId,
  accountKey,
  accountPartition,
  COUNTER_MAX,
  COUNTER_NAMES,
  openAccount,
  parseAccount,
} from "./account.ts";
import { type AccountChange, changesOf } from "./account-change.ts";
import { changeRefusal, duplicateRefusal } from "./decide-transfer.ts";
import type { LedgerRefusal } from "./ledger-refusal.ts";
import { correctionRefusal, pendingRefusal } from "./pending-refusal.ts";
import {
  heldMinor,
  parseTransfer,
  type Transfer,
  type TransferDraft,
  type TransferId,
  validateTransfer,
} from "./transfer.ts";

/** Partitions of one book's journal. */
export const JOURNAL_BUCKETS = 16;

const bucketOf = (id: TransferId): number => Number.parseInt(sha256Hex(id).slice(0, 4), 16) % JOURNAL_BUCKETS;

/** Where a transfer is written, once and for ever. */
export const transferKey = ({ book, id }: { book: string; id: TransferId }): Key => ({
  pk: `LEDGER#${book}#${bucketOf(id)}`,
  sk: id,
});

/** The row that only one resolution of a pending transfer, and one reversal of a transfer, can put. */
const guardKey = (book: string, id: TransferId, what: "resolution" | "correction"): Key => ({
  pk: `LEDGER#${book}#guard-${bucketOf(id)}`,
  sk: `${id}#${what}`,
});

const appended = (key: Key, item: object): Write => ({
  Put: { Item: { ...key, ...item }, ConditionExpression: "attribute_not_exists(pk)" },
});

function holdCheck(draft: TransferDraft, pendingId: TransferId): Write {
  const expiry =
    draft.step === "expire" ? "expiresAt <= :at" : "(attribute_not_exists(expiresAt) OR expiresAt > :at)";
  return {
    ConditionCheck: {
      Key: transferKey({ book: draft.book, id: pendingId }),
      ConditionExpression: `#step = :pending AND debit = :debit AND credit = :credit AND #amount.#minor = :held AND ${expiry}`,
      ExpressionAttributeNames: { "#step": "step", "#amount": "amount", "#minor": "minor" },
      ExpressionAttributeValues: {
        ":pending": "pending",
        ":debit": draft.debit,
        ":credit": draft.credit,
        ":held": heldMinor(draft),
        ":at": draft.at,
      },
    },
  };
}

const correctedCheck = (draft: TransferDraft, corrects: TransferId): Write => ({
  ConditionCheck: {
    Key: transferKey({ book: draft.book, id: corrects }),
    ConditionExpression:
      "#step IN (:posted, :post) AND debit = :credit AND credit = :debit AND #amount.#minor >= :minor",
    ExpressionAttributeNames: { "#step": "step", "#amount": "amount", "#minor": "minor" },
    ExpressionAttributeValues: {
      ":posted": "posted",
      ":post": "post",
      ":debit": draft.debit,
      ":credit": draft.credit,
      ":minor": draft.amount.minor,
    },
  },
});

function moveAccount({ id, counters, availableDelta, neededMinor }: AccountChange): Write {
  const values: Record<string, number> = { ":available": availableDelta };
  const adds = ["available :available"];
  const conditions = ["attribute_exists(pk)"];
  for (const name of COUNTER_NAMES) {
    if (counters[name] === 0) continue;
    values[`:${name}`] = counters[name];
    adds.push(`${name} :${name}`);
    if (counters[name] < 0) continue;
    values[`:${name}Room`] = COUNTER_MAX - counters[name];
    conditions.push(`${name} <= :${name}Room`);
  }
  if (neededMinor > 0) {
    values[":needed"] = neededMinor;
    conditions.push("available >= :needed");
  }
  return {
    Update: {
      Key: accountKey(id),
      UpdateExpression: `ADD ${adds.join(", ")}`,
      ConditionExpression: conditions.join(" AND "),
      ExpressionAttributeValues: values,
    },
  };
}

/**
 * The writes of transfers that commit together: a journal row each, one summed update per account, and the guard
 * rows that make a second resolution or reversal impossible. Names: `transfer:<id>`, `account:<id>`, `hold:<id>`,
 * `resolution:<id>`, `corrected:<id>`, `correction:<id>`. Pass every transfer of a transaction in one call: an
 * account may be written only once.
 * @see docs/rules/ledger.md
 */
export function transferWrites(drafts: readonly TransferDraft[]): Writes {
  const writes: Record<string, Write> = {};
  const add = (name: string, write: Write) => {
    invariant(writes[name] === undefined, `${name} is written once in a transaction`);
    writes[name] = write;
  };
  const here = new Set(drafts.map(({ id }) => id));
  for (const draft of drafts) {
    const refusal = validateTransfer(draft);
    invariant(
      refusal === undefined,
      `a transfer is well formed before it is written: ${JSON.stringify(refusal)}`,
    );
    const { book, id, pendingId, corrects, step, amount } = draft;
    add(`transfer:${id}`, appended(transferKey(draft), draft));
    if (pendingId !== undefined) {
      if (!here.has(pendingId)) add(`hold:${pendingId}`, holdCheck(draft, pendingId));
      const guard = { resolvedBy: id, step, amount };
      add(`resolution:${pendingId}`, appended(guardKey(book, pendingId, "resolution"), guard));
    }
    if (corrects !== undefined) {
      if (!here.has(corrects)) add(`corrected:${corrects}`, correctedCheck(draft, corrects));
      add(`correction:${corrects}`, appended(guardKey(book, corrects, "correction"), { correctedBy: id }));
    }
  }
  for (const change of changesOf(drafts)) add(`account:${change.id}`, moveAccount(change));
  return writes;
}

const stepOf = (guard: StoredItem | undefined): Pick<Transfer, "step"> | undefined => {
  const step = guard?.step;
  return step === "post" || step === "void" || step === "expire" ? { step } : undefined;
};

function pendingFailure(failure: CommitFailure, draft: TransferDraft): LedgerRefusal | undefined {
  const { id, pendingId } = draft;
  const holdName = `hold:${pendingId}`;
  const guardName = `resolution:${pendingId}`;
  if (pendingId === undefined || !(failure.failed.has(holdName) || failure.failed.has(guardName)))
    return undefined;
  const found = failure.failed.get(holdName);
  const resolution = stepOf(failure.failed.get(guardName));
  if (failure.failed.has(holdName)) {
    const pending = found === undefined ? undefined : parseTransfer(found);
    return (
      pendingRefusal(draft, pending, resolution) ?? { kind: "pending_transfer_not_found", transferId: id }
    );
  }
  const asFound: Transfer = { ...draft, step: "pending", amount: draft.pendingAmount ?? draft.amount };
  return pendingRefusal(draft, asFound, resolution);
}

function correctionFailure(failure: CommitFailure, draft: TransferDraft): LedgerRefusal | undefined {
  const { id, corrects } = draft;
  if (corrects === undefined) return undefined;
  if (failure.failed.has(`corrected:${corrects}`)) {
    const found = failure.failed.get(`corrected:${corrects}`);
    const refusal = correctionRefusal(
      draft,
      found === undefined ? undefined : parseTransfer(found),
      undefined,
    );
    return refusal ?? { kind: "not_a_reversal", transferId: id };
  }
  return failure.failed.has(`correction:${corrects}`)
    ? { kind: "already_corrected", transferId: id }
    : undefined;
}

/**
 * Explains a commit that failed on the ledger's part of a transaction; `undefined` when the ledger had no objection.
 * A taken id comes first: an earlier attempt of the same transfer answers `already_posted`.
 */
export function transferRefusal(
  failure: CommitFailure,
  drafts: readonly TransferDraft[],
): LedgerRefusal | undefined {
  for (const draft of drafts) {
    const found = failure.failed.get(`transfer:${draft.id}`);
    if (found !== undefined) return duplicateRefusal(parseTransfer(found), draft);
  }
  for (const draft of drafts) {
    const refusal = pendingFailure(failure, draft) ?? correctionFailure(failure, draft);
    if (refusal !== undefined) return refusal;
  }
  for (const change of changesOf(drafts)) {
    const name = `account:${change.id}`;
    if (!failure.failed.has(name)) continue;
    const found = failure.failed.get(name);
    const refusal = changeRefusal(found === undefined ? undefined : parseAccount(found), change);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** An account as it stands, read strongly. */
export async function loadAccount(store: Store, id: AccountId): Promise<Account | undefined> {
  const item = await store.get(accountKey(id));
  return item === undefined ? undefined : parseAccount(item);
}

/** A transfer of a book by its id. */
export async function loadTransfer(
  store: Store,
  address: { book: string; id: TransferId },
): Promise<Transfer | undefined> {
  const item = await store.get(transferKey(address));
  return item === undefined ? undefined : parseTransfer(item);
}

const ACCOUNTS_PER_PARTITION_MAX = 200;
const SHARDS_MAX = 64;

/** Every account of a book: the main ones, then shard by shard. Shards are numbered from 0 without gaps. */
export async function listAccounts(store: Store, book: string): Promise<readonly Account[]> {
  const of = async (shard?: number) => {
    const page = await store.query({ pk: accountPartition(book, shard), limit: ACCOUNTS_PER_PARTITION_MAX });
    return page.items.map(parseAccount);
  };
  const accounts = await of();
  for (let shard = 0; shard < SHARDS_MAX; shard++) {
    const sharded = await of(shard);
    if (sharded.length === 0) break;
    accounts.push(...sharded);
  }
  return accounts;
}

const JOURNAL_PAGE = 500;

/** One page of one bucket of a book's journal, by id. `bucket` counts from 0 to `JOURNAL_BUCKETS − 1`. */
export async function listTransfers(
  store: Store,
  page: { book: string; bucket: number; after?: StoredItem | undefined },
): Promise<Page<Transfer>> {
  const { items, next } = await store.query({
    pk: `LEDGER#${page.book}#${page.bucket}`,
    limit: JOURNAL_PAGE,
    after: page.after,
  });
  return { items: items.map(parseTransfer), next };
}

/** Every transfer of a book, one bounded page at a time: for the daily replay, an export, the story. */
export async function* journal(store: Store, book: string): AsyncGenerator<Transfer> {
  for (let bucket = 0; bucket < JOURNAL_BUCKETS; bucket++) {
    let after: StoredItem | undefined;
    do {
      const page = await listTransfers(store, { book, bucket, after });
      yield* page.items;
      after = page.next;
    } while (after !== undefined);
  }
}

/** The whole journal of one book in memory: for books of a size that a person reads. */
export async function readJournal(store: Store, book: string): Promise<readonly Transfer[]> {
  const transfers: Transfer[] = [];
  for await (const transfer of journal(store, book)) transfers.push(transfer);
  return transfers;
}

/** Opens those of the accounts that are missing. Harmless to repeat; each opening is its own conditional write. */
export async function ensureAccounts(store: Store, ids: readonly AccountId[]): Promise<void> {
  for (const id of ids) {
    if ((await loadAccount(store, id)) !== undefined) continue;
    await store.commit({ [`account:${id}`]: openAccount(id) }); // refused only when somebody else just opened it
  }
}
