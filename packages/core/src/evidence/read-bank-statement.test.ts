import { describe, expect, it } from "vitest";
import { detectStatementColumns } from "./bank-statement.ts";
import { readBankStatement } from "./read-bank-statement.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

function read(text: string) {
  const bytes = utf8(text);
  const detected = detectStatementColumns(bytes);
  if (!detected.ok) throw new Error(JSON.stringify(detected.error));
  const result = readBankStatement({ bytes, profile: detected.value.profile, currency: "EUR" });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return { ...result.value, profile: detected.value.profile };
}

describe("readBankStatement", () => {
  it("reads signed amounts and follows the running balance", () => {
    const reading = read(`Buchungstag;Auftraggeber;Verwendungszweck;Betrag;Saldo
02.01.2019;Müller;R-1;1.190,00;2.190,00
15.01.2019;Stadtwerke;Strom;-90,00;2.100,00
`);
    expect(reading.lines).toEqual([
      {
        row: 2,
        date: "2019-01-02",
        amountMinor: 119_000,
        balanceMinor: 219_000,
        counterparty: "Müller",
        text: "R-1",
      },
      {
        row: 3,
        date: "2019-01-15",
        amountMinor: -9_000,
        balanceMinor: 210_000,
        counterparty: "Stadtwerke",
        text: "Strom",
      },
    ]);
    expect(reading).toMatchObject({ order: "oldest_first", balanceBreakCount: 0 });
    expect(reading.months).toEqual([{ month: "2019-01", count: 2, inMinor: 119_000, outMinor: 9_000 }]);
  });

  it("reads debit and credit columns, newest first", () => {
    const reading = read(`交易日期,对方户名,摘要,借方发生额,贷方发生额,余额
2019-01-15,电力公司,电费,90.00,,2100.00
2019-01-02,B001,货款,,1190.00,2190.00
2019-01-01,B002,货款,-,1000.00,1000.00
`);
    expect(reading.profile.columns.amount).toBeNull();
    expect(reading.lines.map(({ amountMinor }) => amountMinor)).toEqual([-9_000, 119_000, 100_000]);
    expect(reading).toMatchObject({ order: "newest_first", balanceBreakCount: 0 });
  });

  it("names the row at which the running balance breaks by one cent", () => {
    const reading = read(
      "date,amount,balance\n2019-01-01,10.00,10.00\n2019-01-02,5.00,15.01\n2019-01-03,1.00,16.01\n",
    );
    expect(reading).toMatchObject({ balanceBreaks: [3], balanceBreakCount: 1 });
  });

  it("refuses a row with money on both sides, and says so", () => {
    const reading = read("date,debit,credit\n2019-01-01,10.00,5.00\n2019-01-02,,5.00\n2019-01-03,-4.00,0\n");
    expect(reading.rowErrors.map(({ message }) => message)).toEqual([
      'Row 2: debit holds "10.00" although the other side is filled too',
    ]);
    expect(reading.lines.map(({ amountMinor }) => amountMinor)).toEqual([500, -400]);
    expect(reading.order).toBe("unknown");
  });

  it("names the columns that it did not find", () => {
    expect(detectStatementColumns(utf8("date,debit\n2019-01-01,5\n"))).toEqual({
      ok: false,
      error: { kind: "columns_not_found", fields: ["amount"] },
    });
  });
});
