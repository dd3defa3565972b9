import type { Offer } from "@firstlot/core/campaign/offer";
import { DAY_MS, HOUR_MS } from "@firstlot/core/kernel/instant";
import { formatLedgerTable } from "@firstlot/core/ledger/format-ledger-table";
import { listAccounts } from "@firstlot/core/ledger/ledger-store";
import { money } from "@firstlot/core/money/money";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { CLOSES_AT, ENTERPRISE, OPENS_AT } from "../store/settlement-scene.ts";
import { WiredScene } from "./wired-scene.ts";

const UNTIL_CLOSED = Date.parse(CLOSES_AT) - Date.parse(OPENS_AT) + 10_000;
let scene: WiredScene;
let offer: Offer;
const pledges = new Map<string, string>();
const pledgeView = z.looseObject({ status: z.string(), refundIds: z.array(z.string()) });

const withdraw = (sub: string, key?: string) =>
  scene.own(sub, `/pledges/${pledges.get(sub)}/withdraw`, {
    json: {},
    ...(key === undefined ? {} : { key }),
  });
const pledgeOf = async (sub: string) =>
  pledgeView.parse(JSON.parse((await scene.own(sub, `/pledges/${pledges.get(sub)}`)).text));
const tranches = async () =>
  (await scene.own("emma", `/enterprises/${ENTERPRISE}/campaigns/${offer.campaignId}/tranches`)).json.items;
const eur = (amount: string) => ({ amount, currency: "EUR" });

beforeAll(async () => {
  scene = await WiredScene.open();
  await scene.verified();
  const anywhere = { id: "z2", name: { en: "World" }, countries: ["*"], firstUnit: money(5_00, "EUR") };
  offer = await scene.money.live({
    shippingZones: [
      {
        id: "z1",
        name: { en: "Germany" },
        countries: ["DE"],
        firstUnit: money(5_00, "EUR"),
        furtherUnit: money(0, "EUR"),
      },
      { ...anywhere, furtherUnit: money(0, "EUR") },
    ],
    tiers: [
      {
        ...{ id: "t1", name: { en: "One lot" }, description: { en: "One" }, price: money(10_00, "EUR") },
        ...{ units: 100, perBacker: 5, deliverBy: "2027-03", shipsTo: ["z1", "z2"] },
      },
    ],
  });
  for (const sub of ["bo1", "bo2", "bo3"]) pledges.set(sub, await scene.pledged(sub, offer));
  pledges.set("uma", await scene.pledged("uma", offer, { country: "US" }));
});
afterAll(() => scene.close());

