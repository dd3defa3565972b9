import { describe, expect, it } from "vitest";
import { tabsOf } from "./campaign-tabs.ts";

const LIVE = { status: "live", shards: 1 };
const DELIVERING = { status: "delivering", shards: 1 };

describe("the screens of a campaign", () => {
  it("follow from its state", () => {
    expect(tabsOf({ status: "draft" }, "owner")).toEqual(["edit", "check"]);
    expect(tabsOf({ status: "in_review" }, "owner")).toEqual([]);
    expect(tabsOf(LIVE, "owner")).toEqual(["funding"]);
    expect(tabsOf(DELIVERING, "owner")).toEqual(["funding", "money", "orders"]);
    expect(tabsOf({ status: "refunded", shards: 1 }, "owner")).toEqual(["funding", "money"]);
  });
  it("show addresses to those who send goods, not to finance", () => {
    expect(tabsOf(DELIVERING, "editor")).toContain("orders");
    expect(tabsOf(DELIVERING, "finance")).toEqual(["funding", "money"]);
    expect(tabsOf(DELIVERING, undefined)).toEqual(["funding", "money"]);
  });
});
