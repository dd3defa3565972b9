import { describe, expect, it } from "vitest";
import { detectInvoiceColumns, type InvoiceProfile } from "./invoice-columns.ts";
import { PREVIEW_ROWS } from "./look-at-table.ts";
import { previewInvoices, readInvoices } from "./read-invoices.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);

function detect(text: string, direction?: "sale" | "purchase") {
  const detected = detectInvoiceColumns(utf8(text), direction ? { direction } : {});
  if (!detected.ok) throw new Error(JSON.stringify(detected.error));
  return detected.value;
}

function read(text: string, change: Partial<InvoiceProfile> = {}) {
  const result = readInvoices({
    bytes: utf8(text),
    profile: { ...detect(text).profile, ...change },
    currency: "CNY",
  });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const CHINESE = `发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态
3390939,2017/7/18,B001,-943.4,-56.6,-1000,有效发票
3390940,2017/8/1,B002,"1,000.00",170,1170,作废发票
3390941,2017/8/2,B002,100,17,117,有效发票
`;
const GERMAN = `Rechnungsliste 2019
Rechnungsnummer;Rechnungsdatum;Kunde;Netto;MwSt;Brutto
R-1;02.01.2019;Müller;1.000,00;190,00;1.190,00
R-2;31.01.2019;Maier;10,50;2,00;12,50
`;

describe("detectInvoiceColumns", () => {
  it("maps the Chinese tax export, its direction by whose column it has", () => {
    const { profile, doubts, confidence } = detect(CHINESE);
    expect(profile).toEqual({
      encoding: "utf-8",
      delimiter: ",",
      headerRow: 1,
      decimalStyle: "point",
      dateStyle: "ymd",
      direction: "sale",
      columns: {
        number: "发票号码",
        date: "开票日期",
        counterparty: "购方单位代号",
        net: "金额",
        tax: "税额",
        total: "价税合计",
        status: "发票状态",
        direction: null,
      },
    });
    expect(doubts).toEqual([]);
    expect(Math.min(...Object.values(confidence))).toBeGreaterThan(0.9);
    expect(detect(CHINESE.replace("购方", "销方")).profile.direction).toBe("purchase");
  });

  it("maps a German list below its title", () => {
    const { profile, doubts } = detect(GERMAN);
    expect(profile).toMatchObject({ delimiter: ";", headerRow: 2, decimalStyle: "comma", dateStyle: "dmy" });
    expect(profile.columns).toMatchObject({
      counterparty: "Kunde",
      net: "Netto",
      tax: "MwSt",
      total: "Brutto",
    });
    expect(doubts).toEqual(["no_status_column"]);
  });

  it("believes arithmetic before names: net and total the wrong way round", () => {
    const text =
      "invoice no,date,customer,gross,tax,amount\n1,2019-01-02,A,100,13,113\n2,2019-01-03,B,200,26,226\n";
    expect(detect(text).profile.columns).toMatchObject({ net: "gross", total: "amount" });
  });

  it("asks about what it cannot know", () => {
    const text = "invoice no,date,counterparty,net,tax,total\n1,01/02/2019,A,100,13,999\n";
    expect(detect(text).doubts).toEqual(["date_style", "direction", "amount_columns", "no_status_column"]);
  });

  it("names the fields that it did not find", () => {
    expect(detectInvoiceColumns(utf8("a,b\n1,2\n"))).toEqual({
      ok: false,
      error: { kind: "columns_not_found", fields: ["number", "date", "counterparty", "net", "tax", "total"] },
    });
  });

  it("picks buyer or seller by the direction when the file names both", () => {
    const text = "发票号码,开票日期,购买方名称,销售方名称,金额,税额,价税合计\n1,2019-01-02,A,B,100,13,113\n";
    expect(detect(text, "sale").profile.columns.counterparty).toBe("购买方名称");
    expect(detect(text, "purchase").profile.columns.counterparty).toBe("销售方名称");
  });
});

describe("readInvoices", () => {
  it("reads every row with its number, sums the valid ones by month", () => {
    const reading = read(CHINESE);
    expect(reading.invoices[0]).toEqual({
      row: 2,
      number: "3390939",
      date: "2017-07-18",
      counterparty: "B001",
      netMinor: -94_340,
      taxMinor: -5_660,
      totalMinor: -100_000,
      direction: "sale",
      status: "valid",
    });
    expect(reading.months).toEqual([
      { month: "2017-07", count: 1, voided: 0, netMinor: -94_340, taxMinor: -5_660, totalMinor: -100_000 },
      { month: "2017-08", count: 2, voided: 1, netMinor: 10_000, taxMinor: 1_700, totalMinor: 11_700 },
    ]);
    expect(reading.sums).toEqual({ netMinor: -84_340, taxMinor: -3_960, totalMinor: -88_300 });
    expect(reading).toMatchObject({ rowCount: 3, rowErrorCount: 0, derived: null, roundedRowCount: 0 });
  });

  it("says in plain words what is wrong with a row, and leaves the row out", () => {
    const reading = read(`发票号码,开票日期,购方名称,金额,税额,价税合计,状态
1,2019-01-02,A,"1.234,5x",13,113,正常
2,2019-02-30,A,100,13,113,正常
3,2019-01-02,,100,13,113,正常
4,2019-01-02,A,100,13,,正常
5,2019-01-02,A,100,13,113,perhaps
,2019-01-02,A,100,13,113,正常
7,2019-01-02,A,100,13,113,正常
合计,,,700,91,791,
`);
    expect(reading.rowErrors.map(({ message }) => message)).toEqual([
      'Row 2: 金额 "1.234,5x" is not a number',
      'Row 3: 开票日期 "2019-02-30" is not a date',
      "Row 4: 购方名称 is empty",
      "Row 5: 价税合计 is empty",
      'Row 6: 状态 "perhaps" is neither valid nor voided',
      "Row 7: 发票号码 is empty",
    ]);
    expect(reading.invoices.map(({ number }) => number)).toEqual(["7"]);
    expect(reading).toMatchObject({ rowCount: 8, summaryRowCount: 1 });
  });

  it("keeps a hundred row errors and counts the rest", () => {
    const rows = Array.from({ length: 101 }, (_, index) => `${index},2019-01-02,A,x,13,113`);
    const good = Array.from({ length: 120 }, (_, index) => `${index},2019-01-02,A,100,13,113`);
    const reading = read(`number,date,customer,net,tax,total\n${[...good, ...rows].join("\n")}`);
    expect(reading.rowErrors).toHaveLength(100);
    expect(reading.rowErrorCount).toBe(101);
  });

  it("computes a missing amount column and says which", () => {
    const reading = read("number,date,customer,net,total\n1,2019-01-02,A,100,113\n");
    expect(reading.invoices[0]).toMatchObject({ netMinor: 10_000, taxMinor: 1_300, totalMinor: 11_300 });
    expect(reading.derived).toBe("tax");
  });

  it("rounds a third decimal half to even and counts the row", () => {
    const reading = read("number,date,customer,net,tax,total\n1,2019-01-02,A,100.005,13,113.015\n");
    expect(reading.invoices[0]).toMatchObject({ netMinor: 10_000, totalMinor: 11_302 });
    expect(reading.roundedRowCount).toBe(1);
  });

  it("refuses a profile that names a column the file lacks, or only one amount", () => {
    const { profile } = detect(CHINESE);
    const bytes = utf8(CHINESE);
    const lacking = { ...profile, columns: { ...profile.columns, net: "净额" } };
    expect(readInvoices({ bytes, profile: lacking, currency: "CNY" })).toEqual({
      ok: false,
      error: { kind: "profile_column_missing", column: "净额" },
    });
    const single = { ...profile, columns: { ...profile.columns, net: null, tax: null } };
    expect(readInvoices({ bytes, profile: single, currency: "CNY" })).toEqual({
      ok: false,
      error: { kind: "amount_columns_incomplete" },
    });
  });

  it("spends no time on cells that are made to cost it", () => {
    const cell = `1${" ".repeat(3_900)}x`;
    const rows = Array.from({ length: 1_000 }, () => `${cell},${cell},A,${cell},${cell},1`).join("\n");
    const good = Array.from({ length: 2_000 }, (_, index) => `${index},2019-01-02,A,100,13,113`).join("\n");
    const started = performance.now();
    const reading = read(`number,date,customer,net,tax,total\n${good}\n${rows}`);
    expect(reading.rowErrorCount).toBe(1_000);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it("reads the direction from its column when there is one", () => {
    const text =
      "number,date,counterparty,net,tax,total,direction\n1,2019-01-02,A,100,13,113,进项\n2,2019-01-02,A,1,0,1,sale\n";
    expect(read(text).invoices.map(({ direction }) => direction)).toEqual(["purchase", "sale"]);
  });
});

describe("previewInvoices", () => {
  it("shows the first rows as written and as understood", () => {
    const rows = Array.from(
      { length: 40 },
      (_, index) => `${index},2019-01-02,A,${index === 1 ? "x" : 100},13,113`,
    );
    const text = `number,date,customer,net,tax,total\n${rows.join("\n")}`;
    const preview = previewInvoices({ bytes: utf8(text), profile: detect(text).profile, currency: "CNY" });
    if (!preview.ok) throw new Error(preview.error.kind);
    expect(preview.value).toHaveLength(PREVIEW_ROWS);
    expect(preview.value[0]).toMatchObject({
      row: 2,
      cells: ["0", "2019-01-02", "A", "100", "13", "113"],
      error: null,
    });
    expect(preview.value[1]).toMatchObject({
      row: 3,
      invoice: null,
      error: { row: 3, column: "net", kind: "not_a_number", message: 'Row 3: net "x" is not a number' },
    });
  });
});
