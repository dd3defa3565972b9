import { accountNumberSchema } from "@firstlot/core/bank/account-number";
import { bankFactName, bankFactSchema, bankFactWrite } from "@firstlot/core/bank/bank-fact";
import type { Break } from "@firstlot/core/bank/break";
import { listBreaks } from "@firstlot/core/bank/break-store";
import { ingestStatements } from "@firstlot/core/bank/ingest-statement";
import { loadInstruction } from "@firstlot/core/bank/instruction-store";
import { loadTerms } from "@firstlot/core/bank/reconcile";
import {
  confirmBreakResolution,
  explainDifference,
  proposeBreakResolution,
  reopenDifference,
} from "@firstlot/core/bank/resolve-break";
import { invariant } from "@firstlot/core/kernel/invariant";
import { accountId } from "@firstlot/core/ledger/account";
import { money } from "@firstlot/core/money/money";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BankScene } from "./bank-scene.ts";
import { type LocalStore, openLocalStore } from "./local-store.ts";
import { must } from "./must.ts";

let local: LocalStore;
let bank: BankScene;
beforeAll(async () => {
  local = await openLocalStore();
});
afterAll(() => local.close());
beforeEach(async () => {
  bank = new BankScene(local);
  await bank.open();
});
afterEach(() => bank.close());

const breaks = async (): Promise<readonly Break[]> => {
  const account = { partnerId: bank.partner.id, account: bank.custody };
  return (await listBreaks(local.store, { status: "open", account, limit: 50 })).breaks;
};
const kinds = async () => (await breaks()).map(({ kind }) => kind).sort();
const theBreak = async (): Promise<Break> => {
  const [found, ...more] = await breaks();
  invariant(found !== undefined && more.length === 0, "one break");
  return found;
};

