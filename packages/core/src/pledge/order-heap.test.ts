import { describe, expect, it } from "vitest";
import { heapOf, isAsked } from "./order-heap.ts";
import { pledgeIn, STATUSES } from "./sample-pledge.ts";

describe("the heap of an order", () => {
  const on = (heap: string) => STATUSES.filter((status) => heapOf({ status }) === heap);
  const asked = (filter: Parameters<typeof isAsked>[1]) =>
    STATUSES.filter((status) => isAsked(pledgeIn(status), filter));

  it("is one for what was paid, and none for what never was", () => {
    expect(on("open")).toEqual(["paid", "confirmed"]);
    expect(on("sent")).toEqual(["fulfilled"]);
    expect(on("gone")).toEqual(["withdrawn", "refunding", "refund_failed", "dormant", "refunded"]);
    expect(STATUSES.filter((status) => heapOf({ status }) === undefined)).toEqual([
      "reserved",
      "expired",
      "cancelled",
    ]);
  });

  it("is what a list is asked for, with every order where `all` are, and every pledge where none is named", () => {
    expect(asked({ heap: "sent" })).toEqual(["fulfilled"]);
    expect(asked({ heap: "all" })).toHaveLength(STATUSES.length - 3);
    expect(asked({})).toEqual(STATUSES);
    expect(asked({ country: "DE" })).toEqual(STATUSES);
    expect(asked({ heap: "open", country: "FR" })).toEqual([]);
  });
});
