import { describe, expect, it } from "vitest";
import type { Invoice } from "../../evidence/invoice.ts";
import { AUTHENTICITY_START_POLICY, aggregateAuthenticity } from "./aggregate-authenticity.ts";
import {
  checkDuplicateInvoice,
  checkExactArithmetic,
  checkInvoiceBook,
  checkRoundNetAmounts,
  checkTaxRateInForce,
  checkVoidShare,
  type InvoiceBook,
} from "./authenticity-checks.ts";
import { AUTHENTICITY_START_LIMITS as LIMITS } from "./authenticity-limits.ts";
import { PRC_VAT_RATES, ratesInForce } from "./vat-rates-in-force.ts";

const invoice = (row: number, change: Partial<Invoice> = {}): Invoice => ({
  row,
  number: `N${row}`,
  date: "2019-06-01",
  counterparty: "B1",
  netMinor: 10_010,
  taxMinor: 1_301,
  totalMinor: 11_311,
  direction: "sale",
  status: "valid",
  ...change,
});
/** `n` honest invoices of which the first `changed` differ. */
const book = (n: number, changed = 0, change: Partial<Invoice> = {}): InvoiceBook => ({
  invoices: Array.from({ length: n }, (_, at) => invoice(at + 2, at < changed ? change : {})),
  direction: "sale",
  currency: "CNY",
  jurisdiction: "CN",
  derived: null,
  hasStatus: true,
});

describe("check 1, exact arithmetic", () => {
  it.each([
    [11_313, "passed"],
    [11_314, "failed"],
    [11_309, "passed"],
    [11_308, "failed"],
  ])("a total of %d on a row of 11311: %s", (totalMinor, outcome) => {
    expect(checkExactArithmetic(book(10, 1, { totalMinor }), LIMITS).outcome).toBe(outcome);
  });

  it("counts all and names the first five rows", () => {
    expect(checkExactArithmetic(book(10, 7, { totalMinor: 0 }), LIMITS)).toMatchObject({
      observed: "7",
      n: 10,
      examples: [2, 3, 4, 5, 6],
      reasonCode: "invoice_sum_wrong",
      remedy: "upload_export_unedited",
    });
  });

  it("has no answer when an amount column was computed from the others", () => {
    expect(checkExactArithmetic({ ...book(10), derived: "total" }, LIMITS).outcome).toBe("not_enough_data");
  });
});

describe("check 2, tax rate in force", () => {
  const allowed = ratesInForce(PRC_VAT_RATES, 0);
  it.each([
    ["2017-06-30", [1_700, 1_300, 1_100, 600, 500, 300, 150, 0]],
    ["2017-07-01", [1_700, 1_100, 600, 500, 300, 150, 0]],
    ["2018-04-30", [1_700, 1_100, 600, 500, 300, 150, 0]],
    ["2018-05-01", [1_600, 1_000, 600, 500, 300, 150, 0]],
    ["2019-03-31", [1_600, 1_000, 600, 500, 300, 150, 0]],
    ["2019-04-01", [1_300, 900, 600, 500, 300, 150, 0]],
    ["2020-03-01", [1_300, 900, 600, 500, 300, 150, 100, 0]],
  ])("knows the rates of %s", (day, rates) => {
    expect(allowed(day)).toEqual(rates);
  });

  it("lets the old rate run on for the days of grace, and not one more", () => {
    const graceful = ratesInForce(PRC_VAT_RATES, 180);
    expect(graceful("2018-10-27")).toContain(1_700);
    expect(graceful("2018-10-28")).not.toContain(1_700);
  });

  it("warns above 3.2 % of sales: 32 of 1,000 pass, 33 do not; purchases have 7.5 %", () => {
    const odd = { taxMinor: 801, totalMinor: 10_811 };
    expect(checkTaxRateInForce(book(1_000, 32, odd), LIMITS).outcome).toBe("passed");
    expect(checkTaxRateInForce(book(1_000, 33, odd), LIMITS)).toMatchObject({
      outcome: "warned",
      observed: "3.30 %",
    });
    const purchases = { ...book(1_000, 75, odd), direction: "purchase" } as const;
    expect(checkTaxRateInForce(purchases, LIMITS).outcome).toBe("passed");
  });

  it("does not apply outside the PRC, and needs twenty invoices", () => {
    expect(checkTaxRateInForce({ ...book(50), jurisdiction: "DE" }, LIMITS).outcome).toBe("not_applicable");
    expect(checkTaxRateInForce(book(19), LIMITS).outcome).toBe("not_enough_data");
    expect(checkTaxRateInForce(book(20), LIMITS).outcome).toBe("passed");
  });
});