describe("a confirmed pledge", () => {
  it("is withdrawn by a consumer of the Union and given back from the last locked tranche, once", async () => {
    await scene.advance(UNTIL_CLOSED);
    expect(await scene.money.status(offer.campaignId)).toBe("funded");
    expect(await pledgeOf("bo1")).toMatchObject({ status: "confirmed" });
    expect((await scene.own("bo2", `/pledges/${pledges.get("bo1")}/withdraw`, { json: {} })).status).toBe(
      404,
    );
    const done = await withdraw("bo1", "withdraw-bo1");
    expect(done, done.text).toMatchObject({ status: 200, json: { status: "withdrawn" } });
    const again = await withdraw("bo1", "withdraw-bo1");
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
    expect((await withdraw("bo1")).json.code).toBe("pledge_status");
    // 60.00: fee 3.00, VAT 0.60, reserve 2.82, tranches 32.15 (on its way) and 21.43 less 15.00
    expect(await tranches()).toMatchObject([
      { status: "instructed", amount: eur("32.15") },
      { status: "locked", amount: eur("6.43") },
    ]);
    expect(await scene.money.balances(offer.campaignId)).toEqual({
      "custody.EUR": 60_00,
      "fee-payable.EUR": 3_00,
      "vat-payable.EUR": 60,
      "reserve.EUR": 2_82,
      "tranche-locked.EUR": 38_58,
      "refund-payable.EUR": 15_00,
    });
  });

  it("is refused where no right of withdrawal is known", async () => {
    const refused = await withdraw("uma");
    expect(refused).toMatchObject({
      status: 409,
      json: { code: "no_right_of_withdrawal", context: { country: "US" } },
    });
    expect(await pledgeOf("uma")).toMatchObject({ status: "confirmed" });
  });

  it("takes what is left locked, then the reserve; what the enterprise owes waits and touches nobody else's money", async () => {
    const done = await withdraw("bo2");
    expect(done.status, done.text).toBe(200);
    expect(await tranches()).toMatchObject([
      { status: "instructed" },
      { status: "returned_to_backers", amount: eur("6.43") },
    ]);
    const { refundIds } = await pledgeOf("bo2");
    const refunds = await Promise.all(refundIds.map((id) => scene.own("bo2", `/refunds/${id}`)));
    expect(refunds.map(({ json }) => json)).toMatchObject([{ amount: eur("9.25") }, { amount: eur("5.75") }]);
    scene.settlesAtOnce = true;
    await scene.advance(23 * HOUR_MS); // the bank's cut-off: fee, VAT, tranche and two refunds; not the waiting one
    console.info(formatLedgerTable(await listAccounts(scene.store, offer.campaignId)));
    expect(await scene.money.balances(offer.campaignId)).toEqual({
      "campaign-bank.EUR": 32_15,
      "campaign-account.EUR": 32_15,
      "receivable-enterprise.EUR": 5_75,
      "refund-payable.EUR": 5_75,
    });
    expect(await pledgeOf("bo1")).toMatchObject({ status: "refunded" });
    expect(await pledgeOf("bo2")).toMatchObject({ status: "refunding" });
  });

  it("that waits for the enterprise is seen by operators and released by two of them", async () => {
    const { partnerId } = offer;
    const held = await scene.staff("olga", `/instructions?partnerId=${partnerId}&status=held`);
    expect(held.json.items).toMatchObject([
      { amount: eur("5.75"), reason: "waits for the enterprise's repayment" },
    ]);
    const act = (by: string, path: string, json: object = {}) =>
      scene.staff(by, `/instructions/${held.json.items?.[0]?.id}/${path}`, { json });
    const asked = await act("olga", "release", { reason: "the enterprise has paid" });
    expect(asked.status, asked.text).toBe(200);
    expect((await act("olga", "confirm")).json.code).toBe("same_person");
    expect((await act("otto", "confirm")).json).toMatchObject({ status: "created" });
    await scene.advance(DAY_MS); // custody has nothing for it: the run holds it again, and nothing is overdrawn
    const again = await scene.staff("olga", `/instructions?partnerId=${partnerId}&status=held`);
    expect(again.json.items).toMatchObject([{ reason: "the ledger does not cover it" }]);
    expect((await scene.money.balances(offer.campaignId))["custody.EUR"]).toBeUndefined();
  });

  it("is listed for its enterprise by heap and by country, a page at a time, with a cursor of that list alone", async () => {
    const list = `/enterprises/${ENTERPRISE}/campaigns/${offer.campaignId}/pledges`;
    const idsOf = async (query: string) => {
      const { status, json, text } = await scene.own("emma", `${list}?${query}`);
      expect(status, text).toBe(200);
      return (json.items ?? []).map(({ id }) => id).sort();
    };
    const of = (...subs: string[]) => subs.map((sub) => pledges.get(sub)).sort();
    expect(await idsOf("heap=open")).toEqual(of("bo3", "uma"));
    expect(await idsOf("heap=open&country=US")).toEqual(of("uma"));
    expect(await idsOf("heap=gone")).toEqual(of("bo1", "bo2"));
    expect(await idsOf("heap=sent")).toEqual([]);
    expect(await idsOf("heap=all&country=FR")).toEqual([]);
    const first = await scene.own("emma", `${list}?heap=gone&limit=1`);
    const next = z.looseObject({ next: z.string() }).parse(JSON.parse(first.text)).next;
    expect(
      [...(first.json.items ?? []).map(({ id }) => id), ...(await idsOf(`heap=gone&cursor=${next}`))].sort(),
    ).toEqual(of("bo1", "bo2"));
    expect((await scene.own("emma", `${list}?heap=open&cursor=${next}`)).json.code).toBe("bad_cursor");
    expect((await scene.own("emma", `${list}?heap=lost`)).status).toBe(400);
  });

  it("is withdrawn no more once its goods were sent", async () => {
    const path = `/enterprises/${ENTERPRISE}/campaigns/${offer.campaignId}/pledges/${pledges.get("bo3")}/fulfil`;
    expect((await scene.own("emma", path, { json: { tracking: "DHL-1" } })).status).toBe(200);
    const refused = await withdraw("bo3");
    expect(refused).toMatchObject({
      status: 409,
      json: { code: "pledge_status", context: { status: "fulfilled" } },
    });
  });
});
