import type { Instruction } from "@firstlot/core/bank/instruction";
import type { Offer } from "@firstlot/core/campaign/offer";
import type { ScanVerdict } from "@firstlot/core/evidence/scan-evidence";
import { DAY_MS, HOUR_MS } from "@firstlot/core/kernel/instant";
import { money } from "@firstlot/core/money/money";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { CLOSES_AT, ENTERPRISE, OPENS_AT } from "../store/settlement-scene.ts";
import { WiredScene } from "./wired-scene.ts";

const UNTIL_CLOSED = Date.parse(CLOSES_AT) - Date.parse(OPENS_AT) + 10_000;
let malwareScan: ScanVerdict = { kind: "clean" };
let scene: WiredScene;
let offer: Offer;
let invoice: string | undefined;

const eur = (amount: string) => ({ amount, currency: "EUR" });
const plan = () => `/enterprises/${ENTERPRISE}/campaigns/${offer.campaignId}`;
const upload = (sub: string) =>
  scene.own(sub, `/enterprises/${ENTERPRISE}/evidence?type=supplier_invoice`, {
    bytes: Buffer.from("%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", "latin1"),
    headers: { "content-type": "application/pdf", "x-file-name": "invoice.pdf" },
  });
/** Finance asks for money to a supplier. @returns the payment's place on the board */
async function asked(amount: string): Promise<string> {
  const draft = await scene.own("finn", `${plan()}/payments`, {
    json: {
      ...{ lineId: "s1", amount: eur(amount), invoiceEvidenceId: invoice },
      payee: { name: "Glass AG", account: "CH9300762011623852957" },
    },
  });
  const submitted = await scene.own("finn", `${plan()}/payments/${draft.json.id}/submit`, { json: {} });
  expect(submitted.status, submitted.text).toBe(200);
  return `/payments/${draft.json.id}`;
}
const act = (by: string, at: string, path: string, json: object = {}) =>
  scene.staff(by, `${at}/${path}`, { json });
const remaining = async (): Promise<unknown> => {
  const { text } = await scene.own("finn", `${plan()}/settlement`);
  const budget = z.looseObject({ lines: z.array(z.looseObject({ remaining: z.unknown() })) });
  return z.looseObject({ budget }).parse(JSON.parse(text)).budget.lines[0]?.remaining;
};

beforeAll(async () => {
  scene = await WiredScene.open({ scanners: [{ name: "bucket", scan: async () => malwareScan }] });
  await scene.verified();
  offer = await scene.money.live({
    shippingZones: [],
    tiers: [
      {
        ...{ id: "t1", name: { en: "One" }, description: { en: "One" }, price: money(20_000_00, "EUR") },
        ...{ units: 100, perBacker: 5, deliverBy: "2027-03", shipsTo: [] },
      },
    ],
    spendingPlan: [{ id: "s1", purpose: { en: "Jars" }, amount: money(15_000_00, "EUR"), payee: "supplier" }],
    hardCap: money(100_000_00, "EUR"),
    tranches: [
      { id: "r1", shareBps: 9_000, condition: { en: "At funding" }, evidenceTypes: [] },
      { id: "r2", shareBps: 1_000, condition: { en: "Jars filled" }, evidenceTypes: ["supplier_invoice"] },
    ],
  });
  await scene.pledged("bo", offer);
  scene.settlesAtOnce = true;
  await scene.advance(UNTIL_CLOSED + 2 * DAY_MS);
  invoice = (await upload("finn")).json.id;
  await scene.work();
}, 120_000);
afterAll(() => scene.close());

