import { describe, expect, it } from "vitest";
import { cashFlow } from "./cash-flow.ts";
import { cell, csvOf } from "./csv.ts";
import type { Holding } from "./holdings.ts";
import { concentrationsOf, isLate, totalsOf } from "./totals.ts";

const eur = (amount: string) => ({ amount, currency: "EUR" as const });
const NOW = "2027-04-01T00:00:00.000Z";

function holding(over: {
  status: Holding["pledge"]["status"];
  received?: string;
  total?: string;
  enterprise?: string;
  refunds?: readonly [status: Holding["refunds"][number]["status"], amount: string][];
}): Holding {
  const { status, received = "0.00", total = "10.00", enterprise = "A", refunds = [] } = over;
  return {
    pledge: {
      ...{ id: "plg_1", campaignId: "cmp_1", status, total: eur(total), received: eur(received) },
      lines: [{ itemId: "t1", quantity: 2, unitPrice: eur("5.00"), amount: eur("10.00") }],
      ...{ createdAt: "2026-11-02T10:00:00.000Z", payBy: "2026-11-02T10:30:00.000Z" },
      payments:
        received === "0.00"
          ? []
          : [{ amount: eur(received), bookedAt: "2026-11-30T23:30:00.000Z", from: "…1234" }],
    },
    campaign: {
      ...{ status: "live", closesAt: "2026-12-09T10:00:00.000Z" },
      ...{ enterpriseId: `ent_${enterprise}`, enterpriseName: enterprise, title: { en: "=Honey, first" } },
      addOns: [],
      tiers: [
        {
          ...{ id: "t1", name: { en: "Jar" }, description: { en: "One" }, price: eur("5.00") },
          ...{ units: 10, unitsLeft: 8, perBacker: 5, deliverBy: "2027-03", shipsTo: [] },
        },
      ],
    },
    refunds: refunds.map(([state, amount], at) => ({
      ...{ id: `rfd_${at}`, pledgeId: "plg_1", campaignId: "cmp_1", status: state, amount: eur(amount) },
      ...{ reason: "withdrawn", to: "…1234", requestedAt: "2027-01-10T10:00:00.000Z", version: 1 },
      ...(state === "settled" ? { settledAt: "2027-01-15T10:00:00.000Z" } : {}),
    })),
  };
}

describe("totalsOf", () => {
  it("puts each cent in one place", () => {
    const [totals] = totalsOf(
      [
        holding({ status: "reserved", received: "4.00" }),
        holding({ status: "paid", received: "12.00", refunds: [["requested", "2.00"]] }),
        holding({ status: "confirmed", received: "10.00" }),
        holding({ status: "refund_failed", received: "10.00", refunds: [["rejected", "10.00"]] }),
        holding({ status: "refunded", received: "10.00", refunds: [["settled", "10.00"]] }),
        holding({ status: "expired" }),
      ],
      "2027-03-31T23:00:00.000Z",
    );
    const amounts = Object.fromEntries(
      Object.entries(totals?.sums ?? {}).map(([place, { amount }]) => [place, amount]),
    );
    expect(amounts).toEqual({
      ...{ waiting: "6.00", held: "14.00", confirmed: "10.00", late: "0.00", undelivered: "0.00" },
      ...{ fulfilled: "0.00", refunding: "2.00", refund_failed: "10.00", refunded: "10.00" },
    });
  });
  it("calls late what is confirmed and past its month", () => {
    const late = holding({ status: "confirmed", received: "10.00" });
    expect(isLate(late, "2027-03-31T23:59:59.999Z")).toBe(false);
    expect(isLate(late, NOW)).toBe(true);
    expect(totalsOf([late], NOW)[0]?.sums.confirmed).toEqual(eur("0.00"));
  });
});

describe("concentrationsOf", () => {
  it("names who holds more than a fifth, not exactly a fifth", () => {
    const five = ["A", "B", "C", "D", "E"].map((enterprise) => holding({ status: "paid", enterprise }));
    expect(concentrationsOf(five)).toEqual([]);
    const [largest] = concentrationsOf([...five, holding({ status: "paid", enterprise: "A" })]);
    expect(largest).toEqual({ enterprise: "A", currency: "EUR", percent: 33 });
  });
});

describe("cashFlow", () => {
  it("counts by the reader's month and leaves no month out", () => {
    const flow = cashFlow(
      [holding({ status: "refunded", received: "10.00", refunds: [["settled", "10.00"]] })],
      {
        currency: "EUR",
        zone: "Europe/Brussels",
      },
    );
    expect(flow).toEqual([
      { month: "2026-12", paidIn: eur("10.00"), refunded: eur("0.00") },
      { month: "2027-01", paidIn: eur("0.00"), refunded: eur("10.00") },
    ]);
  });
});

describe("csvOf", () => {
  it("quotes what has to be and is no formula to a spreadsheet", () => {
    expect(cell('a "b", c')).toBe('"a ""b"", c"');
    expect(cell("=1+1")).toBe("'=1+1");
    const [, row] = csvOf([holding({ status: "paid", received: "10.00" })], "en").split("\r\n");
    expect(row).toContain(`plg_1,"'=Honey, first",A,2 × Jar,paid,EUR,10.00,10.00`);
  });
});
