import { createHmac } from "node:crypto";
import { readCamt053 } from "@firstlot/partner-kit/camt053-read";
import { creditorReferenceOf } from "@firstlot/partner-kit/creditor-reference";
import { signPaymentLink } from "@firstlot/partner-kit/payment-link";
import { readStatementCsv } from "@firstlot/partner-kit/statement-csv";
import { describe, expect, it } from "vitest";
import { CUSTODY, instruction, START, startTestBank } from "./test-bank.ts";

async function opened() {
  const test = startTestBank();
  await test.setUp();
  return test;
}
type TestBank = Awaited<ReturnType<typeof opened>>;

const transfer = (amount: string, reference = "RF18539007547034") => ({
  account: CUSTODY,
  amount,
  currency: "EUR",
  reference,
  payer: { name: "Grace Hopper", account: "GB33BUKB20201555555555" },
});
async function funded(amount = "1000.00") {
  const test = await opened();
  await test.call("POST", "/transfers", transfer(amount));
  await test.call("POST", "/admin/run");
  test.platform.believed.length = 0;
  return test;
}
const told = ({ platform }: TestBank) => platform.believed.map(({ body }) => body);
const types = (test: TestBank) =>
  told(test).map((body) => (body !== null && typeof body === "object" && "type" in body ? body.type : ""));
const fault = (test: TestBank, kind: string, more: object = {}) =>
  test.call("POST", "/admin/faults", { partnerId: "bank-a", kind, ...more });
const run = async (test: TestBank, now?: string) => {
  if (now !== undefined) await test.call("POST", "/admin/clock", { now });
  return test.call("POST", "/admin/run");
};
const balance = ({ bank }: TestBank) => bank.state.accounts.get(CUSTODY)?.balanceMinor;
const status = async (test: TestBank, id: string) =>
  (await test.call("GET", `/v1/instructions/${id}`)).answer;

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

describe("switches", () => {
  it.each([
    ["receiver_down", 503, { known: false }],
    ["timeout_before_executing", 504, { known: false }],
    ["timeout_after_executing", 504, { known: true, status: "settled" }],
  ])("%s answers %i once", async (kind, expected, known) => {
    const test = await funded();
    await fault(test, kind);
    expect((await test.deliver(instruction(1, "250.00"), { id: "evt_1" })).status).toBe(expected);
    await run(test);
    expect(told(test)).toEqual([]);
    expect(await status(test, "E2E-1")).toMatchObject(known);
    expect((await test.deliver(instruction(1, "250.00"), { id: "evt_1" })).status).toBe(200);
    await run(test);
    expect(balance(test)).toBe(75_000);
  });

  it("delay, duplicate, lose and out of order change when and how often it speaks, never its books", async () => {
    const test = await funded();
    await fault(test, "out_of_order");
    await fault(test, "duplicate");
    await test.deliver(instruction(1, "10.00"), { id: "evt_1" });
    await run(test);
    expect(types(test)).toEqual(["instruction.settled", "instruction.settled"]);
    await run(test, "2026-11-24T08:01:00.000Z");
    expect(types(test).slice(2)).toEqual(["instruction.accepted", "instruction.accepted"]);
    expect(new Set(test.platform.believed.map(({ id }) => id)).size).toBe(2);
    await fault(test, "delay", { delayMs: 1000, on: "instruction" });
    await fault(test, "lose_confirmation", { on: "payment" });
    await test.deliver(instruction(2, "10.00"), { id: "evt_2" });
    await test.call("POST", "/transfers", transfer("5.00"));
    await run(test);
    expect(told(test)).toHaveLength(4);
    await run(test, "2026-11-24T08:01:01.000Z");
    expect(types(test).slice(4)).toEqual(["instruction.accepted", "instruction.settled"]);
    expect(balance(test)).toBe(100_000 - 2_000 + 500);
  });

  it("wrong amount and wrong currency are said, not booked", async () => {
    const test = await opened();
    await fault(test, "wrong_amount", { byMinor: -1 });
    await fault(test, "wrong_currency", { currency: "CHF" });
    await test.call("POST", "/transfers", transfer("10.00"));
    await run(test);
    expect(told(test)).toMatchObject([{ data: { amount: "9.99", currency: "CHF" } }]);
    expect(balance(test)).toBe(1_000);
  });

  it("reject and return later carry their reasons, each for the next N only", async () => {
    const test = await funded();
    await fault(test, "reject", { reason: "AC06" });
    await test.deliver(instruction(1, "10.00"), { id: "evt_1" });
    await run(test);
    await fault(test, "return_later", { reason: "AC01", delayMs: 5000 });
    await test.deliver(instruction(2, "10.00"), { id: "evt_2" });
    await test.deliver(instruction(3, "10.00"), { id: "evt_3" });
    await run(test);
    await run(test, "2026-11-24T08:00:05.000Z");
    expect(await status(test, "E2E-1")).toMatchObject({ status: "rejected", reason: "AC06" });
    expect(await status(test, "E2E-2")).toMatchObject({ status: "returned", reason: "AC01" });
    expect(await status(test, "E2E-3")).toMatchObject({ status: "settled" });
  });

  it("rotates keys: new and old sign together for the next N messages, then the new one alone", async () => {
    const test = await opened();
    const { answer } = await fault(test, "rotate_keys", { next: 1 });
    await test.call("POST", "/transfers", transfer("1.00"));
    await run(test);
    expect(told(test)).toHaveLength(1);
    await test.call("POST", "/transfers", transfer("2.00"));
    await run(test);
    expect(told(test)).toHaveLength(1);
    const publicKey =
      answer !== null && typeof answer === "object" && "publicKey" in answer ? String(answer.publicKey) : "";
    test.platform.trust.unshift(publicKey);
    await run(test, "2026-11-24T08:00:05.000Z");
    expect(told(test)).toHaveLength(2);
  });
});

