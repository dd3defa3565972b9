import { bankDateSchema } from "@firstlot/core/bank/calendar";
import { draftInstruction } from "@firstlot/core/bank/draft-instruction";
import { queryInstruction } from "@firstlot/core/bank/query-instruction";
import { sendDueInstruction } from "@firstlot/core/bank/send-due-instruction";
import { closeIntent } from "@firstlot/core/campaign/run-campaign";
import { HOUR_MS } from "@firstlot/core/kernel/instant";
import { installKillPoint } from "@firstlot/core/kernel/kill-point";
import { accountId } from "@firstlot/core/ledger/account";
import { formatLedgerTable } from "@firstlot/core/ledger/format-ledger-table";
import {
  listAccounts,
  readJournal,
  transferRefusal,
  transferWrites,
} from "@firstlot/core/ledger/ledger-store";
import { type TransferDraft, transferId, validateTransfer } from "@firstlot/core/ledger/transfer";
import { replayDifferences } from "@firstlot/core/ledger/trial-balance";
import { allocate } from "@firstlot/core/money/allocation";
import { money } from "@firstlot/core/money/money";
import { decideSettlement } from "@firstlot/core/settlement/close-campaign";
import { listMessages } from "@firstlot/core/webhook/message";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BankScene } from "../store/bank-scene.ts";
import { type LocalStore, openLocalStore } from "../store/local-store.ts";
import { must } from "../store/must.ts";
import { CLOSES_AT, OPENS_AT, SettlementScene } from "../store/settlement-scene.ts";

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
afterEach(() => {
  installKillPoint(() => undefined);
  bank.close();
});

/** A book as a table for people, held against its journal on the way. */
async function table(book: string, store = local.store): Promise<string> {
  const accounts = await listAccounts(store, book);
  expect(replayDifferences(accounts, await readJournal(store, book))).toEqual([]);
  return `\n${formatLedgerTable(accounts)}\n`;
}
const campaign = () => table(bank.campaign);
/** The bank's own book: what it knows of and no campaign does. */
const unknown = () => table(bank.partner.id);
const of = (code: "custody" | "backers" | "refund-payable" | "control") =>
  accountId({ book: bank.campaign, code, currency: "EUR" });

const draft = (
  name: string,
  minor: number,
  more: Partial<TransferDraft> & Pick<TransferDraft, "debit" | "credit">,
): TransferDraft => ({
  ...{ id: transferId([bank.campaign, name]), book: bank.campaign, amount: money(minor, "EUR") },
  ...{ step: "posted", cause: name, at: bank.now, origin: "command" },
  ...more,
});
/** Posts together. @returns the ledger's refusal, if any */
async function posted(...drafts: readonly TransferDraft[]): Promise<string | undefined> {
  const refused = drafts.map(validateTransfer).find((refusal) => refusal !== undefined);
  if (refused !== undefined) return refused.kind;
  const committed = await local.store.commit(transferWrites(drafts));
  return committed.ok ? undefined : transferRefusal(committed.error, drafts)?.kind;
}