describe("check 3, repeated invoices", () => {
  it("warns from exactly one percent on", () => {
    const copies = { number: "N2", counterparty: "B1", totalMinor: 11_311 };
    const repeated = (n: number, times: number) => book(n, times + 1, copies);
    expect(checkDuplicateInvoice(repeated(1_000, 9), LIMITS).outcome).toBe("passed");
    expect(checkDuplicateInvoice(repeated(1_000, 10), LIMITS)).toMatchObject({
      outcome: "warned",
      observed: "1.00 %",
    });
  });

  it("does not count another counterparty, another total or a voided row", () => {
    const once = book(20, 1, { number: "N3", counterparty: "B2" });
    expect(checkDuplicateInvoice(once, LIMITS).observed).toBe("0.00 %");
    expect(checkDuplicateInvoice(book(40, 2, { number: "N2", status: "voided" }), LIMITS).observed).toBe(
      "0.00 %",
    );
  });
});

describe("check 7, round net amounts", () => {
  const round = { netMinor: 300_000, taxMinor: 39_000, totalMinor: 339_000 };
  it.each([
    [1_000, 97, "passed"],
    [1_000, 98, "warned"],
    [99, 99, "not_enough_data"],
  ])("of %d invoices %d round ones: %s", (n, changed, outcome) => {
    expect(checkRoundNetAmounts(book(n, changed, round), LIMITS).outcome).toBe(outcome);
  });

  it("is not calibrated for other currencies", () => {
    expect(checkRoundNetAmounts({ ...book(200), currency: "EUR" }, LIMITS).outcome).toBe("not_applicable");
  });
});

describe("check 8, voided invoices", () => {
  const voided = { status: "voided" } as const;
  it.each([
    [100, 20, "passed"],
    [100, 21, "warned"],
    [200, 0, "passed"],
    [201, 0, "warned"],
    [19, 19, "not_enough_data"],
  ])("of %d invoices %d voided: %s", (n, changed, outcome) => {
    expect(checkVoidShare(book(n, changed, voided), LIMITS).outcome).toBe(outcome);
  });

  it("calls none at all missing, and only where a tax export shows them", () => {
    expect(checkVoidShare(book(201), LIMITS)).toMatchObject({ reasonCode: "voids_missing", examples: [] });
    expect(checkVoidShare({ ...book(201), jurisdiction: "DE" }, LIMITS).outcome).toBe("passed");
    expect(checkVoidShare({ ...book(201), hasStatus: false }, LIMITS).outcome).toBe("not_enough_data");
  });
});

describe("aggregateAuthenticity", () => {
  const verdict = (given: InvoiceBook) =>
    aggregateAuthenticity(checkInvoiceBook(given, LIMITS), AUTHENTICITY_START_POLICY);

  it("passes an honest book without findings", () => {
    expect(verdict(book(300, 10, { status: "voided" }))).toEqual({ outcome: "passed", findings: [] });
  });

  it("asks a person about a warning and fails on wrong sums", () => {
    expect(verdict(book(300)).outcome).toBe("needs_human");
    const wrong = verdict(book(300, 1, { totalMinor: 1 }));
    expect(wrong.outcome).toBe("failed");
    expect(wrong.findings[0]).toEqual({
      reasonCode: "invoice_sum_wrong",
      severity: "error",
      observed: "1 of 300 (sale); rows 2",
      limit: "0",
      remedyCode: "upload_export_unedited",
    });
  });

  it("asks a person when too few checks had enough data", () => {
    expect(verdict(book(5))).toMatchObject({
      outcome: "needs_human",
      findings: [{ reasonCode: "invoices_too_few" }],
    });
  });
});
