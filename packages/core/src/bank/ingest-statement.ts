import { readCamt053 } from "@firstlot/partner-kit/camt053-read";
import type { Statement, StatementFileRefusal } from "@firstlot/partner-kit/statement";
import { readStatementCsv } from "@firstlot/partner-kit/statement-csv";
import { z } from "zod";
import type { PartnerId } from "../identity/actor.ts";
import { type BlobKey, type BlobStore, blobKeySchema } from "../kernel/blob-store.ts";
import { canonicalJson } from "../kernel/canonical-json.ts";
import type { Command } from "../kernel/command.ts";
import { sha256Hex } from "../kernel/id.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { mergeWrites } from "../kernel/merge-writes.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store } from "../kernel/store.ts";
import { putWork } from "../work/work-item.ts";
import { type AccountNumber, accountNumberSchema } from "./account-number.ts";
import { type BankAccount, loadBankAccount } from "./bank-account.ts";
import { breakIdOf } from "./break.ts";
import { openBreak } from "./break-store.ts";
import { quarantine } from "./quarantine.ts";
import {
  changeStatement,
  loadStatement,
  type StatementRecord,
  statementRecordIdOf,
} from "./statement-record.ts";
import { suspenseBook } from "./suspense.ts";

export interface StatementDeps {
  readonly store: Store;
  readonly blobs: BlobStore;
}

export type StatementFormat = StatementRecord["format"];

const CONTENT_TYPE = { camt053: "application/xml", csv: "text/csv" } as const;
const STATEMENTS_PER_FILE_MAX = 50;

/** What became of each statement of a file. */
export type Ingested = Readonly<{
  account: AccountNumber;
  statementId: string;
  sequence: number;
  outcome: "received" | "already_received" | "conflict";
}>;

/** Why a file was not taken: nothing of it is used. The bytes are kept, and a person is told. */
export type IngestRefusal = Readonly<
  | { kind: "statement_refused"; refusal: StatementFileRefusal }
  | { kind: "unknown_account"; account: string }
  | { kind: "too_many_statements"; max: number }
>;

/** Reads the statements of a file. */
export const readStatements = (
  bytes: Uint8Array,
  format: StatementFormat,
): Result<readonly Statement[], StatementFileRefusal> =>
  format === "csv" ? readStatementCsv(bytes) : readCamt053(bytes);

/**
 * Takes in a statement file, whole or not at all: the bytes are kept, each statement is recorded once per account and
 * number, and matching is asked for. A second file with the same content changes nothing; other content under a used
 * number opens a break.
 * @see docs/rules/reconciliation.md#statements
 */
export async function ingestStatements(
  deps: StatementDeps,
  command: Command,
  file: { partnerId: PartnerId; bytes: Uint8Array; format: StatementFormat },
): Promise<Result<readonly Ingested[], IngestRefusal>> {
  const { partnerId, bytes, format } = file;
  const blobKey = await keepBytes(deps.blobs, file);
  const read = readStatements(bytes, format);
  if (!read.ok) {
    await keepRefused(deps, command, { partnerId, blobKey, refusal: read.error });
    return err({ kind: "statement_refused", refusal: read.error });
  }
  if (read.value.length > STATEMENTS_PER_FILE_MAX)
    return err({ kind: "too_many_statements", max: STATEMENTS_PER_FILE_MAX });
  const owned: { statement: Statement; account: BankAccount }[] = [];
  for (const statement of read.value) {
    const number = accountNumberSchema.safeParse(statement.account);
    const account = number.success
      ? await loadBankAccount(deps.store, { partnerId, number: number.data })
      : undefined;
    if (!account || account.currency !== statement.currency)
      return err({ kind: "unknown_account", account: statement.account });
    owned.push({ statement, account });
  }
  const ingested: Ingested[] = [];
  for (const [position, { statement, account }] of owned.entries()) {
    ingested.push(await ingest(deps, command, { statement, account, blobKey, format, position }));
  }
  return ok(ingested);
}

async function keepBytes(
  blobs: BlobStore,
  { partnerId, bytes, format }: { partnerId: PartnerId; bytes: Uint8Array; format: StatementFormat },
): Promise<BlobKey> {
  const sha256 = sha256Hex(bytes);
  const key = blobKeySchema.parse(`statements/${partnerId}/${sha256}.${format === "csv" ? "csv" : "xml"}`);
  const kept = await blobs.put(key, bytes, { contentType: CONTENT_TYPE[format], sha256 });
  invariant(kept.ok, "a statement file is kept under its own hash");
  killPoint("statement.bytes-kept");
  return key;
}

async function keepRefused(
  { store }: StatementDeps,
  command: Command,
  kept: { partnerId: PartnerId; blobKey: BlobKey; refusal: StatementFileRefusal },
): Promise<void> {
  const { writes } = quarantine({
    partnerId: kept.partnerId,
    reason: kept.refusal.kind,
    evidence: `blob:${kept.blobKey}`,
    fact: z.json().parse({ ...kept.refusal }),
    at: command.now,
    actor: command.actor,
  });
  await store.commit(writes); // refused only when it is kept already
}

async function ingest(
  { store }: StatementDeps,
  command: Command,
  taken: {
    statement: Statement;
    account: BankAccount;
    blobKey: BlobKey;
    format: StatementFormat;
    position: number;
  },
): Promise<Ingested> {
  const { statement, account, blobKey, format, position } = taken;
  const { partnerId, number, currency } = account;
  const { statementId, sequence, bankDay, openingMinor, closingMinor } = statement;
  const address = { partnerId, account: number, sequence };
  const contentHash = sha256Hex(canonicalJson(statement));
  const { next, writes } = changeStatement<StatementRecord>({
    previous: undefined,
    next: {
      ...address,
      id: statementRecordIdOf(address),
      currency,
      statementId,
      bankDay,
      openingMinor,
      closingMinor,
      lines: statement.entries.length,
      contentHash,
      blobKey,
      format,
      position,
      receivedAt: command.now,
      version: 1,
      eventHash: "",
      status: "received",
    },
    actor: command.actor,
    at: command.now,
    data: { account: number, sequence, bankDay, contentHash },
  });
  const work = putWork({
    kind: "statement.match",
    ref: next.id,
    dueAt: command.now,
    cause: [next.id],
    data: { partnerId, account: number },
  });
  const committed = await store.commit({ ...writes, work });
  killPoint("statement.received");
  const said = { account: number, statementId, sequence };
  if (committed.ok) return { ...said, outcome: "received" };
  const before = await loadStatement(store, address);
  if (before?.contentHash === contentHash) return { ...said, outcome: "already_received" };
  await openConflict(store, command, { account, next, contentHash });
  return { ...said, outcome: "conflict" };
}

/** Two statements of one number that say different things: one of them is wrong, and nobody knows which. */
async function openConflict(
  store: Store,
  command: Command,
  { account, next, contentHash }: { account: BankAccount; next: StatementRecord; contentHash: string },
): Promise<void> {
  const { writes } = openBreak(
    {
      id: breakIdOf([next.id, "statement_conflict", contentHash]),
      kind: "statement_conflict",
      partnerId: account.partnerId,
      account: account.number,
      currency: account.currency,
      line: `${next.id}:${next.blobKey}`,
      unpostedMinor: 0,
      suspenseMinor: 0,
      book: suspenseBook(account).book,
      at: command.now,
    },
    command.actor,
  );
  await store.commit(mergeWrites(writes)); // refused only when it is open already
}
