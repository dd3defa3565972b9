import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { amountText, minorOf, type WireCurrency } from "./amount.ts";
import { readCamt053 } from "./camt053-read.ts";
import { writeCamt053 } from "./camt053-write.ts";
import { checkStatement, type Statement, type StatementEntry, successionOf } from "./statement.ts";
import { readStatementCsv, writeStatementCsv } from "./statement-csv.ts";

const file = { messageId: "MSG-1", createdAt: "2026-11-24T23:00:00.000Z" };
const credit: StatementEntry = {
  reference: "SB-1",
  direction: "credit",
  amountMinor: 2_500,
  bookedAt: "2026-11-24T08:00:00.000Z",
  valueDate: "2026-11-24",
  kind: "transfer",
  counterparty: { name: "Ada & Söhne <GmbH>", account: "GB82WEST12345698765432" },
  remittance: "RF18539007547034",
};
const returned: StatementEntry = {
  reference: "SB-2",
  direction: "credit",
  amountMinor: 1,
  bookedAt: "2026-11-24",
  valueDate: "2026-11-25",
  kind: "return",
  endToEndId: "E2E-1",
  reason: "AC04",
  remittance: "",
};
const statement: Statement = {
  account: "DE89370400440532013000",
  currency: "EUR",
  statementId: "DE-2026-61",
  sequence: 61,
  bankDay: "2026-11-24",
  openingMinor: 1_000_000,
  entries: [credit, returned],
  closingMinor: 1_002_501,
};
const refused = (kind: string) => ({ ok: false, error: expect.objectContaining({ kind }) });
const xml = writeCamt053([statement], file);

describe("checkStatement", () => {
  it("believes a statement that adds up and refuses one cent more or less", () => {
    expect(checkStatement(statement).ok).toBe(true);
    expect(checkStatement({ ...statement, closingMinor: 1_002_502 })).toEqual(
      refused("entries_do_not_add_up"),
    );
    expect(checkStatement({ ...statement, openingMinor: 999_999 })).toEqual(refused("entries_do_not_add_up"));
  });
});

describe("successionOf", () => {
  const next = { ...statement, sequence: 62, openingMinor: statement.closingMinor };
  it.each([
    [next, { kind: "follows" }],
    [{ ...next, sequence: 61 }, { kind: "already_received" }],
    [
      { ...next, sequence: 64 },
      { kind: "statement_gap", expectedSequence: 62, foundSequence: 64 },
    ],
    [
      { ...next, openingMinor: next.openingMinor - 10 },
      { kind: "opening_differs", differenceMinor: -10 },
    ],
    [{ ...next, account: "OTHER12345" }, { kind: "another_account" }],
  ])("case %#", (candidate, expected) => {
    expect(successionOf(statement, candidate)).toEqual(expected);
  });
});

