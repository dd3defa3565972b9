import { describe, expect, it } from "vitest";
import { draftOf } from "./payment-draft.ts";

const eur = (amount: string) => ({ amount, currency: "EUR" });
const SUPPLIER = { lineId: "s1", payee: "supplier", remaining: eur("500.00") };
const OWN = { lineId: "s3", payee: "own_costs", remaining: eur("500.00") };
const TYPED: Readonly<Record<string, string>> = {
  payeeName: "Jars Ltd",
  payeeAccount: "gb33 bukb 2020 1555 5555 55",
  invoice: "evd_1",
  amount: "1,200.5",
  note: "",
};
const made = (line: typeof SUPPLIER, typed: Record<string, string>, free = "5000.00") =>
  draftOf({ line, free: eur(free), text: (field) => ({ ...TYPED, ...typed })[field] ?? "" });

describe("a payment request out of a form", () => {
  it("names a supplier's account without spaces, and the amount exactly", () => {
    expect(made({ ...SUPPLIER, remaining: eur("1200.50") }, {})).toEqual({
      draft: {
        lineId: "s1",
        amount: eur("1200.50"),
        payee: { name: "Jars Ltd", account: "GB33BUKB20201555555555" },
        invoiceEvidenceId: "evd_1",
      },
      mistakes: [],
    });
  });
  it("of own costs has no payee and no invoice", () => {
    const { draft, mistakes } = made(OWN, { amount: "20", note: "Wages" });
    expect(draft).toEqual({ lineId: "s3", amount: eur("20.00"), note: "Wages" });
    expect(mistakes).toEqual([]);
  });
  it("says everything that is wrong at once", () => {
    const typed = { payeeName: "", payeeAccount: "?", invoice: "", amount: "12,5" };
    expect(made(SUPPLIER, typed).mistakes.map(({ kind }) => kind)).toEqual([
      "no_name",
      "no_account",
      "no_invoice",
      "no_amount",
    ]);
  });
  it("asks for no more than the line has left, and no more than is on the account", () => {
    expect(made(SUPPLIER, { amount: "500.01" }).mistakes).toEqual([
      { field: "amount", kind: "over_line", most: eur("500.00") },
    ]);
    expect(made(SUPPLIER, { amount: "500.00" }, "499.99").mistakes).toEqual([
      { field: "amount", kind: "over_account", most: eur("499.99") },
    ]);
  });
});
