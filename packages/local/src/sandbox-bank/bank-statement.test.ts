import { readCamt053 } from "@firstlot/partner-kit/camt053-read";
import { readStatementCsv } from "@firstlot/partner-kit/statement-csv";
import { describe, expect, it } from "vitest";
import { CUSTODY, instruction } from "./test-bank.ts";
import { funded, opened, run, transfer } from "./test-story.ts";

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
