import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { instantOf } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import { err, ok } from "@firstlot/core/kernel/result";
import { Store } from "@firstlot/core/kernel/store";
import {
  type AccountId,
  accountId,
  accountKey,
  availableOf,
  type Counters,
  NO_COUNTERS,
  openAccount,
} from "@firstlot/core/ledger/account";
import { campaignAccountIds, consolidation } from "@firstlot/core/ledger/chart";
import {
  listAccounts,
  loadAccount,
  loadTransfer,
  readJournal,
  transferRefusal,
  transferWrites,
} from "@firstlot/core/ledger/ledger-store";
import {
  type TransferDraft,
  type TransferId,
  transferId,
  validateTransfer,
} from "@firstlot/core/ledger/transfer";
import { replayDifferences, trialBalance } from "@firstlot/core/ledger/trial-balance";
import { money } from "@firstlot/core/money/money";
import { dynamoClient } from "@firstlot/local/engine/dynamo-client";
import { type Engine, startEngine } from "@firstlot/local/engine/engine";
import { freePort } from "@firstlot/local/engine/free-port";
import { createTable } from "@firstlot/local/engine/table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCases } from "../conformance/ledger-cases.ts";
import { type LedgerUnderTest, runCases } from "../conformance/ledger-runner.ts";

const dataDir = mkdtempSync(join(tmpdir(), "firstlot-ledger-"));
let engine: Engine;
let store: Store;

beforeAll(async () => {
  engine = await startEngine({ port: await freePort(), dataDir });
  const dynamo = dynamoClient({ endpoint: engine.endpoint });
  await createTable({ dynamo, tableName: "firstlot" });
  store = new Store({ dynamo, tableName: "firstlot" });
});

