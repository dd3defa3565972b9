import { describe, expect, it } from "vitest";
import { enterpriseIdSchema, userIdSchema } from "../identity/actor.ts";
import { blobKeySchema } from "../kernel/blob-store.ts";
import { instantOf } from "../kernel/instant.ts";
import { invariant } from "../kernel/invariant.ts";
import {
  clearFile,
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
  refuseFile,
} from "./evidence.ts";

const at = instantOf(1_790_000_000_000);
const quarantined: EvidenceIn<"quarantined"> = {
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
  status: "quarantined",
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
const clean = clearFile(quarantined, { by: ["look-inside"], at });
const confirmed = confirm(clean, mapping);
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
const refused = refuseFile(clean, { reasonCode: "virus_signature", at });
invariant(refused.ok, "a file is put aside");
const all: Record<EvidenceStatus, Evidence> = {
  quarantined,
  clean,
  reading,
  read,
  failed: failReading(reading, { reasonCode: "unclosed_quote", at }),
  refused: refused.value,
};
const STATUSES = ["quarantined", "clean", "reading", "read", "failed", "refused"] as const;

describe("evidence states", () => {
  it.each(STATUSES)("%s is what the store can keep and read", (status) => {
    expect(evidenceSchema.parse(all[status])).toEqual(all[status]);
  });
  it.each(STATUSES)("%s may be mapped once scanned, unless it is being read or put aside", (status) => {
    const open = status !== "reading" && status !== "quarantined" && status !== "refused";
    expect(confirm(all[status], mapping)).toMatchObject(
      open
        ? { ok: true, value: { status: "reading" } }
        : { error: { kind: "evidence_not_in_state", status } },
    );
  });
  it.each(STATUSES)("%s may be put aside unless it is being read or is put aside", (status) => {
    const open = status !== "reading" && status !== "refused";
    expect(refuseFile(all[status], { reasonCode: "harmful", at }).ok).toBe(open);
  });
  it("keeps who scanned it through every later state", () => {
    for (const status of ["clean", "reading", "read", "failed", "refused"] as const)
      expect(all[status].scan).toEqual({ by: ["look-inside"], at });
  });
  it("forgets its figures when it is mapped anew", () => {
    const again = confirm(read, { ...mapping, currency: "JPY" });
    invariant(again.ok, "a table is mapped");
    expect(again.value).not.toHaveProperty("reading");
    expect(again.value.mappingHash).not.toBe(read.mappingHash);
    expect(mappingHashOf(mapping)).toBe(read.mappingHash);
  });
  it("has no mapping for papers, and no mapping of another kind for a table", () => {
    expect(confirm({ ...clean, type: "licence" }, mapping)).toMatchObject({
      error: { kind: "evidence_is_no_table" },
    });
    expect(confirm({ ...clean, type: "invoices_sales" }, mapping)).toMatchObject({
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