describe("a payment above the limit", () => {
  it("is instructed by two natural persons, and not by the same one twice", async () => {
    const at = await asked("5000.01");
    const waiting = async () => (await scene.staff("adam", "/payments")).json.items ?? [];
    expect(await waiting()).toMatchObject([{ id: at.slice("/payments/".length), status: "requested" }]);
    expect((await scene.staff("anna", at)).json).toMatchObject({ status: "requested" });
    expect((await act("anna", at, "approve")).status).toBe(403);
    expect((await act("adam", at, "approve")).json).toMatchObject({ status: "requested" });
    expect((await act("adam", at, "approve")).json.code).toBe("second_person_required");
    expect((await act("abel", at, "approve")).json).toMatchObject({ status: "instructed" });
    expect(await waiting()).toEqual([]);
    expect(await remaining()).toEqual(eur("9999.99"));
  });

  it("is named on the file of its invoice from then on, and a draft is not", async () => {
    const file = `/enterprises/${ENTERPRISE}/evidence/${invoice}`;
    const draft = await scene.own("finn", `${plan()}/payments`, {
      json: {
        ...{ lineId: "s1", amount: eur("1.00"), invoiceEvidenceId: invoice },
        payee: { name: "Glass AG", account: "CH9300762011623852957" },
      },
    });
    expect(draft.status, draft.text).toBe(201);
    const use = { kind: "payment", campaignId: offer.campaignId, amount: eur("5000.01") };
    for (const read of [scene.own("emma", file), scene.staff("anna", file)]) {
      const { text } = await read;
      expect(z.looseObject({ uses: z.array(z.unknown()) }).parse(JSON.parse(text)).uses).toMatchObject([use]);
    }
  });

  it("names the evidence of a tranche, too", async () => {
    const tranches = await scene.own("finn", `${plan()}/tranches`);
    const locked = tranches.json.items?.find(({ status }) => status === "locked");
    const json = { evidenceIds: [invoice] };
    const asked = await scene.own("finn", `${plan()}/tranches/${locked?.id}/request`, { json });
    expect(asked, asked.text).toMatchObject({ status: 200, json: { status: "requested" } });
    const { text } = await scene.own("emma", `/enterprises/${ENTERPRISE}/evidence/${invoice}`);
    expect(z.looseObject({ uses: z.array(z.unknown()) }).parse(JSON.parse(text)).uses).toMatchObject([
      { kind: "payment" },
      { kind: "tranche", id: locked?.id, campaignId: offer.campaignId },
    ]);
  });

  it("is refused with a reason, its enterprise sees why, and the amount is in the plan again", async () => {
    const before = await remaining();
    const at = await asked("5500.00");
    expect(await remaining()).toEqual(eur("4499.99"));
    expect((await act("olga", at, "refuse", { reason: "not hers to refuse" })).status).toBe(403);
    expect((await act("anna", at, "refuse", { reason: "" })).status).toBe(400);
    const refused = await act("anna", at, "refuse", { reason: "the invoice is of another firm" });
    expect(refused, refused.text).toMatchObject({ status: 200, json: { status: "refused" } });
    const seen = await scene.own("finn", `${plan()}${at}`);
    expect(seen.json).toMatchObject({ status: "refused", reason: "the invoice is of another firm" });
    expect(await remaining()).toEqual(before);
    expect((await act("adam", at, "approve")).json.code).toBe("payment_status");
    expect((await act("anna", at, "refuse", { reason: "again" })).json.code).toBe("payment_status");
  });

  it("names an invoice that its scan has let through, and no other", async () => {
    malwareScan = { kind: "not_yet" };
    const waiting = await upload("finn");
    const draft = await scene.own("finn", `${plan()}/payments`, {
      json: {
        ...{ lineId: "s1", amount: eur("10.00"), invoiceEvidenceId: waiting.json.id },
        payee: { name: "Glass AG", account: "CH9300762011623852957" },
      },
    });
    const submit = () => scene.own("finn", `${plan()}/payments/${draft.json.id}/submit`, { json: {} });
    expect((await submit()).json.code).toBe("evidence_quarantined");
    malwareScan = { kind: "refused", reasonCode: "malware_found" };
    await scene.work();
    expect((await submit()).json.code).toBe("evidence_unknown");
    malwareScan = { kind: "clean" };
  });
});

describe("a fee that comes back", () => {
  it("is issued again by an operator, once, and names its predecessor", async () => {
    scene.settlesAtOnce = false;
    let fee: Instruction | undefined;
    await scene.money.bankSays("returned", (instruction) => {
      const isFee = instruction.cause.kind === "fee" && instruction.book === offer.campaignId;
      if (isFee) fee = instruction;
      return isFee;
    });
    const at = `/instructions/${fee?.id}`;
    expect((await scene.staff("olga", at)).json).toMatchObject({ status: "returned", reason: "AC04" });
    expect((await act("adam", at, "reissue")).status).toBe(403);
    const again = await scene.staff("olga", `${at}/reissue`, { json: {}, key: "reissue-key-1" });
    expect(again, again.text).toMatchObject({
      status: 200,
      json: { status: "created", predecessorId: fee?.id },
    });
    const replayed = await scene.staff("olga", `${at}/reissue`, { json: {}, key: "reissue-key-1" });
    expect([replayed.json.id, replayed.headers.get("idempotency-replayed")]).toEqual([again.json.id, "true"]);
    expect((await act("otto", at, "reissue")).status).toBe(409); // it has its successor
    expect((await act("olga", `/instructions/${again.json.id}`, "reissue")).json.code).toBe(
      "instruction_status",
    );
    scene.settlesAtOnce = true;
    await scene.advance(DAY_MS);
    expect((await scene.staff("olga", `/instructions/${again.json.id}`)).json).toMatchObject({
      status: "settled",
    });
    expect((await scene.money.balances(offer.campaignId))["fee-payable.EUR"]).toBeUndefined();
  });
});

describe("work that failed too often", () => {
  it("is parked, and runs again when a second person releases what a first one asked for", async () => {
    malwareScan = { kind: "not_yet" };
    const file = await upload("finn");
    for (let i = 0; i < 60; i++) await scene.advance(HOUR_MS / 2).catch(() => undefined);
    const parked = await scene.staff("olga", "/work/parked");
    expect(parked.json.items).toMatchObject([{ kind: "evidence.scan", ref: file.json.id }]);
    const retry = (by: string) =>
      scene.staff(by, `/work/parked/${parked.json.items?.[0]?.id}/retry`, { json: {} });
    expect((await retry("adam")).status).toBe(403);
    expect((await retry("olga")).json).toMatchObject({ status: "asked" });
    expect((await retry("olga")).json.code).toBe("second_person_required");
    expect((await retry("otto")).json).toMatchObject({ status: "released" });
    malwareScan = { kind: "clean" };
    await scene.work();
    const seen = await scene.own("finn", `/enterprises/${ENTERPRISE}/evidence/${file.json.id}`);
    expect(seen.json).toMatchObject({ status: "clean" });
    expect((await scene.staff("olga", "/work/parked")).json.items).toEqual([]);
    expect((await retry("olga")).json.code).toBe("work_not_parked");
  });
});