describe("payment page", () => {
  const link = (test: TestBank, more: object = {}) =>
    signPaymentLink(
      {
        reference: creditorReferenceOf("0123456789ABCDEFGHJK"),
        amount: "25.00",
        currency: "EUR",
        account: CUSTODY,
        expiresAt: "2026-11-24T08:30:00.000Z",
        returnUrl: "http://localhost:3000/back?x=1",
        description: "Oat bars <first lot>",
        ...more,
      },
      test.links.signingKey,
    );
  async function visit(test: TestBank, jws = link(test)) {
    const { status: code, answer } = await test.call("GET", `/pay?link=${jws}`);
    const text = String(answer);
    return { code, text, action: /action="([^"]+)"/.exec(text)?.[1] ?? "" };
  }
  const decide = (test: TestBank, action: string, decision: string) =>
    test.app.request(action, {
      method: "POST",
      body: new URLSearchParams({ decision, name: "Ada Lovelace", account: "GB82 WEST 1234 5698 7654 32" }),
    });

  it("shows what is asked, takes the money once and goes back to the shop", async () => {
    const test = await opened();
    const { code, text, action } = await visit(test);
    expect(code).toBe(200);
    expect(text).toContain("25.00 EUR");
    expect(text).toContain("Firstlot Custody");
    expect(text).toContain("Oat bars &lt;first lot&gt;");
    const paid = await decide(test, action, "pay");
    expect(paid.status).toBe(303);
    expect(paid.headers.get("location")).toBe(
      "http://localhost:3000/back?x=1&status=paid&reference=RF620123456789ABCDEFGHJK",
    );
    expect((await decide(test, action, "pay")).status).toBe(422);
    expect((await visit(test)).text).toContain("already made");
    await run(test);
    expect(told(test)).toMatchObject([
      { type: "payment.received", data: { amount: "25.00", payer: { name: "Ada Lovelace" } } },
    ]);
    expect(balance(test)).toBe(2_500);
  });

  it("moves nothing when declined, and says so to the shop", async () => {
    const test = await opened();
    const declined = await decide(test, (await visit(test)).action, "decline");
    expect(declined.headers.get("location")).toContain("status=declined");
    await run(test);
    expect(told(test)).toEqual([]);
  });

  it("ends two minutes before the link expires, to the millisecond", async () => {
    const test = await opened();
    const { action } = await visit(test);
    await run(test, "2026-11-24T08:27:59.999Z");
    expect((await visit(test)).code).toBe(200);
    expect((await test.call("GET", "/admin/clock/next")).answer).toMatchObject({
      next: "2026-11-24T08:28:00.000Z",
    });
    await test.call("POST", "/admin/clock", { now: "2026-11-24T08:28:00.000Z" });
    expect((await decide(test, action, "pay")).status).toBe(422);
    expect((await visit(test)).code).toBe(422);
    expect((await run(test)).answer).toMatchObject({ done: [{ outcome: "expired" }], next: null });
    expect(balance(test)).toBe(0);
  });

  it("refuses a link that was changed or names an account that is not kept here", async () => {
    const test = await opened();
    expect((await visit(test, `${link(test)}x`)).code).toBe(422);
    expect((await visit(test, link(test, { account: "DE00000000000000000000" }))).code).toBe(422);
    expect((await visit(test, link(test, { currency: "CNY" }))).code).toBe(422);
  });
});