describe("camt.053", () => {
  it("comes back as it was written, return and structured reference included", () => {
    expect(readCamt053(xml)).toEqual({ ok: true, value: [statement] });
    const second = { ...statement, sequence: 62, openingMinor: -5, entries: [], closingMinor: -5 };
    expect(readCamt053(Buffer.from(writeCamt053([statement, second], file)))).toEqual({
      ok: true,
      value: [statement, second],
    });
    expect(xml).not.toContain("PstlAdr");
  });

  it("keeps 10.10 exact and refuses 10.101, 1e1, +1 and a comma", () => {
    const withAmount = (text: string) => xml.replaceAll("25.00", text);
    expect(readCamt053(withAmount("25.000"))).toEqual({ ok: true, value: [statement] });
    for (const text of ["25.001", "2.5e1", "+25.00", "25,00", "-25.00", "9007199254740993.00"]) {
      expect(readCamt053(withAmount(text))).toEqual(refused("amount_not_exact"));
    }
    expect(readCamt053(withAmount("25.01"))).toEqual(refused("entries_do_not_add_up"));
  });

  it.each([
    ["another currency in one entry", /<Ntry>(.*?)Ccy="EUR"/, '<Ntry>$1Ccy="CHF"', "currency_mismatch"],
    ["a pending entry", "BOOK", "PDNG", "not_understood"],
    ["no reference of the bank", /<AcctSvcrRef>.*?<\/AcctSvcrRef>/g, "", "not_understood"],
    ["no closing balance", "CLBD", "CLAV", "not_understood"],
    ["two opening balances", "CLBD", "OPBD", "not_understood"],
    ["no sequence number", /<ElctrncSeqNb>.*?<\/ElctrncSeqNb>/, "", "not_understood"],
    ["another message", "camt.053.001.08", "camt.054.001.08", "unsupported_message"],
    ["a direction it does not know", "CRDT", "BOTH", "not_understood"],
    ["another currency of the account", "<Ccy>EUR", "<Ccy>XXX", "not_understood"],
    [
      "a page of several",
      "<ElctrncSeqNb>",
      "<StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn><ElctrncSeqNb>",
      "not_understood",
    ],
    [
      "a document type",
      "<Document",
      '<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document',
      "document_type_not_allowed",
    ],
    ["an unclosed element", "</Stmt>", "", "not_well_formed"],
    ["an unclosed tag", "</Document>", "</Document", "not_well_formed"],
    ["deep nesting", "<Stmt>", "<a>".repeat(40) + "</a>".repeat(40), "nested_too_deep"],
    ["another encoding", "UTF-8", "UTF-16", "not_utf8"],
  ])("refuses the whole file for %s", (_name, from, to, kind) => {
    expect(readCamt053(xml.replace(from, to))).toEqual(refused(kind));
  });

  it("refuses too many bytes and bytes that are not UTF-8 before reading anything", () => {
    expect(readCamt053(" ".repeat(5_000_001))).toEqual(refused("file_too_large"));
    expect(readCamt053(Uint8Array.of(0x3c, 0xff))).toEqual(refused("not_utf8"));
  });

  it("takes a collective booking apart when its items are complete, and refuses it when they are not", () => {
    const item = (reference: string, minor: string) =>
      `<TxDtls><Refs><AcctSvcrRef>${reference}</AcctSvcrRef></Refs><Amt Ccy="EUR">${minor}</Amt></TxDtls>`;
    const two = (second: string) =>
      xml.replace(/<TxDtls>.*?<\/TxDtls>/, item("SB-1-1", "20.00") + item("SB-1-2", second));
    const read = readCamt053(two("5.00"));
    expect(
      read.ok && read.value[0]?.entries.map(({ reference, amountMinor }) => [reference, amountMinor]),
    ).toEqual([
      ["SB-1-1", 2_000],
      ["SB-1-2", 500],
      ["SB-2", 1],
    ]);
    expect(readCamt053(two("5.01"))).toEqual(refused("not_understood"));
    expect(readCamt053(two("5.00").replace("<AcctSvcrRef>SB-1-2</AcctSvcrRef>", ""))).toEqual(
      refused("not_understood"),
    );
  });

  it("is read with namespace prefixes too", () => {
    const prefixed = xml
      .replace(/<(\/?)(\w)/g, "<$1c:$2")
      .replace("xmlns=", "xmlns:c=")
      .replace("<c:?xml", "<?xml");
    expect(readCamt053(prefixed)).toEqual({ ok: true, value: [statement] });
  });

  it("refuses to write what does not add up, nothing, or without a message id", () => {
    expect(() => writeCamt053([{ ...statement, closingMinor: 0 }], file)).toThrow(RangeError);
    expect(() => writeCamt053([], file)).toThrow(RangeError);
    expect(() => writeCamt053([statement], { ...file, messageId: "x".repeat(36) })).toThrow(RangeError);
  });
});

