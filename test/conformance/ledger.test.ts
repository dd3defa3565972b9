import { type AccountId, availableOf, type Counters, NO_COUNTERS } from "@firstlot/core/ledger/account";
import { type Books, decideTransfers, openBooks } from "@firstlot/core/ledger/decide-transfer";
import type { TransferDraft, TransferId } from "@firstlot/core/ledger/transfer";
import { describe, expect, it } from "vitest";
import { REASONS, readCases } from "./ledger-cases.ts";
import { type LedgerUnderTest, runCases } from "./ledger-runner.ts";

/** The rules as a value, behind the interface of the table's runner. */
class PureLedger implements LedgerUnderTest {
  readonly book = "cmp_00000000000000000000";
  #books: Books = openBooks([]);

  async open(id: AccountId, counters: Counters = NO_COUNTERS) {
    const account = { id, ...counters, available: availableOf(id, counters) };
    this.#books = { ...this.#books, accounts: new Map([...this.#books.accounts, [id, account]]) };
  }

  async commit(drafts: readonly TransferDraft[]) {
    const decided = decideTransfers(this.#books, drafts);
    if (decided.ok) this.#books = decided.value;
    return decided;
  }

  async counters(id: AccountId) {
    return this.#books.accounts.get(id);
  }

  async transfer(id: TransferId) {
    return this.#books.transfers.get(id);
  }
}

const cases = readCases();

describe.skipIf(cases === undefined)("the case table of two-phase transfers, put to the pure rules", () => {
  const counted = { ran: 0, skipped: new Map<string, number>() };

  it.each((cases ?? []).map((part) => [`${part.test} (from line ${part.steps[0]?.number})`, part] as const))(
    "%s",
    async (_name, part) => {
      const run = await runCases(part, new PureLedger());
      for (const { number, what, actual, expected } of run.findings) {
        expect({ number, what, answer: actual }).toEqual({ number, what, answer: expected });
      }
      counted.ran += run.ran;
      for (const [reason, count] of run.skipped) {
        counted.skipped.set(reason, (counted.skipped.get(reason) ?? 0) + count);
      }
    },
  );

  it("accounts for every line: played, or named with the reason why it has no counterpart", () => {
    const notApplicable = [...counted.skipped].map(([reason, count]) => ({ reason, count }));
    const total = counted.ran + notApplicable.reduce((sum, { count }) => sum + count, 0);
    for (const { reason } of notApplicable) expect(Object.keys(REASONS)).toContain(reason);
    console.info(`case table: ${counted.ran} lines played, ${total - counted.ran} without a counterpart`);
    console.table(notApplicable);
    expect(total).toBe(313);
    expect(counted.ran).toBeGreaterThanOrEqual(240);
  });
});