describe("money stories of holds", () => {
  /** 123.00 of what is to be refunded are held. */
  async function held(): Promise<(name: string, minor: number) => Promise<string | undefined>> {
    await bank.fund(123_00);
    const hold = draft("hold", 123_00, {
      ...{ debit: of("refund-payable"), credit: of("custody"), step: "pending" },
    });
    expect(await posted(hold)).toBeUndefined();
    const part = { step: "post", pendingId: hold.id, pendingAmount: hold.amount } as const;
    return (name, minor) =>
      posted({ ...hold, ...part, id: transferId([bank.campaign, name]), amount: money(minor, "EUR") });
  }

  it("story 5: of 123.00 held 100.00 are posted, 23.00 released, and the 23.00 are not posted afterwards", async () => {
    const post = await held();
    expect(await post("first", 100_00)).toBeUndefined();
    const once = await campaign();
    expect(await post("second", 23_00)).toBe("pending_transfer_already_posted");
    expect(await campaign()).toBe(once);
    expect(once).toMatchInlineSnapshot(`
      "
      account              debits  credits  held  balance
      --------------  ---  ------  -------  ----  -------
      custody         EUR  123.00   100.00  0.00    23.00
      refund-payable  EUR  100.00   123.00  0.00    23.00
      "
    `);
  });

  it("story 6: more than is held is refused, and nothing moves", async () => {
    const post = await held();
    const before = await campaign();
    expect(await post("too much", 123_01)).toBe("exceeds_pending_transfer_amount");
    expect(await campaign()).toBe(before);
    expect(before).toMatchInlineSnapshot(`
      "
      account              debits  credits    held  balance
      --------------  ---  ------  -------  ------  -------
      custody         EUR  123.00     0.00  123.00   123.00
      refund-payable  EUR    0.00   123.00  123.00   123.00
      "
    `);
  });

  it("story 19: 100.00 to three, and 1000.01 by weights, to the cent and in one order", async () => {
    await bank.fund(1_100_01);
    const shares = (minor: number, weights: readonly number[]) =>
      allocate(
        money(minor, "EUR"),
        weights.map((weight, i) => ({ key: `bkr_${i}`, weight })),
      );
    const parts = [...shares(100_00, [1, 1, 1]), ...shares(1_000_01, [5_000, 3_000, 2_000, 1])];
    const move = { debit: of("refund-payable"), credit: of("backers") };
    const moved = parts.map(({ minor }, i) => draft(`part ${i + 1}`, minor, move));
    expect(await posted(...moved)).toBeUndefined();
    const journal = (await readJournal(local.store, bank.campaign)).filter(({ cause }) =>
      cause.startsWith("part"),
    );
    expect(
      journal.map(({ cause, amount }) => `${cause}: ${(amount.minor / 100).toFixed(2)}`).sort(),
    ).toMatchInlineSnapshot(`
      [
        "part 1: 33.34",
        "part 2: 33.33",
        "part 3: 33.33",
        "part 4: 499.96",
        "part 5: 299.97",
        "part 6: 199.98",
        "part 7: 0.10",
      ]
    `);
    expect(await campaign()).toMatchInlineSnapshot(`
      "
      account               debits  credits  held  balance
      --------------  ---  -------  -------  ----  -------
      backers         EUR     0.00  1100.01  0.00  1100.01
      custody         EUR  1100.01     0.00  0.00  1100.01
      refund-payable  EUR  1100.01  1100.01  0.00     0.00
      "
    `);
  });
});

