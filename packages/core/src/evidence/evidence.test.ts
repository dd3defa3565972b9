import { describe, expect, it } from "vitest";
import { enterpriseIdSchema, userIdSchema } from "../identity/actor.ts";
import { blobKeySchema } from "../kernel/blob-store.ts";
import { instantOf } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import {
  confirm,
  EVIDENCE_TYPES,
  type Evidence,
  type EvidenceIn,
  type EvidenceStatus,
  evidenceIdSchema,
  evidenceSchema,
  evidenceTypeSchema,
  failReading,
  fileNameOf,
  finishReading,
  type Mapping,
  mappingHashOf,
  mappingKindOf,
  quarantine,
} from "./evidence.ts";

const at = instantOf(1_790_000_000_000);
const received: EvidenceIn<"received"> = {
  id: evidenceIdSchema.parse(`evd_${"A".repeat(20)}`),
  enterpriseId: enterpriseIdSchema.parse(`ent_${"A".repeat(20)}`),
  type: "bank_statement",
  fileName: "statement.csv",
  contentType: "text/csv",
  bytes: 10,
  sha256: "0".repeat(64),
  blobKey: blobKeySchema.parse("evidence/a/original"),
  uploadedBy: userIdSchema.parse(`usr_${"A".repeat(20)}`),
  createdAt: at,
  version: 1,
  eventHash: "",
  payloadHash: "",
  status: "received",
};
const mapping: Mapping = {
  kind: "statement",
  currency: "EUR",
  profile: {
    encoding: "utf-8",
    delimiter: ",",
    headerRow: 1,
    decimalStyle: "point",
    dateStyle: "ymd",
    columns: {
      date: "date",
      amount: "amount",
      debit: null,
      credit: null,
      balance: null,
      counterparty: null,
      text: null,
    },
  },
};
const confirmed = confirm(received, mapping);
invariant(confirmed.ok, "a table is mapped");
const reading = confirmed.value;
const read = finishReading(reading, {
  at,
  reading: {
    kind: "statement",
    currency: "EUR",
    rowCount: 0,
    rowErrorCount: 0,
    rowErrors: [],
    roundedRowCount: 0,
    order: "unknown",
    balanceBreakCount: 0,
    balanceBreaks: [],
    months: [],
    parts: [],
  },
});
const quarantined = quarantine(received, { reasonCode: "virus_signature", at });
invariant(quarantined.ok, "a file is put aside");
const all: Record<EvidenceStatus, Evidence> = {
  received,
  reading,
  read,
  failed: failReading(reading, { reasonCode: "unclosed_quote", at }),
  quarantined: quarantined.value,
};
const STATUSES = ["received", "reading", "read", "failed", "quarantined"] as const;

describe("evidence states", () => {
  it.each(STATUSES)("%s is what the store can keep and read", (status) => {
    expect(evidenceSchema.parse(all[status])).toEqual(all[status]);
  });
  it.each(STATUSES)("%s may be mapped unless it is being read or put aside", (status) => {
    const open = status !== "reading" && status !== "quarantined";
    expect(confirm(all[status], mapping)).toMatchObject(
      open
        ? { ok: true, value: { status: "reading" } }
        : { error: { kind: "evidence_not_in_state", status } },
    );
  });
  it.each(STATUSES)("%s may be put aside unless it is being read or is put aside", (status) => {
    const open = status !== "reading" && status !== "quarantined";
    expect(quarantine(all[status], { reasonCode: "harmful", at }).ok).toBe(open);
  });
  it("forgets its figures when it is mapped anew", () => {
    const again = confirm(read, { ...mapping, currency: "JPY" });
    invariant(again.ok, "a table is mapped");
    expect(again.value).not.toHaveProperty("reading");
    expect(again.value.mappingHash).not.toBe(read.mappingHash);
    expect(mappingHashOf(mapping)).toBe(read.mappingHash);
  });
  it("has no mapping for papers, and no mapping of another kind for a table", () => {
    expect(confirm({ ...received, type: "licence" }, mapping)).toMatchObject({
      error: { kind: "evidence_is_no_table" },
    });
    expect(confirm({ ...received, type: "invoices_sales" }, mapping)).toMatchObject({
      error: { kind: "mapping_of_other_kind", expected: "invoices" },
    });
  });
  it("knows one list of types: those that are tables accept text only", () => {
    expect(evidenceTypeSchema.options).toEqual(Object.keys(EVIDENCE_TYPES));
    for (const type of evidenceTypeSchema.options)
      if (mappingKindOf(type) !== undefined) expect(EVIDENCE_TYPES[type]).toEqual(["text"]);
  });
});

describe("fileNameOf", () => {
  it.each([
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\me\\invoice.csv", "invoice.csv"],
    ["发票 2026.csv", "发票 2026.csv"],
    ["a\u0000b\u202Ecsv.exe", "abcsv.exe"],
    ["..", "file"],
    ["folder/", "file"],
    ["x".repeat(300), "x".repeat(200)],
  ])("makes %j to %j", (given, expected) => {
    expect(fileNameOf(given)).toBe(expected);
  });
});