describe("statement CSV", () => {
  const csv = writeStatementCsv([statement]);
  it("comes back as it was written and stays readable for a person", () => {
    expect(readStatementCsv(csv)).toEqual({ ok: true, value: [statement] });
    expect(readStatementCsv(`\uFEFF${csv.replaceAll("\r\n", "\n")}`)).toEqual({
      ok: true,
      value: [statement],
    });
    expect(csv.split("\r\n")[1]).toBe(
      "opening,DE89370400440532013000,EUR,DE-2026-61,61,2026-11-24,,,10000.00,,,,,,,,",
    );
  });

  it("keeps formulas out of spreadsheets and brings them back unchanged", () => {
    const remittance = '=HYPERLINK("x"), "quoted"';
    const tricky = {
      ...statement,
      entries: [
        { ...credit, remittance },
        { ...returned, remittance: "'=1" },
      ],
    };
    const text = writeStatementCsv([tricky]);
    expect(text).toContain("\"'=HYPERLINK");
    expect(readStatementCsv(text)).toEqual({ ok: true, value: [tricky] });
  });

  it.each([
    ["a cut file", (text: string) => text.slice(0, text.lastIndexOf("closing"))],
    ["a missing line", (text: string) => text.replace(/entry,.*SB-1.*\r\n/, "")],
    ["a changed cent", (text: string) => text.replace("25.00", "25.01")],
    ["one cell too few", (text: string) => text.replace(",,10000.00", ",10000.00")],
    ["another header", (text: string) => text.replace("bank_day", "day")],
    ["an open quote", (text: string) => `${text}"`],
    ["mixed statements", (text: string) => text.replace(/entry,DE\d+/, "entry,DE00")],
    ["only a header", (text: string) => text.slice(0, text.indexOf("\r\n") + 2)],
    ["nothing", () => ""],
  ])("refuses %s as a whole", (_name, change) => {
    expect(readStatementCsv(change(csv)).ok).toBe(false);
  });
});

const printable = (maxLength: number) =>
  fc
    .string({ unit: "grapheme", maxLength })
    .map((all) => all.replace(/[\p{Cc}\p{Cs}]/gu, "").slice(0, maxLength));
const line = (maxLength: number) => printable(maxLength).map((all) => all.trim().replace(/\s+/g, " "));
const entry: fc.Arbitrary<StatementEntry> = fc.record({
  reference: fc.stringMatching(/^[A-Z0-9-]{1,35}$/),
  direction: fc.constantFrom("credit", "debit"),
  amountMinor: fc.nat(10 ** 12),
  bookedAt: fc.constantFrom("2026-11-24", "2026-11-24T08:00:00.000Z"),
  valueDate: fc.constant("2026-11-25"),
  kind: fc.constantFrom("transfer", "return"),
  remittance: line(140),
});

describe("both formats", () => {
  it("bring back every statement exactly, in currencies of 0, 2 and 3 decimals", () => {
    const currency = fc.constantFrom<WireCurrency>("JPY", "EUR", "KWD");
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 5 }),
        currency,
        fc.integer(),
        (entries, code, openingMinor) => {
          const sum = entries.reduce(
            (all, { direction, amountMinor }) => all + (direction === "credit" ? amountMinor : -amountMinor),
            openingMinor,
          );
          const one: Statement = { ...statement, currency: code, openingMinor, entries, closingMinor: sum };
          expect(readCamt053(writeCamt053([one], file))).toEqual({ ok: true, value: [one] });
          expect(readStatementCsv(writeStatementCsv([one]))).toEqual({ ok: true, value: [one] });
        },
      ),
    );
  });

  it("carry amounts as text that gives the same minor units", () => {
    fc.assert(
      fc.property(
        fc.maxSafeInteger(),
        fc.constantFrom<WireCurrency>("JPY", "EUR", "KWD"),
        (minor, currency) => {
          expect(minorOf(amountText(minor, currency), currency)).toEqual({
            ok: true,
            value: minor === 0 ? 0 : minor,
          });
        },
      ),
    );
    expect(minorOf("90071992547409.92", "EUR")).toEqual({ ok: false, error: { kind: "amount_too_large" } });
  });
});
