import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOf } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Currency } from "../money/currency.ts";
import { money } from "../money/money.ts";
import { type AccountCode, accountId, balanceOf, COUNTER_MAX } from "./account.ts";
import { campaignAccountIds } from "./chart.ts";
import { type Books, decideTransfers, openBooks } from "./decide-transfer.ts";
import { formatLedgerTable } from "./format-ledger-table.ts";
import { type Transfer, type TransferDraft, transferId } from "./transfer.ts";
import { replay, replayDifferences, trialBalance } from "./trial-balance.ts";

const book = "cmp_00000000000000000001";
const at = instantOf(Date.UTC(2026, 10, 24, 8));
const account = (code: AccountCode, currency: Currency = "EUR") => accountId({ book, code, currency });
const [custody, backers, payable] = [account("custody"), account("backers"), account("refund-payable")];

const move = (name: string, minor: number, more: Partial<TransferDraft> = {}): TransferDraft => ({
  id: transferId([name]),
  book,
  debit: backers,
  credit: payable,
  amount: money(minor, "EUR"),
  step: "posted",
  cause: name,
  at,
  origin: "command",
  ...more,
});
const paid = (minor: number) => move("paid", minor, { debit: custody, credit: backers, origin: "bank_fact" });

/** Takes drafts one transaction after another; every one of them must be accepted. */
function after(books: Books, ...transactions: readonly (readonly TransferDraft[])[]): Books {
  return transactions.reduce((before, drafts) => {
    const decided = decideTransfers(before, drafts);
    invariant(decided.ok, "the setting of a test is accepted");
    return decided.value;
  }, books);
}
const open = openBooks(campaignAccountIds({ book, currency: "EUR", shards: 0 }));