describe("money stories of an instruction", () => {
  it("stories 3 and 4: what comes after the settlement is stale or put before a person; nothing moves", async () => {
    await bank.fund();
    const sent = await bank.sent();
    expect(await bank.say(bank.word(sent, "settled"))).toBe("applied");
    const once = await campaign();
    expect(await bank.say(bank.word(sent, "accepted"))).toBe("stale");
    expect(await bank.say(bank.word(sent, "rejected", { sequence: 3 }))).toBe(
      "quarantined:rejected_after_settled",
    );
    expect(await campaign()).toBe(once);
    expect(once).toMatchInlineSnapshot(`
      "
      account               debits  credits  held  balance
      --------------  ---  -------  -------  ----  -------
      custody         EUR  1000.00   100.00  0.00   900.00
      refund-payable  EUR   100.00  1000.00  0.00   900.00
      "
    `);
  });

  it("stories 7 and 8: a silent bank is unknown and its money stays held; sent again under one id, it pays once", async () => {
    await bank.fund();
    const sent = await bank.sent();
    const silent = async () => {
      throw new Error("timeout");
    };
    const ask = (askBank: Parameters<typeof queryInstruction>[0]["askBank"]) =>
      queryInstruction({ ...bank.deps, askBank }, bank.command(), sent.id);
    await expect(ask(silent)).rejects.toThrow("timeout");
    expect((await bank.instruction(sent)).status).toBe("unknown");
    expect(await campaign()).toMatchInlineSnapshot(`
      "
      account               debits  credits    held  balance
      --------------  ---  -------  -------  ------  -------
      custody         EUR  1000.00     0.00  100.00  1000.00
      refund-payable  EUR     0.00  1000.00  100.00  1000.00
      "
    `);
    expect(await ask(async () => ({ known: false, endToEndId: sent.endToEndId }))).toEqual({
      kind: "resent",
    });
    expect(await bank.say(bank.word(sent, "settled"))).toBe("applied");
    expect(await bank.say(bank.word(sent, "settled"))).toBe("already_applied");
    expect(await campaign()).toMatchInlineSnapshot(`
      "
      account               debits  credits  held  balance
      --------------  ---  -------  -------  ----  -------
      custody         EUR  1000.00   100.00  0.00   900.00
      refund-payable  EUR   100.00  1000.00  0.00   900.00
      "
    `);
  });

  it("story 9: who dies between the commit and the sending of the webhook finds it in the outbox, under the same id", async () => {
    await bank.fund();
    const { instruction, writes } = draftInstruction({
      ...{ cause: { kind: "refund", id: `rfd_${bank.campaign.slice(4)}` }, kind: "refund" },
      ...{ partnerId: bank.partner.id, book: bank.campaign, debtorAccount: bank.custody },
      ...{ creditor: { name: "Li Wei", account: bank.fees }, amount: money(100_00, "EUR") },
      ...{ pendingDebit: of("refund-payable"), pendingCredit: of("custody") },
      ...{ at: bank.now, actor: "system:refund" },
    });
    must(await local.store.commit(writes));
    const executeOn = bankDateSchema.parse("2026-11-24");
    const run = { instructionId: instruction.id, runId: "run_1", executeOn };
    const messages = async () =>
      (await listMessages(local.store, { partnerId: bank.partner.id, limit: 10 })).messages
        .filter(({ body }) => body.includes(instruction.id))
        .map(({ id }) => id);
    installKillPoint((name) => {
      if (name === "bank.instruction-sent") throw new Error("the power is gone");
    });
    await expect(sendDueInstruction(bank.deps, bank.command(), run)).rejects.toThrow("the power is gone");
    installKillPoint(() => undefined);
    const [outbox, ...more] = await messages();
    expect([outbox, more]).toEqual([expect.stringMatching(/^msg_/), []]);
    const crashed = await campaign();
    await sendDueInstruction(bank.deps, bank.command(), run);
    expect(await messages()).toEqual([outbox]);
    expect(await campaign()).toBe(crashed);
    expect(crashed).toMatchInlineSnapshot(`
      "
      account               debits  credits    held  balance
      --------------  ---  -------  -------  ------  -------
      custody         EUR  1000.00     0.00  100.00  1000.00
      refund-payable  EUR     0.00  1000.00  100.00  1000.00
      "
    `);
  });

  it("story 10: a bank that was sent one webhook twice says settled twice; it is one settlement", async () => {
    await bank.fund();
    const sent = await bank.sent();
    expect(await bank.say(bank.word(sent, "settled"), "once")).toBe("applied");
    const once = await campaign();
    expect(must(await bank.receive(bank.word(sent, "settled"), { webhookId: "once" }))).toMatchObject({
      kind: "already_received",
    });
    expect(await bank.say(bank.word(sent, "settled"), "twice")).toBe("already_applied");
    expect(await campaign()).toBe(once);
    expect(once).toMatchInlineSnapshot(`
      "
      account               debits  credits  held  balance
      --------------  ---  -------  -------  ----  -------
      custody         EUR  1000.00   100.00  0.00   900.00
      refund-payable  EUR   100.00  1000.00  0.00   900.00
      "
    `);
  });
});

