import { accountNumberSchema, bankReferenceSchema } from "@firstlot/core/bank/account-number";
import type { Offer } from "@firstlot/core/campaign/offer";
import { addMs, DAY_MS } from "@firstlot/core/kernel/instant";
import { formatLedgerTable } from "@firstlot/core/ledger/format-ledger-table";
import { listAccounts } from "@firstlot/core/ledger/ledger-store";
import { type Money, money } from "@firstlot/core/money/money";
import { custodyNumberOf } from "@firstlot/core/pledge/give-back";
import { referenceOf } from "@firstlot/core/pledge/payment-desk";
import { pledgeIdSchema } from "@firstlot/core/pledge/pledge";
import { loadPledge } from "@firstlot/core/pledge/pledge-store";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WiredScene } from "../api/wired-scene.ts";
import { CLOSES_AT, OPENS_AT } from "../store/settlement-scene.ts";

const UNTIL_CLOSED = Date.parse(CLOSES_AT) - Date.parse(OPENS_AT) + 10_000;
let scene: WiredScene;
let offer: Offer;
let count = 0;

beforeEach(async () => {
  count = 0;
  scene = await WiredScene.open();
  await scene.verified();
  offer = await scene.money.live(); // one tier at 10.00 and 5.00 of shipping, goal 30.00
});
afterEach(() => scene.close());

/** The book as a table for people; that it balances and agrees with its entries is asserted on the way. */
async function table(book: string): Promise<string> {
  await scene.money.balances(book);
  return `\n${formatLedgerTable(await listAccounts(scene.store, book))}\n`;
}
const campaign = () => table(offer.campaignId);
const eur = (minor: number): Money => money(minor, "EUR");
const PAYER = { name: "Ada Backer", account: accountNumberSchema.parse("DE89370400440532013000") };

/** The bank's word about money that came in, applied by the handlers of production. */
async function comesIn(reference: string, amount: Money, bankReference?: string): Promise<unknown> {
  count += 1;
  const applied = await scene.wired.apply.collect(scene.money.command("system:bank"), {
    partnerId: offer.partnerId,
    account: custodyNumberOf(offer),
    reference,
    bankReference: bankReferenceSchema.parse(bankReference ?? `IN-${count}`),
    amount,
    bookedAt: scene.now,
    payer: PAYER,
  });
  return applied.ok ? applied.value.outcome : applied.error.kind;
}
async function reserved(sub: string): Promise<{ id: string; reference: string }> {
  const made = await scene.own(sub, `/campaigns/${offer.campaignId}/pledges`, {
    json: { lines: [{ itemId: "t1", quantity: 1 }], country: "DE", method: "transfer" },
  });
  const id = pledgeIdSchema.parse(made.json.id);
  return { id, reference: referenceOf(id) };
}
const statusOf = async (id: string) => (await loadPledge(scene.store, pledgeIdSchema.parse(id)))?.status;

