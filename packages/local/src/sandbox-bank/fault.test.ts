import { describe, expect, it } from "vitest";
import { instruction } from "./test-bank.ts";
import { balance, fault, funded, opened, run, status, told, transfer, types } from "./test-story.ts";

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
