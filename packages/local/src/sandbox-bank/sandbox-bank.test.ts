import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { CUSTODY, instruction, START } from "./test-bank.ts";
import { balance, funded, opened, run, status, told, transfer, types } from "./test-story.ts";

describe("payments in", () => {
  it("books a transfer of any amount under any reference and announces it, signed", async () => {
    const test = await opened();
    const sent = await test.call("POST", "/transfers", transfer("24.99", "pledge of ada?"));
    expect(sent.status).toBe(201);
    await run(test);
    expect(told(test)).toMatchObject([
      {
        type: "payment.received",
        data: { reference: "pledge of ada?", amount: "24.99", currency: "EUR", bookedAt: START },
      },
    ]);
    expect(balance(test)).toBe(2_499);
  });

  it("refuses unknown accounts, another currency and inexact amounts, and books nothing", async () => {
    const test = await opened();
    const post = async (more: object) =>
      (await test.call("POST", "/transfers", { ...transfer("1.00"), ...more })).status;
    expect(await post({ account: "DE00000000000000000000" })).toBe(422);
    expect(await post({ currency: "CNY" })).toBe(422);
    expect(await post({ amount: "1.001" })).toBe(422);
    expect(await post({ amount: "-1.00" })).toBe(400);
    expect(balance(test)).toBe(0);
  });

  it("announces a payment again after the platform was down, with the same id and bytes", async () => {
    const test = await opened();
    await test.call("POST", "/transfers", transfer("10.00"));
    test.platform.answers.push("refuse", 503);
    await run(test);
    expect((await test.call("GET", "/admin/clock/next")).answer).toMatchObject({
      next: "2026-11-24T08:00:05.000Z",
    });
    await run(test, "2026-11-24T08:00:05.000Z");
    await run(test, "2026-11-24T08:00:35.000Z");
    expect(told(test)).toHaveLength(1);
    const [first, second, third] = test.platform.requests;
    expect(second?.body).toBe(first?.body);
    expect(third?.headers.get("webhook-id")).toBe(first?.headers.get("webhook-id"));
    expect(first?.headers.get("firstlot-partner")).toBe("bank-a");
  });
});