describe("decideTransfers", () => {
  it("counts holds: of six holds of 10.00 on 50.00 the sixth is refused", () => {
    const holds = [1, 2, 3, 4, 5].map((i) => [move(`hold-${i}`, 1_000, { step: "pending" })]);
    const books = after(open, [paid(5_000)], ...holds);
    expect(decideTransfers(books, [move("hold-6", 1_000, { step: "pending" })])).toEqual({
      ok: false,
      error: { kind: "insufficient_available", accountId: backers, availableMinor: 0, neededMinor: 1_000 },
    });
  });

  it("takes the last cent and refuses one more", () => {
    const books = after(open, [paid(100)]);
    expect(decideTransfers(books, [move("all", 100)])).toMatchObject({ ok: true });
    expect(decideTransfers(books, [move("all", 101)])).toMatchObject({
      error: { kind: "insufficient_available", neededMinor: 101 },
    });
  });

  it("always posts what a bank has booked, also below zero", () => {
    const books = after(open, [move("fact", 1, { origin: "bank_fact" })]);
    expect(books.accounts.get(backers)?.available).toBe(-1);
  });

  it("lets what enters in the same transaction leave again", () => {
    const through = [paid(40), move("out", 40)];
    expect(after(open, through).accounts.get(payable)?.available).toBe(40);
  });

  it("says already_posted to the same transfer at a later attempt, and names the first field that differs", () => {
    const books = after(open, [paid(100)]);
    const answer = (more: Partial<TransferDraft>) => decideTransfers(books, [{ ...paid(100), ...more }]);
    expect(answer({ at: instantOf(Date.parse(at) + 1) })).toMatchObject({
      error: { kind: "already_posted" },
    });
    expect(answer({ amount: money(101, "EUR") })).toMatchObject({
      error: { kind: "exists_with_different_amount" },
    });
    expect(answer({ credit: payable })).toMatchObject({ error: { kind: "exists_with_different_credit" } });
    expect(answer({ debit: payable })).toMatchObject({ error: { kind: "exists_with_different_debit" } });
    expect(answer({ cause: "x" })).toMatchObject({ error: { kind: "exists_with_different_cause" } });
    expect(answer({ origin: "command" })).toMatchObject({ error: { kind: "exists_with_different_origin" } });
    expect(answer({ step: "pending" })).toMatchObject({ error: { kind: "exists_with_different_step" } });
  });

  it.each([
    ["zero", 0],
    ["a negative amount", -1],
    ["2^53 + 1, which a number cannot tell from 2^53", 2 ** 53],
    ["half a cent", 0.5],
  ])("refuses %s as malformed", (_name, minor) => {
    const amount = { minor, currency: "EUR" } as const;
    expect(decideTransfers(open, [{ ...paid(1), amount }])).toEqual({
      ok: false,
      error: { kind: "malformed_transfer", field: expect.stringMatching(/^amount/) },
    });
  });

  it("refuses one account on both sides, another book, and another currency", () => {
    const id = paid(1).id;
    const refused = (more: Partial<TransferDraft>) => decideTransfers(open, [{ ...paid(1), ...more }]);
    expect(refused({ debit: backers })).toEqual({
      ok: false,
      error: { kind: "accounts_must_differ", transferId: id },
    });
    expect(refused({ book: "platform" })).toEqual({
      ok: false,
      error: { kind: "account_of_another_book", transferId: id },
    });
    expect(refused({ debit: account("custody", "CHF") })).toEqual({
      ok: false,
      error: { kind: "currency_mismatch", transferId: id },
    });
  });

  it("keeps every counter below 2^52, so that two of them still add up exactly", () => {
    const books = after(open, [paid(COUNTER_MAX)]);
    const one = move("one", 1, { debit: custody, credit: backers, origin: "bank_fact" });
    expect(decideTransfers(books, [one])).toMatchObject({ error: { kind: "counter_overflow" } });
  });

  it("expires a hold at its instant, not a millisecond before, and lets nothing else resolve it from then on", () => {
    const expiresAt = instantOf(Date.parse(at) + 1_000);
    const hold = move("hold", 10, { step: "pending", expiresAt });
    const books = after(open, [paid(10)], [hold]);
    const resolve = (step: "post" | "expire", ms: number) =>
      decideTransfers(books, [
        move(step, 10, { step, pendingId: hold.id, at: instantOf(Date.parse(at) + ms) }),
      ]);
    expect(resolve("expire", 999)).toMatchObject({ error: { kind: "pending_transfer_not_due" } });
    expect(resolve("post", 999)).toMatchObject({ ok: true });
    expect(resolve("post", 1_000)).toMatchObject({ error: { kind: "pending_transfer_expired" } });
    expect(resolve("expire", 1_000)).toMatchObject({ ok: true });
  });

  it("reverses at most once, at most the amount, and only with the sides swapped", () => {
    const books = after(open, [paid(10)]);
    const back = (name: string, minor: number, more: Partial<TransferDraft> = {}) =>
      move(name, minor, { debit: backers, credit: custody, corrects: paid(10).id, ...more });
    expect(decideTransfers(books, [back("a", 11, { origin: "bank_fact" })])).toMatchObject({
      error: { kind: "not_a_reversal" },
    });
    expect(decideTransfers(books, [back("a", 10, { debit: custody, credit: backers })])).toMatchObject({
      error: { kind: "not_a_reversal" },
    });
    const corrected = after(books, [back("a", 4)]);
    expect(decideTransfers(corrected, [back("b", 6)])).toMatchObject({
      error: { kind: "already_corrected" },
    });
  });

  it.each(["JPY", "EUR", "KWD"] as const)("keeps %s in its own minor units", (currency) => {
    const ids = campaignAccountIds({ book, currency, shards: 0 });
    const draft = {
      ...paid(1_234),
      debit: account("custody", currency),
      credit: account("backers", currency),
      amount: money(1_234, currency),
    };
    const { accounts } = after(openBooks(ids), [draft]);
    expect(formatLedgerTable([...accounts.values()])).toMatchSnapshot();
  });
});

const CODES = ["custody", "backers", "control", "refund-payable", "tranche-locked"] as const;
const asked = fc.record({
  debit: fc.constantFrom(...CODES),
  credit: fc.constantFrom(...CODES),
  minor: fc.integer({ min: 1, max: 1_000 }),
  step: fc.constantFrom("posted", "posted", "pending", "post", "void", "again", "reverse"),
  pick: fc.nat(),
  origin: fc.constantFrom("command", "command", "bank_fact"),
} as const);

