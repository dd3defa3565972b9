import { accountNumberSchema, bankReferenceSchema } from "@firstlot/core/bank/account-number";
import type { Instruction } from "@firstlot/core/bank/instruction";
import type { Offer } from "@firstlot/core/campaign/offer";
import { HOUR_MS } from "@firstlot/core/kernel/instant";
import { installKillPoint } from "@firstlot/core/kernel/kill-point";
import { money } from "@firstlot/core/money/money";
import { custodyNumberOf } from "@firstlot/core/pledge/give-back";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, WiredScene } from "../api/wired-scene.ts";
import { CLOSES_AT, ENTERPRISE } from "../store/settlement-scene.ts";

/**
 * What a person asks for, or what follows from it. Here the request or the work dies at the point (it is torn down by an
 * error, with the same store behind it); `kill-points.test.ts` ends whole processes on the way of the slice.
 */
const POINTS = [
  "bank.instruction.held_by_bank",
  "bank.instruction.released_by_bank",
  "break.proposed",
  "break.resolved",
  "payment.changed",
  "payment.drafted",
  "pledge.fulfilled",
  "pledge.withdrawn",
  "refund.changed",
  "refund.name-checked",
  "screening.register-changed",
  "settlement.instruction-reissued",
  "settlement.pledge-withdrawn",
] as const;

class Died extends Error {}
const died = new Set<string>();
let scene: WiredScene;
let offer: Offer;
let acts = 0;

/** Dies at each point of the list the first time that it is passed. */
function mortal(): void {
  const points = new Set<string>(POINTS);
  installKillPoint((name) => {
    if (!points.has(name) || died.has(name)) return;
    died.add(name);
    throw new Died(name);
  });
}

/** Asks until it is answered: the same request under the same key, as a client does whose connection broke. */
async function persist(ask: (key: string) => Promise<Answer>): Promise<Answer> {
  acts += 1;
  const key = `act-${acts}-of-a-person`;
  for (;;) {
    const answer = await ask(key);
    if (answer.status !== 500) return answer;
  }
}
const own = (sub: string, path: string, json: object = {}) =>
  persist((key) => scene.own(sub, path, { json, key }));
const staff = (sub: string, path: string, json: object = {}) =>
  persist((key) => scene.staff(sub, path, { json, key }));
const bank = (path: string, json: object = {}) => persist((key) => scene.bank("bank", path, { json, key }));

beforeAll(async () => {
  scene = await WiredScene.open();
  await scene.verified();
  offer = await scene.money.live({ tiers: TIERS, spendingPlan: PLAN, hardCap: money(100_000_00, "EUR") });
  mortal();
}, 120_000);
afterAll(async () => {
  installKillPoint(() => undefined);
  await scene.close();
});

const TIERS = [
  {
    ...{ id: "t1", name: { en: "One" }, description: { en: "One" }, price: money(100_00, "EUR") },
    ...{ units: 100, perBacker: 5, deliverBy: "2027-03", shipsTo: ["z1"] },
  },
];
const PLAN = [
  { id: "s1", purpose: { en: "Jars" }, amount: money(150_00, "EUR"), payee: "supplier" as const },
];

