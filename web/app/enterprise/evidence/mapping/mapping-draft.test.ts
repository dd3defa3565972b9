import { describe, expect, it } from "vitest";
import { type Draft, draftOfMapping, mappingOf, missingOf } from "./mapping-draft.ts";

const draft = (columns: Draft["columns"]): Draft => ({
  currency: "EUR",
  layout: { encoding: "utf-8", delimiter: ";", headerRow: 1 },
  decimalStyle: "comma",
  dateStyle: "dmy",
  columns,
});

describe("a mapping that is being written", () => {
  it("is of invoices once number, date, counterparty and two amounts have columns", () => {
    const begun = draft({ number: "Nr", date: "Datum", net: "Netto" });
    expect(missingOf("invoices_sales", begun)).toEqual(["counterparty", "tax", "total"]);
    expect(mappingOf("invoices_sales", begun)).toBeUndefined();
    const whole = draft({ ...begun.columns, counterparty: "Kunde", total: "Brutto" });
    const mapping = mappingOf("invoices_purchases", whole);
    expect(mapping).toMatchObject({
      kind: "invoices",
      profile: { direction: "purchase", columns: { tax: null } },
    });
    expect(mapping === undefined ? undefined : draftOfMapping(mapping)).toEqual(whole);
  });

  it("of a statement takes one signed amount, or both sides", () => {
    expect(missingOf("bank_statement", draft({ date: "Datum" }))).toEqual(["amount"]);
    expect(missingOf("bank_statement", draft({ date: "Datum", credit: "Haben" }))).toEqual(["debit"]);
    const sides = draft({ date: "Datum", amount: "Betrag", credit: "Haben", debit: "Soll" });
    expect(mappingOf("bank_statement", sides)).toMatchObject({
      profile: { columns: { amount: null, credit: "Haben", debit: "Soll" } },
    });
  });
});