afterAll(async () => {
  await engine?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const bookOf = (n: number) => `cmp_${String(n).padStart(20, "0")}`;

async function commit(drafts: readonly TransferDraft[]) {
  const malformed = drafts.map(validateTransfer).find((refusal) => refusal !== undefined);
  if (malformed !== undefined) return err(malformed);
  const committed = await store.commit(transferWrites(drafts));
  if (committed.ok) return ok(undefined);
  const refusal = transferRefusal(committed.error, drafts);
  invariant(refusal !== undefined, "a refused transfer is explained");
  return err(refusal);
}

/** The store's conditions, behind the interface of the table's runner. */
class StoredLedger implements LedgerUnderTest {
  readonly book: string;
  constructor(book: string) {
    this.book = book;
  }

  async open(id: AccountId, counters: Counters = NO_COUNTERS) {
    const Item = { ...accountKey(id), id, ...counters, available: availableOf(id, counters) };
    const set = { Put: { Item, ConditionExpression: "attribute_not_exists(nothing)" } };
    await store.commit({ set });
  }

  commit = commit;
  counters = (id: AccountId) => loadAccount(store, id);
  transfer = (id: TransferId) => loadTransfer(store, { book: this.book, id });
}

const cases = readCases();

describe.skipIf(cases === undefined)("the case table of two-phase transfers, put to the store", () => {
  it.each(
    (cases ?? []).map((part, i) => [`${part.test} (from line ${part.steps[0]?.number})`, i, part] as const),
  )("%s", async (_name, i, part) => {
    const run = await runCases(part, new StoredLedger(bookOf(100 + i)));
    for (const { number, what, actual, expected } of run.findings) {
      expect({ number, what, answer: actual }).toEqual({ number, what, answer: expected });
    }
  });
});

const at = instantOf(Date.UTC(2026, 10, 24, 8));

const draftOf = (
  book: string,
  name: string,
  move: Partial<TransferDraft> & Pick<TransferDraft, "debit" | "credit">,
  minor: number,
): TransferDraft => ({
  id: transferId([book, name]),
  book,
  amount: money(minor, "EUR"),
  step: "posted",
  cause: name,
  at,
  origin: "command",
  ...move,
});

describe("complaints about other ledgers", () => {
  const open = async (n: number, shards = 0) => {
    const book = bookOf(n);
    const ids = campaignAccountIds({ book, currency: "EUR", shards });
    for (const id of ids) await store.commit({ open: openAccount(id) });
    const of = (code: "custody" | "backers" | "refund-payable", shard?: number) =>
      accountId({ book, code, currency: "EUR", shard });
    return { book, of, custody: of("custody"), backers: of("backers"), payable: of("refund-payable") };
  };
  const books = async (book: string) => {
    const accounts = await listAccounts(store, book);
    const transfers = await readJournal(store, book);
    expect(replayDifferences(accounts, transfers)).toEqual([]);
    for (const line of trialBalance(accounts)) {
      expect(line).toMatchObject({ differencePosted: 0, differencePending: 0 });
    }
    return { accounts, transfers };
  };
  const fund = (of: { book: string; custody: AccountId; backers: AccountId }, minor: number) =>
    commit([draftOf(of.book, "paid", { debit: of.custody, credit: of.backers, origin: "bank_fact" }, minor)]);

  it("counts holds against the limit: of six holds of 10.00 on 50.00, five stand, however they race", async () => {
    const of = await open(1);
    await fund(of, 5_000);
    const hold = (i: number) =>
      draftOf(of.book, `hold-${i}`, { debit: of.backers, credit: of.payable, step: "pending" }, 1_000);
    const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((i) => commit([hold(i)])));
    expect(answers.filter(({ ok: taken }) => taken)).toHaveLength(5);
    const refused = answers.find(({ ok: taken }) => !taken);
    expect(refused).toMatchObject({
      error: { kind: "insufficient_available", availableMinor: 0, neededMinor: 1_000 },
    });
    await books(of.book);
  });

  it("keeps no trace of a refused hold, so that nothing can post it later", async () => {
    const of = await open(2);
    const hold = draftOf(of.book, "hold", { debit: of.backers, credit: of.payable, step: "pending" }, 1);
    expect(await commit([hold])).toMatchObject({ error: { kind: "insufficient_available" } });
    expect(await loadTransfer(store, hold)).toBeUndefined();
    const post = { ...hold, id: transferId(["post"]), step: "post", pendingId: hold.id } as const;
    expect(await commit([post])).toMatchObject({ error: { kind: "pending_transfer_not_found" } });
    expect((await books(of.book)).transfers).toEqual([]);
  });

  it("writes the journal row and both balances together or not at all", async () => {
    const of = await open(3);
    const missing = accountId({ book: of.book, code: "bank-charges", currency: "EUR" });
    const draft = draftOf(of.book, "paid", { debit: missing, credit: of.backers, origin: "bank_fact" }, 5);
    expect(await commit([draft])).toEqual(err({ kind: "account_not_found", accountId: missing }));
    expect(await loadTransfer(store, draft)).toBeUndefined();
    expect(await loadAccount(store, of.backers)).toMatchObject({ creditsPosted: 0 });
  });

  it("posts holds in bulk: twenty holds of one transaction are posted by one transaction", async () => {
    const of = await open(4);
    await fund(of, 20);
    const holds = Array.from({ length: 20 }, (_, i) =>
      draftOf(of.book, `hold-${i}`, { debit: of.backers, credit: of.payable, step: "pending" }, 1),
    );
    expect(await commit(holds)).toMatchObject({ ok: true });
    const posts = holds.map(
      (hold) => ({ ...hold, id: transferId(["post", hold.id]), step: "post", pendingId: hold.id }) as const,
    );
    expect(await commit(posts)).toMatchObject({ ok: true });
    expect(await loadAccount(store, of.payable)).toMatchObject({ creditsPosted: 20, creditsPending: 0 });
    await books(of.book);
  });

  it("lets exactly one of a racing post and void win", async () => {
    const of = await open(5);
    await fund(of, 100);
    const hold = draftOf(of.book, "hold", { debit: of.backers, credit: of.payable, step: "pending" }, 100);
    await commit([hold]);
    const resolve = (step: "post" | "void") =>
      commit([{ ...hold, id: transferId([step, hold.id]), step, pendingId: hold.id }]);
    const answers = await Promise.all([resolve("post"), resolve("void")]);
    expect(answers.filter(({ ok: taken }) => taken)).toHaveLength(1);
    await books(of.book);
  });

  it("posts 100 of 123 held, releases 23, and refuses a second post of the 23", async () => {
    const of = await open(6);
    await fund(of, 123);
    const hold = draftOf(of.book, "hold", { debit: of.backers, credit: of.payable, step: "pending" }, 123);
    await commit([hold]);
    const part = { step: "post", pendingId: hold.id, pendingAmount: hold.amount } as const;
    const post = (name: string, minor: number) =>
      commit([{ ...hold, ...part, id: transferId([name]), amount: money(minor, "EUR") }]);
    expect(await post("over", 124)).toMatchObject({ error: { kind: "exceeds_pending_transfer_amount" } });
    expect(await post("first", 100)).toMatchObject({ ok: true });
    expect(await post("second", 23)).toMatchObject({ error: { kind: "pending_transfer_already_posted" } });
    expect(await loadAccount(store, of.backers)).toMatchObject({ available: 23, debitsPending: 0 });
    await books(of.book);
  });

  it("reverses a transfer once", async () => {
    const of = await open(7);
    await fund(of, 50);
    const back = (name: string) =>
      commit([
        draftOf(
          of.book,
          name,
          {
            debit: of.backers,
            credit: of.custody,
            corrects: transferId([of.book, "paid"]),
            origin: "bank_fact",
          },
          50,
        ),
      ]);
    expect(await back("first")).toMatchObject({ ok: true });
    expect(await back("second")).toMatchObject({ error: { kind: "already_corrected" } });
    expect(await loadAccount(store, of.custody)).toMatchObject({ available: 0 });
    await books(of.book);
  });

  it("consolidates a shard once, whoever of two workers comes first", async () => {
    const of = await open(8, 2);
    const fact = { debit: of.of("custody", 1), credit: of.of("backers", 1), origin: "bank_fact" } as const;
    await commit([draftOf(of.book, "paid", fact, 70)]);
    const account = await loadAccount(store, of.of("backers", 1));
    const draft = account && consolidation(account, at);
    invariant(draft !== undefined, "there is something to move");
    const answers = await Promise.all([commit([draft]), commit([draft])]);
    expect(answers.filter(({ ok: taken }) => taken)).toHaveLength(1);
    expect(await loadAccount(store, of.backers)).toMatchObject({ available: 70 });
    expect((await listAccounts(store, of.book)).filter(({ available }) => available !== 0)).toHaveLength(2);
    await books(of.book);
  });
});