describe("statements", () => {
  it("come from its own books, numbered without gaps, closing on the next opening", async () => {
    const test = await funded();
    await test.deliver(instruction(1, "250.00"), { id: "evt_1" });
    await run(test);
    const first = readCamt053(
      String((await test.call("GET", `/statements/${CUSTODY}?day=2026-11-24`)).answer),
    );
    expect(first).toMatchObject({
      ok: true,
      value: [{ sequence: 1, openingMinor: 0, closingMinor: 75_000 }],
    });
    await run(test, "2026-11-25T08:00:00.000Z");
    await test.call("POST", "/transfers", transfer("1.00"));
    const csv = await test.call("GET", `/statements/${CUSTODY}?day=2026-11-25&format=csv`);
    const second = readStatementCsv(String(csv.answer));
    expect(second).toMatchObject({
      ok: true,
      value: [{ sequence: 2, openingMinor: 75_000, closingMinor: 75_100 }],
    });
    expect((await test.call("GET", `/statements/${CUSTODY}?day=2026-11-27`)).status).toBe(409);
    expect((await test.call("GET", `/statements/${CUSTODY}?day=2026-11-23`)).status).toBe(409);
    expect((await test.call("GET", "/statements/NOBODY?day=2026-11-24")).status).toBe(404);
  });

  it("show a booking that was tampered with, by exactly that much", async () => {
    const test = await funded();
    const [booking] = test.bank.state.accounts.get(CUSTODY)?.bookings ?? [];
    const tampered = { account: CUSTODY, bankReference: booking?.bankReference, byMinor: 1 };
    expect((await test.call("POST", "/admin/tamper", tampered)).status).toBe(200);
    const read = readCamt053(
      String((await test.call("GET", `/statements/${CUSTODY}?day=2026-11-24`)).answer),
    );
    expect(read).toMatchObject({
      ok: true,
      value: [{ closingMinor: 100_001, entries: [{ amountMinor: 100_001 }] }],
    });
  });

  it("are pushed with a bearer token when a day is over", async () => {
    const test = await opened();
    const account = {
      account: "DE02120300000000202051",
      partnerId: "bank-a",
      holder: "Oat",
      currency: "EUR",
      pushStatements: "camt053",
    };
    await test.call("POST", "/admin/accounts", account);
    await test.call("POST", "/transfers", { ...transfer("3.00"), account: account.account });
    expect((await run(test)).answer).toMatchObject({ next: "2026-11-25T00:00:00.000Z" });
    await run(test, "2026-11-25T00:00:00.000Z");
    const pushed = test.platform.requests.find(({ url }) => url.endsWith("/api/partner/v1/statements"));
    expect(pushed?.headers.get("authorization")).toBe("Bearer token-1");
    expect(readCamt053(pushed?.body ?? "")).toMatchObject({ ok: true, value: [{ closingMinor: 300 }] });
  });
});

describe("time", () => {
  it("never goes back behind a booking, and stands still until it is told to tick", async () => {
    const test = await funded();
    const set = async (body: object) => (await test.call("POST", "/admin/clock", body)).status;
    expect(await set({ now: "2026-11-24T07:59:59.999Z" })).toBe(409);
    expect(await set({ now: START })).toBe(200);
    expect(test.bank.now()).toBe(START);
    expect(await set({ now: "2026-12-24T08:00:00.000Z", ticking: true })).toBe(200);
    expect(test.bank.now().slice(0, 16)).toBe("2026-12-24T08:00");
    expect(test.bank.isTicking()).toBe(true);
  });
});

describe("books", () => {
  it("are the same after a restart: balances, instructions, messages, clock and switches", async () => {
    const test = await funded();
    await fault(test, "delay", { next: 3 });
    await test.deliver(instruction(1, "250.00"), { id: "evt_1" });
    await run(test);
    await test.deliver(instruction(2, "1.00"), { id: "evt_2" });
    test.close();
    const again = startTestBank(test.journalPath);
    expect(again.bank.state).toEqual(test.bank.state);
    expect(again.bank.now()).toBe(START);
    await again.call("POST", "/admin/run");
    expect(again.bank.state.accounts.get(CUSTODY)?.balanceMinor).toBe(74_900);
  });

  it("answer name checks from accounts, the directory and the sandbox's number endings", async () => {
    const test = await opened();
    await test.call("POST", "/admin/names", {
      account: "FR7630006000011234567890189",
      name: "Société Générale d'Avoine",
    });
    const check = async (account: string, name: string) =>
      (await test.call("POST", "/v1/name-check", { account, name })).answer;
    expect(await check(CUSTODY, "custody FIRSTLOT")).toMatchObject({ result: "match" });
    expect(await check("FR7630006000011234567890189", "societe generale d avoine")).toMatchObject({
      result: "match",
    });
    expect(await check("FR7630006000011234567890189", "Société Générale")).toMatchObject({ result: "close" });
    expect(await check("FR7630006000011234567890189", "Somebody")).toMatchObject({ result: "mismatch" });
    expect(await check("ACCOUNT0000", "Anyone")).toMatchObject({ result: "mismatch" });
    expect(await check("ACCOUNT1111", "Anyone")).toMatchObject({ result: "close" });
    expect(await check("ACCOUNT2222", "Anyone")).toMatchObject({ result: "match" });
  });
});
