import { describe, expect, it } from "vitest";
import { CUSTODY, instruction, START, startTestBank } from "./test-bank.ts";
import { fault, funded, opened, run } from "./test-story.ts";

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
    const left = { account: "ACCOUNT3333", name: "Anyone" };
    expect(await test.call("POST", "/v1/name-check", left)).toMatchObject({ status: 202 });
  });
});
