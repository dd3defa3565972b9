import { accountNumberSchema, bankReferenceSchema } from "@firstlot/core/bank/account-number";
import type { Offer } from "@firstlot/core/campaign/offer";
import { money } from "@firstlot/core/money/money";
import { custodyNumberOf } from "@firstlot/core/pledge/give-back";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WiredScene } from "./wired-scene.ts";

let scene: WiredScene;
let offer: Offer;
let count = 0;
beforeAll(async () => {
  scene = await WiredScene.open();
  offer = await scene.money.live();
});
afterAll(() => scene.close());

const PAYER = { name: "Cara Payer", account: accountNumberSchema.parse("DE02600501010002034304") };

/** Money comes in with this text as its reference. @returns the break that it opened */
async function comesIn(reference: string, minor: number): Promise<string> {
  count += 1;
  const applied = await scene.wired.apply.collect(scene.money.command("system:bank"), {
    partnerId: offer.partnerId,
    account: custodyNumberOf(offer),
    reference,
    bankReference: bankReferenceSchema.parse(`UNA${count}`),
    amount: money(minor, "EUR"),
    bookedAt: scene.now,
    payer: PAYER,
  });
  expect(applied).toMatchObject({ ok: true, value: { outcome: "unallocated" } });
  const { items = [] } = (await scene.staff("olga", "/breaks?status=open&limit=100")).json;
  const found = items.find((one) => one.bankReference === `UNA${count}`);
  return `/breaks/${found?.id}`;
}
const act = (by: string, at: string, path: string, json: object = {}) =>
  scene.staff(by, `${at}/${path}`, { json });
const reserved = (sub: string) =>
  scene.own(sub, `/campaigns/${offer.campaignId}/pledges`, {
    json: { lines: [{ itemId: "t1", quantity: 1 }], country: "DE", method: "transfer" },
  });
const suspense = async () => (await scene.money.balances(offer.partnerId))["suspense.EUR"] ?? 0;

describe("money that names no pledge", () => {
  it("waits in suspense with its payer, whom operators and regulators alone can see", async () => {
    const at = await comesIn("for the honey, greetings from Cara", 15_00);
    expect(await suspense()).toBe(15_00);
    const shown = await scene.staff("rosa", `${at}/payment`);
    expect(shown, shown.text).toMatchObject({
      status: 200,
      json: { reason: "unknown_reference", reference: "for the honey, greetings from Cara", payer: PAYER },
    });
    expect((await scene.staff("anna", `${at}/payment`)).status).toBe(403);
    expect((await scene.staff("olga", at)).text).not.toContain(PAYER.account);
  });

  it("is given to the pledge that one person names and another confirms, as if it had named it at once", async () => {
    const at = await comesIn("REF 4711", 15_00);
    const before = await suspense();
    const pledge = await reserved("cara");
    const proposal = { pledgeId: pledge.json.id, note: "Cara sent the bank's receipt" };
    expect((await act("rosa", at, "propose-assignment", proposal)).status).toBe(403);
    const proposed = await act("olga", at, "propose-assignment", proposal);
    expect(proposed, proposed.text).toMatchObject({
      status: 200,
      json: { proposal: { action: "assign_to_pledge", pledgeId: pledge.json.id } },
    });
    expect((await scene.own("cara", `/pledges/${pledge.json.id}`)).json).toMatchObject({
      status: "reserved",
    });
    expect((await act("olga", at, "confirm")).json.code).toBe("same_person");
    const done = await act("otto", at, "confirm");
    expect(done, done.text).toMatchObject({ status: 200, json: { status: "corrected" } });
    expect((await scene.own("cara", `/pledges/${pledge.json.id}`)).json).toMatchObject({
      status: "paid",
      received: { amount: "15.00", currency: "EUR" },
    });
    expect(await suspense()).toBe(before - 15_00);
    expect(await scene.money.balances(offer.campaignId)).toMatchObject({ "custody.EUR.0": 15_00 });
    expect((await act("otto", at, "confirm")).json.code).toBe("break_status");
  });

  it("goes to no pledge that cannot take it: paid already, of nobody, or after the step was taken back", async () => {
    const at = await comesIn("REF 4712", 15_00);
    const paid = await scene.pledged("dora", offer);
    await act("olga", at, "propose-assignment", { pledgeId: paid, note: "perhaps Dora's" });
    expect((await act("otto", at, "confirm")).json.code).toBe("pledge_takes_no_payment");
    await act("olga", at, "drop");
    const missing = { pledgeId: "plg_00000000000000000000", note: "a guess" };
    await act("olga", at, "propose-assignment", missing);
    expect((await act("otto", at, "confirm")).status).toBe(404);
    await act("olga", at, "drop");
    expect((await act("otto", at, "confirm")).json.code).toBe("nothing_proposed");
    expect((await scene.staff("olga", at)).json).toMatchObject({ status: "open" });
  });

  it("is returned to its payer by two persons; rejected by the bank it is open again, and goes by a successor", async () => {
    const at = await comesIn("REF 4713", 20_00);
    const before = await suspense();
    const proposed = await act("olga", at, "propose-return", { note: "nobody knows this payment" });
    expect(proposed.json, proposed.text).toMatchObject({ proposal: { creditor: PAYER } });
    const first = await act("otto", at, "confirm");
    expect(first.json, first.text).toMatchObject({ status: "returned_to_payer" });
    await scene.nextRun();
    const firstId = String(first.json.instructionId);
    const rejected = await scene.bank("bank", `/instructions/${firstId}/reject`, { json: { code: "AC04" } });
    expect(rejected.json, rejected.text).toMatchObject({ status: "rejected" });
    expect(await suspense()).toBe(before);
    expect((await scene.staff("olga", at)).json).toMatchObject({ status: "open" });
    const creditor = { name: "Cara Payer", account: "DE75512108001245126199" };
    await act("otto", at, "propose-return", { creditor, note: "her new account, confirmed by phone" });
    const second = await act("olga", at, "confirm");
    expect(second.json, second.text).toMatchObject({ status: "returned_to_payer" });
    const successor = await scene.staff("olga", `/instructions/${second.json.instructionId}`);
    expect(successor.json).toMatchObject({ predecessorId: firstId, creditor });
    scene.settlesAtOnce = true;
    await scene.nextRun();
    expect(await suspense()).toBe(before - 20_00);
    const trail = await scene.staff("rosa", `/audit/${at.split("/").at(-1)}`);
    expect(trail.json).toMatchObject({ chain: { whole: true } });
    expect(trail.text).toContain("break.return_failed");
  });
});