/** Turns a random wish into a draft; `post`, `void`, `again` and `reverse` refer to an earlier transfer. */
function draftFor(
  wish: typeof asked extends fc.Arbitrary<infer W> ? W : never,
  i: number,
  earlier: readonly Transfer[],
) {
  const sides = { debit: account(wish.debit), credit: account(wish.credit) };
  const before = earlier[wish.pick % Math.max(1, earlier.length)];
  const { step, origin, minor } = wish;
  if (step === "posted" || step === "pending") return move(`w${i}`, minor, { ...sides, step, origin });
  if (before === undefined) return undefined;
  if (step === "again") return before;
  if (step === "reverse") {
    const swapped = { debit: before.credit, credit: before.debit, corrects: before.id } as const;
    return move(`w${i}`, minor, { ...swapped, origin });
  }
  const hold = { debit: before.debit, credit: before.credit, pendingId: before.id, origin } as const;
  const part = step === "post" && minor <= before.amount.minor ? { pendingAmount: before.amount } : {};
  return move(`w${i}`, step === "void" ? before.amount.minor : minor, { ...hold, ...part, step });
}

describe("whatever is asked of the ledger", () => {
  it("debits equal credits, balances equal their entries, and no command takes more than is there", () => {
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 60 }), (wishes) => {
        let books = open;
        const below = new Set<string>();
        for (const [i, wish] of wishes.entries()) {
          const draft = draftFor(wish, i, [...books.transfers.values()]);
          if (draft === undefined) continue;
          const decided = decideTransfers(books, [draft]);
          if (!decided.ok) continue;
          books = decided.value;
          for (const { id, available } of books.accounts.values()) {
            if (available >= 0) below.delete(id);
            else if (!below.has(id)) {
              expect(draft.origin).toBe("bank_fact");
              below.add(id);
            }
          }
        }
        const transfers = [...books.transfers.values()];
        expect(replayDifferences(books.accounts.values(), transfers)).toEqual([]);
        expect(
          [...replay(transfers.toReversed()).values()].every(
            ({ id, available }) => books.accounts.get(id)?.available === available,
          ),
        ).toBe(true);
        for (const line of trialBalance(books.accounts.values())) {
          expect(line).toMatchObject({ differencePosted: 0, differencePending: 0 });
        }
      }),
      { numRuns: 300 },
    );
  });

  it("leaves the books as they are when any transfer of a transaction is refused", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 101, max: 1_000 }), (fits, tooMuch) => {
        const books = after(open, [paid(100)]);
        const before = JSON.stringify([...books.accounts.values()]);
        expect(decideTransfers(books, [move("a", fits), move("b", tooMuch)]).ok).toBe(false);
        expect(JSON.stringify([...books.accounts.values()])).toBe(before);
        expect(books.transfers.size).toBe(1);
      }),
    );
  });
});

describe("formatLedgerTable", () => {
  it("prints transfers in the order of time, with holds and what became of them", () => {
    const hold = move("refund", 1_250, { step: "pending", debit: payable, credit: custody });
    const later = instantOf(Date.parse(at) + 60_000);
    const settled = {
      ...hold,
      id: transferId(["settled"]),
      step: "post",
      pendingId: hold.id,
      at: later,
    } as const;
    expect(formatLedgerTable([settled, hold])).toBe(
      [
        "at (UTC)          debit           credit   amount       step     cause",
        "----------------  --------------  -------  ------  ---  -------  ------",
        "2026-11-24 08:00  refund-payable  custody   12.50  EUR  held     refund",
        "2026-11-24 08:01  refund-payable  custody   12.50  EUR  settled  refund",
      ].join("\n"),
    );
  });

  it("shows a balance on its normal side", () => {
    const { accounts } = after(open, [paid(5)]);
    const of = (id: typeof custody) =>
      balanceOf(
        id,
        accounts.get(id) ?? { debitsPending: 0, debitsPosted: 0, creditsPending: 0, creditsPosted: 0 },
      );
    expect([of(custody), of(backers)]).toEqual([5, 5]);
  });
});
