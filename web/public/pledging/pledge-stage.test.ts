import { describe, expect, it } from "vitest";
import { heldOf, stageOf, wayOut } from "./pledge-stage.ts";

const eur = (amount: string) => ({ amount, currency: "EUR" });
const of = (status: Parameters<typeof stageOf>[0]["status"], received: string) =>
  stageOf({ status, total: eur("59.80"), received: eur(received) });

describe("stageOf", () => {
  it.each([
    ["reserved", "0.00", "reserved"],
    ["reserved", "10.00", "short"],
    ["paid", "59.80", "paid"],
    ["paid", "59.81", "paid_over"],
    ["expired", "0.00", "expired"],
    ["expired", "59.80", "late"],
    ["cancelled", "0.01", "late"],
    ["cancelled", "0.00", "cancelled"],
    ["refund_failed", "59.80", "refund_failed"],
  ] as const)("%s with %s received is %s", (status, received, stage) => {
    expect(of(status, received)).toBe(stage);
  });
});

describe("heldOf", () => {
  it("leaves out the excess, which goes back by itself", () => {
    const held = (received: string) =>
      heldOf({ status: "paid", total: eur("16.90"), received: eur(received) }).amount;
    expect([held("16.90"), held("40.00")]).toEqual(["16.90", "16.90"]);
    expect(heldOf({ status: "reserved", total: eur("16.90"), received: eur("5.00") })).toEqual(eur("5.00"));
  });
});

describe("wayOut", () => {
  const closesAt = "2026-12-09T10:00:00.000Z";
  it("is free until the deadline and not after it", () => {
    expect(wayOut({ status: "paid" }, { closesAt, now: "2026-12-09T09:59:59.999Z" })).toBe("withdraw");
    expect(wayOut({ status: "paid" }, { closesAt, now: closesAt })).toBeUndefined();
  });
  it("is giving up before the payment, the law after the verdict, none once it was sent", () => {
    expect(wayOut({ status: "reserved" }, { closesAt, now: closesAt })).toBe("cancel");
    expect(wayOut({ status: "confirmed" }, { closesAt, now: closesAt })).toBe("withdraw_by_law");
    expect(wayOut({ status: "fulfilled" }, { closesAt, now: closesAt })).toBeUndefined();
  });
});
