import { DAY_MS } from "@firstlot/core/kernel/instant";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { CLOSES_AT, OPENS_AT } from "../store/settlement-scene.ts";
import { WiredScene } from "./wired-scene.ts";

const UNTIL_CLOSED = Date.parse(CLOSES_AT) - Date.parse(OPENS_AT) + 10_000;
const BANK = "bank";
let scene: WiredScene;
let campaignId: string;
let pledgeId: string;

beforeAll(async () => {
  scene = await WiredScene.open();
  const offer = await scene.money.live();
  campaignId = offer.campaignId;
  pledgeId = await scene.pledged("bo", offer); // 15.00 of a goal of 30.00: the campaign fails
  await scene.advance(UNTIL_CLOSED);
});
afterAll(() => scene.close());

const created = async () =>
  (await scene.bank(BANK, "/instructions?status=created")).json.items?.[0]?.id ?? "none";
const act = (id: string, path: string, json: object, key?: string) =>
  scene.bank(BANK, `/instructions/${id}/${path}`, { json, ...(key === undefined ? {} : { key }) });
const board = (by: string, id: string, path = "", json?: object) =>
  scene.staff(by, `/instructions/${id}${path}`, json === undefined ? {} : { json });

describe("a bank and one of its instructions", () => {
  it("holds it with a reason, once, and only the bank lets it go", async () => {
    const id = await created();
    const held = await act(id, "hold", { reason: "embargo check" }, "hold-key-1");
    expect(held, held.text).toMatchObject({ status: 200, json: { status: "held", reason: "embargo check" } });
    const again = await act(id, "hold", { reason: "embargo check" }, "hold-key-1");
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
    expect((await act(id, "hold", { reason: "" })).status).toBe(400);
    const ours = await board("olga", id, "/release", { reason: "we want it to go" });
    expect(ours).toMatchObject({ status: 409, json: { code: "held_by_bank" } });
    scene.settlesAtOnce = true;
    await scene.advance(DAY_MS); // a run passes and leaves it
    scene.settlesAtOnce = false;
    expect((await board("olga", id)).json).toMatchObject({ status: "held" });
    expect((await act(id, "release", {})).json).toMatchObject({ status: "created" });
    const trail = await scene.staff("rosa", `/audit/${id}`);
    expect(trail.text).toContain("instruction.held_by_bank");
  });

  it("does not release what the platform's two persons hold", async () => {
    const id = await created();
    await board("olga", id, "/hold", { reason: "asked by the backer" });
    expect((await board("olga", id, "/confirm", {})).json.code).toBe("same_person");
    expect((await board("otto", id, "/confirm", {})).json).toMatchObject({ status: "held" });
    expect((await act(id, "release", {})).json.code).toBe("held_by_platform");
    await board("otto", id, "/release", { reason: "all is well" });
    expect((await board("otto", id, "/confirm", {})).json.code).toBe("same_person");
    expect((await board("olga", id, "/confirm", {})).json).toMatchObject({ status: "created" });
  });

  it("is not another bank's to see or decide", async () => {
    const id = await created();
    const missing = "ins_00000000000000000000";
    const [foreign, unknown] = await Promise.all(
      [id, missing].map((one) =>
        scene.bank("stranger", `/instructions/${one}/hold`, { json: { reason: "x" } }),
      ),
    );
    expect(foreign?.status).toBe(401); // a client that is no partner of ours is nobody
    expect(foreign?.text).toBe(unknown?.text);
    expect((await act(missing, "hold", { reason: "x" })).status).toBe(404);
  });

  it("rejects it with a reason code only once it was sent, and the money is owed as before", async () => {
    const id = await created();
    expect((await act(id, "reject", { code: "AC04" })).json.code).toBe("instruction_status");
    await scene.nextRun();
    expect((await board("olga", id)).json).toMatchObject({ status: "sent" });
    expect((await act(id, "reject", { code: "closed" })).status).toBe(400);
    const rejected = await act(id, "reject", { code: "AC04" }, "reject-key-1");
    expect(rejected, rejected.text).toMatchObject({
      status: 200,
      json: { status: "rejected", reason: "AC04" },
    });
    const again = await act(id, "reject", { code: "AC04" }, "reject-key-1");
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect((await scene.own("bo", `/pledges/${pledgeId}`)).json).toMatchObject({ status: "refund_failed" });
    expect(await scene.money.balances(campaignId)).toEqual({
      "custody.EUR": 15_00,
      "refund-payable.EUR": 15_00,
    });
  });
});

describe("a name check that a bank's staff answer", () => {
  it("is listed for that bank with its data, answered once, and gone", async () => {
    scene.bankAnswers.set("/v1/name-check", () => "later");
    const { text } = await scene.own("bo", `/pledges/${pledgeId}`);
    const { refundIds } = z.looseObject({ refundIds: z.array(z.string()) }).parse(JSON.parse(text));
    const refund = `/refunds/${refundIds[0]}`;
    const account = { name: "Bo Backer", account: "DE75512108001245126199" };
    const proposed = await scene.own("bo", `${refund}/account`, {
      json: account,
      claims: { acr: "password" },
    });
    expect(proposed, proposed.text).toMatchObject({ status: 200, json: { proposal: "checking" } });
    await scene.work();
    const open = await scene.bank(BANK, "/name-checks");
    expect(open.json.items).toMatchObject([{ kind: "refund-account", ...account }]);
    const path = `/name-checks/${open.json.items?.[0]?.id}/answer`;
    expect((await scene.bank(BANK, path, { json: { result: "perhaps" } })).status).toBe(400);
    const told = await scene.bank(BANK, path, { json: { result: "match" }, key: "name-key-1" });
    expect(told, told.text).toMatchObject({ status: 200 });
    const again = await scene.bank(BANK, path, { json: { result: "match" }, key: "name-key-1" });
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
    expect((await scene.bank(BANK, path, { json: { result: "mismatch" } })).status).toBe(404);
    expect((await scene.bank(BANK, "/name-checks")).json.items).toEqual([]);
    expect((await scene.own("bo", refund)).json).toMatchObject({ status: "requested", to: "…6199" });
    scene.settlesAtOnce = true;
    await scene.advance(DAY_MS);
    expect((await scene.own("bo", `/pledges/${pledgeId}`)).json).toMatchObject({ status: "refunded" });
  });
});