describe("instructions", () => {
  it("executes, confirms accepted then settled, and answers the status query", async () => {
    const test = await funded();
    expect(await test.deliver(instruction(1, "250.00"), { id: "evt_1" })).toMatchObject({ status: 200 });
    await run(test);
    expect(types(test)).toEqual(["instruction.accepted", "instruction.settled"]);
    expect(told(test)).toMatchObject([
      { data: { sequence: 1 } },
      { data: { sequence: 2, amount: "250.00", endToEndId: "E2E-1" } },
    ]);
    expect(balance(test)).toBe(75_000);
    expect(await status(test, "E2E-1")).toMatchObject({ known: true, status: "settled", amount: "250.00" });
    expect(await status(test, "E2E-2")).toEqual({ known: false, endToEndId: "E2E-2" });
  });

  it("executes once, however often the event or the instruction is sent", async () => {
    const test = await funded();
    const event = instruction(1, "250.00");
    await test.deliver(event, { id: "evt_1" });
    expect(await test.deliver(event, { id: "evt_1" })).toMatchObject({
      status: 200,
      answer: { outcome: "already received" },
    });
    await run(test);
    await test.deliver(event, { id: "evt_2" });
    await run(test);
    expect(types(test)).toEqual(["instruction.accepted", "instruction.settled"]);
    expect(balance(test)).toBe(75_000);
  });

  it("refuses the same event id with another body", async () => {
    const test = await funded();
    await test.deliver(instruction(1, "250.00"), { id: "evt_1" });
    expect(await test.deliver(instruction(1, "250.01"), { id: "evt_1" })).toMatchObject({ status: 409 });
  });

  it("rejects one cent more than the balance with AM04, a foreign account with AC01, and moves nothing", async () => {
    const test = await funded();
    await test.deliver(instruction(1, "1000.01"), { id: "evt_1" });
    const foreign = JSON.stringify(instruction(2, "1.00")).replace(CUSTODY, "DE00000000000000000000");
    await test.deliver(foreign, { id: "evt_2" });
    await run(test);
    const rejected = told(test).filter((_body, index) => types(test)[index] === "instruction.rejected");
    expect(rejected).toMatchObject([{ data: { reason: "AC01" } }, { data: { reason: "AM04" } }]);
    expect(balance(test)).toBe(100_000);
  });

  it("returns what went to a closed account one hour later with AC04, under its own reference", async () => {
    const test = await funded();
    await test.call("POST", "/admin/closed-accounts", { account: "GB82WEST12345698765432" });
    await test.deliver(instruction(1, "250.00"), { id: "evt_1" });
    const ran = await run(test);
    expect(ran.answer).toMatchObject({ next: "2026-11-24T09:00:00.000Z" });
    await run(test, "2026-11-24T08:59:59.999Z");
    expect(balance(test)).toBe(75_000);
    await run(test, "2026-11-24T09:00:00.000Z");
    expect(types(test).at(-1)).toBe("instruction.returned");
    expect(told(test).at(-1)).toMatchObject({ data: { reason: "AC04", sequence: 3, amount: "250.00" } });
    expect(balance(test)).toBe(100_000);
    expect(await status(test, "E2E-1")).toMatchObject({ status: "returned", reason: "AC04" });
  });

  it("waits for the requested day, and can be cancelled until then", async () => {
    const test = await funded();
    await test.deliver(instruction(1, "1.00", { date: "2026-11-26" }), { id: "evt_1" });
    await test.deliver(instruction(2, "2.00", { date: "2026-11-26" }), { id: "evt_2" });
    await run(test);
    expect(types(test)).toEqual(["instruction.accepted", "instruction.accepted"]);
    const { data } = instruction(1, "1.00");
    if (!("instructionId" in data)) throw new Error("an instruction");
    const { instructionId, runId, endToEndId } = { ...data, runId: "run_1" };
    const cancelled = {
      sequence: 2,
      instructionId,
      runId,
      endToEndId: String(endToEndId),
      reason: "withdrawn",
    };
    await test.deliver(
      { type: "settlement.instruction.cancelled", timestamp: START, data: cancelled },
      { id: "evt_3" },
    );
    await run(test, "2026-11-26T00:00:00.000Z");
    expect(types(test).slice(2).sort()).toEqual(["instruction.rejected", "instruction.settled"]);
    expect(balance(test)).toBe(99_800);
  });

  it("moves money between two accounts of its own and takes it back from there", async () => {
    const test = await funded();
    const campaign = {
      account: "DE02120300000000202051",
      partnerId: "bank-a",
      holder: "Oat Bars Ltd",
      currency: "EUR",
    };
    await test.call("POST", "/admin/accounts", campaign);
    await test.deliver(instruction(1, "300.00", { account: campaign.account }), { id: "evt_1" });
    await run(test);
    expect(types(test)).not.toContain("payment.received");
    expect(test.bank.state.accounts.get(campaign.account)?.balanceMinor).toBe(30_000);
  });
});

describe("webhook receiver", () => {
  it("believes both schemes and nothing else", async () => {
    const test = await funded();
    const ping = {
      type: "endpoint.ping",
      timestamp: START,
      data: { sequence: 1, endpointId: "ep_1" },
    } as const;
    expect((await test.deliver(ping, { id: "evt_1" })).status).toBe(200);
    expect((await test.deliver(ping, { id: "evt_2", by: test.platformKey.privateKey })).status).toBe(200);
    const other = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;
    expect((await test.deliver(ping, { id: "evt_3", by: other })).status).toBe(401);
    expect((await test.deliver(ping, { id: "evt_4", ageSeconds: 302 })).status).toBe(401);
    expect((await test.deliver("{}", { id: "evt_5" })).status).toBe(400);
    expect(
      (await test.deliver(`{"type":"freeze.ordered","timestamp":"${START}","data":{}}`, { id: "evt_6" }))
        .status,
    ).toBe(200);
    expect((await test.app.request("/webhooks/nobody", { method: "POST", body: "{}" })).status).toBe(404);
  });

  it("proves that it owns the endpoint", async () => {
    const test = await opened();
    const challenge = "0123456789abcdefghijkl";
    const data = { sequence: 1, endpointId: "ep_1", challenge };
    const { answer } = await test.deliver(
      { type: "endpoint.challenge", timestamp: START, data },
      { id: "evt_1" },
    );
    const secret = Buffer.from(test.secret.slice("whsec_".length), "base64");
    const expected = createHmac("sha256", secret)
      .update(`firstlot.endpoint.challenge.${challenge}`)
      .digest("base64");
    expect(answer).toEqual({ answer: expected });
  });
});