describe("money stories of statements", () => {
  it("story 13: the same statement in another file brings nothing", async () => {
    const statement = bank.statement(1, 0, [await bank.fund()]);
    await bank.upload(statement);
    await bank.match();
    const once = await campaign();
    expect(await bank.upload(statement)).toMatchObject([{ outcome: "already_received" }]);
    expect(await bank.match()).toMatchObject({ differenceMinor: 0 });
    expect(await campaign()).toBe(once);
    expect(once).toMatchInlineSnapshot(`
      "
      account               debits  credits  held  balance
      --------------  ---  -------  -------  ----  -------
      custody         EUR  1000.00     0.00  0.00  1000.00
      refund-payable  EUR     0.00  1000.00  0.00  1000.00
      "
    `);
  });

  it("story 14: one line twice is a break and no money; two equal amounts of two references are both", async () => {
    const [one, two] = [await bank.fund(7_00), await bank.fund(7_00)];
    await bank.upload(bank.statement(1, 0, [one, two, one]));
    expect(await bank.match()).toMatchObject({ closingMinor: 21_00, breaksMinor: 7_00, differenceMinor: 0 });
    expect(await campaign()).toMatchInlineSnapshot(`
      "
      account              debits  credits  held  balance
      --------------  ---  ------  -------  ----  -------
      custody         EUR   14.00     0.00  0.00    14.00
      refund-payable  EUR    0.00    14.00  0.00    14.00
      "
    `);
    expect(await unknown()).not.toContain("7.00");
  });

  it("story 15: after a gap or a wrong opening nothing is matched, and nothing moves", async () => {
    const [one, two] = [await bank.fund(7_00), await bank.fund(9_00)];
    await bank.upload(bank.statement(62, 0, [one]));
    await bank.match();
    const before = await campaign();
    const stray = bank.entry({ reference: "STRAY", direction: "credit", amountMinor: 50_00 });
    await bank.upload(bank.statement(64, 7_00, [two, stray]));
    expect(await bank.match()).toMatchObject({ sequence: 62, differenceMinor: 0 });
    await bank.upload(bank.statement(63, 7_10, []));
    expect(await bank.match()).toMatchObject({ sequence: 62, differenceMinor: 0 });
    expect(await campaign()).toBe(before);
    expect(before).toMatchInlineSnapshot(`
      "
      account              debits  credits  held  balance
      --------------  ---  ------  -------  ----  -------
      custody         EUR   16.00     0.00  0.00    16.00
      refund-payable  EUR    0.00    16.00  0.00    16.00
      "
    `);
    expect(await unknown()).not.toContain("50.00");
  });
});

describe("money stories of a settlement", () => {
  it("story 11: of three workers on one campaign one wins each step, and the books are those of one", async () => {
    const scene = new SettlementScene(local.store);
    await scene.open();
    const { id } = await scene.paid(4);
    await scene.advance(Date.parse(CLOSES_AT) - Date.parse(OPENS_AT) - 1);
    scene.now = CLOSES_AT;
    await closeIntent(scene.campaignDeps, scene.command(), { campaignId: id, reason: "deadline" });
    await Promise.allSettled([1, 2, 3].map(() => decideSettlement(scene.deps, { ref: id, data: {} })));
    await scene.advance(HOUR_MS);
    expect(await scene.status(id)).toBe("funded");
    expect(await table(id)).toMatchInlineSnapshot(`
      "
      account              debits  credits  held  balance
      --------------  ---  ------  -------  ----  -------
      backers         EUR   60.00    60.00  0.00     0.00
      backers.0       EUR   60.00    60.00  0.00     0.00
      control         EUR   60.00    60.00  0.00     0.00
      custody         EUR   60.00     0.00  0.00    60.00
      custody.0       EUR   60.00    60.00  0.00     0.00
      fee-payable     EUR    0.00     3.00  0.00     3.00
      reserve         EUR    0.00     2.82  0.00     2.82
      tranche-locked  EUR    0.00    53.58  0.00    53.58
      vat-payable     EUR    0.00     0.60  0.00     0.60
      "
    `);
  });
});