describe("a process that dies wherever a person has asked for something", () => {
  it("does each thing once when it is asked again, and ends with books that balance", async () => {
    const pledges: string[] = [];
    for (const sub of ["b1", "b2", "b3", "b4", "b5"]) pledges.push(await scene.pledged(sub, offer));
    const [first, second, third] = pledges;
    expect((await own("b1", `/pledges/${first}/withdraw`)).json).toMatchObject({ status: "withdrawn" });
    const known = { kind: "email", email: "boss@example.com" };
    await staff("olga", "/platform-people", { role: "manager", known });
    const created = async () =>
      (await scene.bank("bank", "/instructions?status=created")).json.items?.[0]?.id;
    const refundIns = await created();
    await bank(`/instructions/${refundIns}/hold`, { reason: "a look at it" });
    expect((await bank(`/instructions/${refundIns}/release`)).json).toMatchObject({ status: "created" });
    await scene.nextRun();
    await bank(`/instructions/${refundIns}/reject`, { code: "AC04" });
    await otherAccount("b1", first);
    await unallocated();
    scene.settlesAtOnce = true;
    await scene.advance(Date.parse(CLOSES_AT) - Date.parse(scene.now) + 30_000);
    await scene.advance(24 * HOUR_MS);
    expect(await scene.money.status(offer.campaignId)).toBe("delivering");
    expect((await own("b2", `/pledges/${second}/withdraw`)).json).toMatchObject({ status: "withdrawn" });
    const plan = `/enterprises/${ENTERPRISE}/campaigns/${offer.campaignId}`;
    await own("emma", `${plan}/pledges/${third}/fulfil`, { tracking: "DHL-1" });
    await payment(plan);
    await reissued();
    await scene.advance(48 * HOUR_MS);
    const balances = await scene.money.balances(offer.campaignId); // asserts balance and replay
    expect(balances["fee-payable.EUR"] ?? 0).toBe(0);
    expect(balances["refund-payable.EUR"] ?? 0).toBe(0);
    for (const [sub, id] of [
      ["b1", first],
      ["b2", second],
    ] as const)
      expect((await scene.own(sub, `/pledges/${id}`)).json).toMatchObject({ status: "refunded" });
  });

  it("died once at every point of the list", () => {
    expect([...died].sort()).toEqual([...POINTS]);
  });
});

async function otherAccount(sub: string, pledgeId: string | undefined): Promise<void> {
  const { text } = await scene.own(sub, `/pledges/${pledgeId}`);
  const refund = /rfd_\w{20}/.exec(text)?.[0];
  await own(sub, `/refunds/${refund}/account`, { name: "Ada Backer", account: "DE75512108001245126199" });
  await scene.work().catch(() => undefined); // dies after the bank has answered, and asks again
  await scene.advance(60_000);
  expect((await scene.own(sub, `/refunds/${refund}`)).json).toMatchObject({ status: "requested" });
}

/** Money without a reference, returned to its payer by two persons. */
async function unallocated(): Promise<void> {
  await scene.wired.apply.collect(scene.money.command("system:bank"), {
    partnerId: offer.partnerId,
    account: custodyNumberOf(offer),
    reference: "no reference at all",
    bankReference: bankReferenceSchema.parse("STRAY-1"),
    amount: money(7_00, "EUR"),
    bookedAt: scene.now,
    payer: { name: "Ada Backer", account: accountNumberSchema.parse("DE89370400440532013000") },
  });
  const { items } = (await scene.staff("olga", "/breaks?status=open")).json;
  const at = `/breaks/${items?.[0]?.id}`;
  await staff("olga", `${at}/propose-return`, { note: "nobody knows it" });
  expect((await staff("otto", `${at}/confirm`)).json).toMatchObject({ status: "returned_to_payer" });
}

async function payment(plan: string): Promise<void> {
  const invoice = await scene.own("finn", `/enterprises/${ENTERPRISE}/evidence?type=supplier_invoice`, {
    bytes: Buffer.from("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "latin1"),
    headers: { "content-type": "application/pdf", "x-file-name": "invoice.pdf" },
  });
  await scene.work();
  const drafted = await own("finn", `${plan}/payments`, {
    ...{ lineId: "s1", amount: { amount: "50.00", currency: "EUR" }, invoiceEvidenceId: invoice.json.id },
    payee: { name: "Glass AG", account: "CH9300762011623852957" },
  });
  const asked = await own("finn", `${plan}/payments/${drafted.json.id}/submit`);
  expect(asked.json, asked.text).toMatchObject({ status: "instructed" });
}

/** The bank sends the fee back; an operator issues it again. */
async function reissued(): Promise<void> {
  let fee: Instruction | undefined;
  await scene.money.bankSays("returned", (instruction) => {
    const isFee = instruction.cause.kind === "fee" && instruction.book === offer.campaignId;
    if (isFee) fee = instruction;
    return isFee;
  });
  const again = await staff("olga", `/instructions/${fee?.id}/reissue`);
  expect(again.json, again.text).toMatchObject({ status: "created", predecessorId: fee?.id });
}