describe("money stories of a pre-sale", () => {
  it("story 1: the same confirmation twice is one payment", async () => {
    const { id, reference } = await reserved("ada");
    expect(await comesIn(reference, eur(15_00), "SAME")).toBe("paid");
    const once = await campaign();
    expect(await comesIn(reference, eur(15_00), "SAME")).toBe("already_applied");
    expect(await campaign()).toBe(once);
    expect(await statusOf(id)).toBe("paid");
    expect(once).toMatchInlineSnapshot(`
      "
      account         debits  credits  held  balance
      ---------  ---  ------  -------  ----  -------
      backers.0  EUR    0.00    15.00  0.00    15.00
      custody.0  EUR   15.00     0.00  0.00    15.00
      "
    `);
  });

  it("story 2: the same reference with another amount moves nothing and is put before a person", async () => {
    const { reference } = await reserved("ada");
    await comesIn(reference, eur(15_00), "SAME");
    const before = await campaign();
    expect(await comesIn(reference, eur(15_01), "SAME")).toBe("bank_fact_conflict");
    expect(await campaign()).toBe(before);
  });

  it("story 12: money of a pledge in flight that comes after the verdict goes back, and changes no verdict", async () => {
    const [ada, bea, cay] = [await reserved("ada"), await reserved("bea"), await reserved("cay")];
    await comesIn(ada.reference, eur(15_00));
    await comesIn(bea.reference, eur(15_00));
    await scene.advance(UNTIL_CLOSED);
    expect(await statusOf(cay.id)).toBe("expired"); // its five bank days were over long before
    await comesIn(cay.reference, eur(15_00));
    expect(await statusOf(cay.id)).toBe("refunding");
    expect(await campaign()).toMatchInlineSnapshot(`
      "
      account              debits  credits  held  balance
      --------------  ---  ------  -------  ----  -------
      backers         EUR   45.00    45.00  0.00     0.00
      backers.0       EUR   30.00    30.00  0.00     0.00
      custody         EUR   45.00     0.00  0.00    45.00
      custody.0       EUR   30.00    30.00  0.00     0.00
      refund-payable  EUR    0.00    45.00  0.00    45.00
      "
    `);
  });

  it("story 16: one cent short stays reserved, one cent over goes back; nothing is rounded into a match", async () => {
    const short = await reserved("ada");
    const over = await reserved("bea");
    expect(await comesIn(short.reference, eur(14_99))).toBe("short");
    expect(await comesIn(over.reference, eur(15_01))).toBe("paid");
    expect([await statusOf(short.id), await statusOf(over.id)]).toEqual(["reserved", "paid"]);
    expect(await campaign()).toMatchInlineSnapshot(`
      "
      account              debits  credits  held  balance
      --------------  ---  ------  -------  ----  -------
      backers.0       EUR    0.01    30.00  0.00    29.99
      custody         EUR    0.01     0.00  0.00     0.01
      custody.0       EUR   30.00     0.01  0.00    29.99
      refund-payable  EUR    0.00     0.01  0.00     0.01
      "
    `);
  });

  it("story 17: francs for a pledge in euros lie in suspense in francs, and nothing is converted", async () => {
    const { id, reference } = await reserved("ada");
    expect(await comesIn(reference, money(15_00, "CHF"))).toBe("unallocated");
    expect(await statusOf(id)).toBe("reserved");
    expect(await table(offer.partnerId)).toMatchInlineSnapshot(`
      "
      account        debits  credits  held  balance
      --------  ---  ------  -------  ----  -------
      custody   CHF   15.00     0.00  0.00    15.00
      suspense  CHF    0.00    15.00  0.00    15.00
      "
    `);
  });

  it("story 18: money without a reference lies in suspense, whatever its payer is called", async () => {
    await reserved("ada");
    expect(await comesIn("Ada Backer for the honey", eur(15_00))).toBe("unallocated");
    expect(await table(offer.partnerId)).toMatchInlineSnapshot(`
      "
      account        debits  credits  held  balance
      --------  ---  ------  -------  ----  -------
      custody   EUR   15.00     0.00  0.00    15.00
      suspense  EUR    0.00    15.00  0.00    15.00
      "
    `);
    expect(await campaign()).not.toContain("15.00");
  });

  it("story 22: a refund to a closed account is owed as before, and dormant after 180 days", async () => {
    const id = await scene.pledged("ada", offer);
    await scene.own("ada", `/pledges/${id}/withdraw`, { json: {} });
    await scene.nextRun();
    await scene.money.bankSays("rejected");
    expect(await statusOf(id)).toBe("refund_failed");
    expect(await campaign()).toMatchInlineSnapshot(`
      "
      account              debits  credits  held  balance
      --------------  ---  ------  -------  ----  -------
      backers.0       EUR   15.00    15.00  0.00     0.00
      custody         EUR   15.00     0.00  0.00    15.00
      custody.0       EUR   15.00    15.00  0.00     0.00
      refund-payable  EUR    0.00    15.00  0.00    15.00
      "
    `);
    scene.money.now = addMs(scene.now, 181 * DAY_MS); // nothing in between but timers that look in vain
    await scene.work();
    expect(await statusOf(id)).toBe("dormant");
    expect(await campaign()).toMatchInlineSnapshot(`
      "
      account              debits  credits  held  balance
      --------------  ---  ------  -------  ----  -------
      backers.0       EUR   15.00    15.00  0.00     0.00
      custody         EUR   15.00     0.00  0.00    15.00
      custody.0       EUR   15.00    15.00  0.00     0.00
      dormant         EUR    0.00    15.00  0.00    15.00
      refund-payable  EUR   15.00    15.00  0.00     0.00
      "
    `);
  });
});