describe("reconciliation", () => {
  it("goes on with what one run could not match", async () => {
    const empty = Array.from({ length: 61 }, (_, day) => bank.statement(day + 1, 0, []));
    await bank.upload(...empty.slice(0, 50));
    await bank.upload(...empty.slice(50));
    expect(await bank.match()).toMatchObject({ sequence: 61, differenceMinor: 0 });
  });

  it("is zero with every term listed, while something is on its way", async () => {
    const paid = await bank.fund();
    const sent = await bank.sent();
    await bank.say(bank.word(sent, "settled"));
    const late = await bank.fund(5_00);
    await bank.upload(bank.statement(1, 0, [paid]));
    const first = await bank.match();
    expect(first).toMatchObject({
      closingMinor: 1_000_00,
      ledgerMinor: 905_00,
      inNotBookedMinor: 5_00,
      outNotBookedMinor: 100_00,
      breaksMinor: 0,
      differenceMinor: 0,
    });
    invariant(first !== undefined, "reconciled");
    const terms = await loadTerms(bank.blobs, first);
    expect(terms.inNotBooked.map(({ bankReference }) => bankReference)).toEqual([late.reference]);
    expect(terms.outNotBooked.map(({ cause }) => cause)).toEqual([sent.id]);
    const settled = bank.entry({
      reference: `settled-${sent.endToEndId.slice(-12)}`,
      direction: "debit",
      amountMinor: 100_00,
      endToEndId: sent.endToEndId,
    });
    await bank.upload(bank.statement(2, 1_000_00, [settled, late]));
    expect(await bank.match()).toMatchObject({
      closingMinor: 905_00,
      inNotBookedMinor: 0,
      outNotBookedMinor: 0,
      differenceMinor: 0,
    });
    expect(await breaks()).toEqual([]);
  });

  it("applies a lost confirmation from the statement: settled, and returned", async () => {
    const paid = await bank.fund();
    const sent = await bank.sent();
    const { endToEndId } = sent;
    const out = bank.entry({ reference: "OUT-1", direction: "debit", amountMinor: 100_00, endToEndId });
    const back = bank.entry({
      reference: "BACK-1",
      direction: "credit",
      amountMinor: 100_00,
      endToEndId,
      kind: "return",
      reason: "AC04",
    });
    await bank.upload(bank.statement(1, 0, [paid, out, back]));
    expect(await bank.match()).toMatchObject({ closingMinor: 1_000_00, differenceMinor: 0 });
    expect(await bank.instruction(sent)).toMatchObject({ status: "returned", reason: "AC04" });
    const late = bank.word(sent, "settled", { bankReference: "OUT-1" });
    expect(await bank.say(late)).toBe("already_applied");
  });

  it("takes no credit for the way out: money that came in under our end-to-end id settles nothing", async () => {
    const paid = await bank.fund();
    const sent = await bank.sent();
    const { endToEndId } = sent;
    const back = bank.entry({ reference: "IN-1", direction: "credit", amountMinor: 100_00, endToEndId });
    await bank.upload(bank.statement(1, 0, [paid, back]));
    expect(await bank.match()).toMatchObject({ closingMinor: 1_100_00, differenceMinor: 0 });
    expect(await bank.instruction(sent)).toMatchObject({ status: "sent" });
    expect(await breaks()).toMatchObject([{ kind: "unmatched_credit" }]);
  });

  it("story 13: a second file with the same statement changes nothing; other content under its number is a break", async () => {
    const paid = await bank.fund();
    const statement = bank.statement(1, 0, [paid]);
    await bank.upload(statement);
    await bank.match();
    expect(await bank.upload(statement)).toMatchObject([{ outcome: "already_received" }]);
    const other = bank.statement(1, 0, [{ ...paid, remittance: "other" }]);
    expect(await bank.upload(other)).toMatchObject([{ outcome: "conflict" }]);
    expect(await kinds()).toEqual(["statement_conflict"]);
    expect(await bank.match()).toMatchObject({ differenceMinor: 0 });
  });

  it("story 14: the same line twice is a break; equal amounts under two references are two facts", async () => {
    const one = await bank.fund(7_00);
    const two = await bank.fund(7_00);
    await bank.upload(bank.statement(1, 0, [one, two, one]));
    expect(await bank.match()).toMatchObject({ closingMinor: 21_00, breaksMinor: 7_00, differenceMinor: 0 });
    expect(await theBreak()).toMatchObject({ kind: "duplicate_line", unpostedMinor: 7_00 });
  });

  it("story 15: a gap stops matching until the missing statement comes", async () => {
    const one = await bank.fund(7_00);
    const two = await bank.fund(8_00);
    const three = await bank.fund(9_00);
    await bank.upload(bank.statement(62, 0, [one]));
    await bank.upload(bank.statement(64, 15_00, [three]));
    expect(await bank.match()).toMatchObject({ sequence: 62, differenceMinor: 0 });
    expect(await kinds()).toEqual(["statement_gap"]);
    await bank.upload(bank.statement(63, 7_00, [two]));
    expect(await bank.match()).toMatchObject({ sequence: 64, closingMinor: 24_00, differenceMinor: 0 });
    expect(await breaks()).toEqual([]);
  });

  it("story 15: an opening that is 0.10 off stops matching; explained, it goes on as a named term", async () => {
    const one = await bank.fund(7_00);
    const two = await bank.fund(8_00);
    await bank.upload(bank.statement(1, 0, [one]));
    await bank.upload(bank.statement(2, 7_10, [two]));
    expect(await bank.match()).toMatchObject({ sequence: 1, differenceMinor: 0 });
    const found = await theBreak();
    expect(found).toMatchObject({ kind: "opening_differs", unpostedMinor: 10 });
    const input = { breakId: found.id, by: { userId: "usr_1", personId: "p1" } };
    must(
      await explainDifference(bank.deps, bank.command(), { ...input, note: "interest of the old account" }),
    );
    expect(await bank.match()).toMatchObject({
      sequence: 2,
      closingMinor: 15_10,
      breaksMinor: 10,
      differenceMinor: 0,
    });
    expect(must(await reopenDifference(bank.deps, bank.command(), input)).value.status).toBe("open");
  });

  it("story 16: an amount off by 0.01 is not matched: the difference is in suspense and the break names the line", async () => {
    const paid = await bank.fund(7_00);
    await bank.upload(bank.statement(1, 0, [{ ...paid, amountMinor: 7_01 }]));
    expect(await bank.match()).toMatchObject({ closingMinor: 7_01, differenceMinor: 0 });
    expect(await theBreak()).toMatchObject({
      kind: "amount_differs",
      suspenseMinor: 1,
      bankReference: paid.reference,
      line: expect.stringMatching(/^stm_.*:1$/),
    });
  });

  it("story 17: a word in another currency puts nothing on the account: the line is in suspense whole, never netted", async () => {
    const line = bank.entry({ reference: "IN-1", direction: "credit", amountMinor: 7_00 });
    const said = bankFactSchema.parse({
      partnerId: bank.partner.id,
      account: bank.custody,
      bankReference: "IN-1",
      amount: money(7_00, "CHF"),
      direction: "credit",
      bookedAt: bank.now,
      cause: "suspense",
      at: bank.now,
    });
    must(await local.store.commit({ [bankFactName(said)]: bankFactWrite(said) }));
    await bank.upload(bank.statement(1, 0, []));
    expect(await bank.match()).toMatchObject({ inNotBookedMinor: 0, differenceMinor: 0 });
    await bank.upload(bank.statement(2, 0, [line]));
    expect(await bank.match()).toMatchObject({ closingMinor: 7_00, differenceMinor: 0 });
    expect(await theBreak()).toMatchObject({ kind: "amount_differs", suspenseMinor: 7_00, currency: "EUR" });
  });

  it("story 18 and bank charges: what nobody knows is posted to suspense with a break", async () => {
    const paid = await bank.fund(7_00);
    const charge = bank.entry({ reference: "FEE-1", direction: "debit", amountMinor: 25 });
    const { counterparty: _counterparty, ...gift } = bank.entry({
      reference: "GIFT-1",
      direction: "credit",
      amountMinor: 3_00,
      remittance: "for Maria",
    });
    await bank.upload(bank.statement(1, 0, [paid, charge, gift]));
    expect(await bank.match()).toMatchObject({ closingMinor: 9_75, differenceMinor: 0 });
    expect(await kinds()).toEqual(["unmatched_credit", "unmatched_debit"]);
    expect(await bank.balances()).toMatchObject({
      "partner.custody.EUR": 2_75,
      "partner.suspense.EUR": -2_75,
    });
    expect(await bank.match()).toMatchObject({ differenceMinor: 0 });
  });

  it("names a line of zero, and refuses a file that does not add up or is of another currency, whole", async () => {
    const paid = await bank.fund(7_00);
    const nothing = bank.entry({ reference: "ZERO-1", direction: "credit", amountMinor: 0 });
    await bank.upload(bank.statement(1, 0, [paid, nothing]));
    expect(await bank.match()).toMatchObject({ differenceMinor: 0 });
    expect(await kinds()).toEqual(["zero_amount"]);
    const bytes = Buffer.from("record,account\n");
    const file = { partnerId: bank.partner.id, format: "csv" as const };
    expect(await ingestStatements(bank.deps, bank.command(), { ...file, bytes })).toMatchObject({
      error: { kind: "statement_refused" },
    });
    const francs = { ...bank.statement(2, 7_00, []), currency: "CHF" as const };
    await expect(bank.upload(francs)).rejects.toThrow("unknown_account");
  });

  it("gives a difference that stays a name", async () => {
    const paid = await bank.fund(7_00);
    const { transferWrites } = await import("@firstlot/core/ledger/ledger-store");
    const { transferId } = await import("@firstlot/core/ledger/transfer");
    const of = (code: "custody" | "suspense") => accountId({ book: bank.partner.id, code, currency: "EUR" });
    const slip = {
      id: transferId([bank.campaign, "slip"]),
      book: bank.partner.id,
      debit: of("custody"),
      credit: of("suspense"),
      amount: { minor: 11, currency: "EUR" as const },
      step: "posted" as const,
      cause: "slip",
      at: bank.now,
      origin: "bank_fact" as const,
    };
    must(await local.store.commit(transferWrites([slip])));
    await bank.upload(bank.statement(1, 0, [paid]));
    expect(await bank.match()).toMatchObject({ differenceMinor: -11 });
    expect(await theBreak()).toMatchObject({ kind: "unexplained_difference", unpostedMinor: -11 });
  });
});

