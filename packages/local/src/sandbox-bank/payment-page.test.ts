import { creditorReferenceOf } from "@firstlot/partner-kit/creditor-reference";
import { signPaymentLink } from "@firstlot/partner-kit/payment-link";
import { describe, expect, it } from "vitest";
import { CUSTODY } from "./test-bank.ts";
import { balance, opened, run, type TestBank, told } from "./test-story.ts";

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