describe("a break", () => {
  const unknownCredit = async () => {
    const { counterparty: _counterparty, ...gift } = bank.entry({
      reference: "GIFT-1",
      direction: "credit",
      amountMinor: 3_00,
    });
    await bank.upload(bank.statement(1, 0, [gift]));
    await bank.match();
    return theBreak();
  };
  const person = (n: number) => ({ userId: `usr_${n}`, personId: `p${n}` });
  const payer = { name: "Maria", account: accountNumberSchema.parse("DE89370400440532013000") };

  it("is returned to its payer by two persons, by an instruction, and by no single one", async () => {
    const { id: breakId } = await unknownCredit();
    const by = { ...person(1), at: bank.now };
    const proposal = { action: "return_to_payer" as const, creditor: payer, note: "asked for it", by };
    must(await proposeBreakResolution(bank.deps, bank.command(), { breakId, proposal }));
    const confirm = (n: number) =>
      confirmBreakResolution(bank.deps, bank.command(), { breakId, by: person(n) });
    expect(await confirm(1)).toMatchObject({ error: { kind: "same_person" } });
    const resolved = must(await confirm(2)).value;
    invariant(resolved.status === "returned_to_payer", "resolved");
    expect(await loadInstruction(local.store, resolved.instructionId)).toMatchObject({
      status: "created",
      cause: { kind: "break", id: breakId },
      amount: { minor: 3_00 },
    });
    expect(await confirm(3)).toMatchObject({ error: { kind: "break_status" } });
  });

  it("is corrected by a transfer inside its book, and the equation stays zero", async () => {
    const { id: breakId } = await unknownCredit();
    const by = { ...person(1), at: bank.now };
    const to = (book: string) => accountId({ book, code: "dormant", currency: "EUR" });
    const proposal = (book: string) => ({ action: "correct" as const, to: to(book), note: "dormant", by });
    const wrong = { breakId, proposal: proposal(bank.campaign) };
    expect(await proposeBreakResolution(bank.deps, bank.command(), wrong)).toMatchObject({
      error: { kind: "account_of_another_book" },
    });
    must(
      await proposeBreakResolution(bank.deps, bank.command(), {
        breakId,
        proposal: proposal(bank.partner.id),
      }),
    );
    must(await confirmBreakResolution(bank.deps, bank.command(), { breakId, by: person(2) }));
    expect(await bank.balances()).toEqual({ "partner.custody.EUR": 3_00, "partner.dormant.EUR": -3_00 });
    expect(await bank.match()).toMatchObject({ differenceMinor: 0, breaks: 0 });
  });
});
