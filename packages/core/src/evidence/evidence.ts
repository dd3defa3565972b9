import { z } from "zod";
import { enterpriseIdSchema, userIdSchema } from "../identity/actor.ts";
import { blobKeySchema } from "../kernel/blob-store.ts";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { idSchema, sha256Hex } from "../kernel/id.ts";
import { instantSchema } from "../kernel/instant.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { currencySchema } from "../money/currency.ts";
import { statementProfileSchema } from "./bank-statement.ts";
import { isoDaySchema } from "./day-text.ts";
import type { EvidenceRefusal } from "./evidence-refusal.ts";
import { invoiceProfileSchema } from "./invoice-columns.ts";
import type { FileKind } from "./magic-bytes.ts";

export const evidenceIdSchema = idSchema("evd", "EvidenceId");
export type EvidenceId = z.infer<typeof evidenceIdSchema>;

const PAPER = ["pdf", "png", "jpeg"] as const satisfies readonly FileKind[];
const TABLE = ["text"] as const satisfies readonly FileKind[];
const ANY = ["pdf", "png", "jpeg", "text"] as const satisfies readonly FileKind[];

/** What a file is said to be, and the kinds of file that it can be. */
export const EVIDENCE_TYPES = {
  licence: PAPER,
  id_document: PAPER,
  articles: PAPER,
  invoices_sales: TABLE,
  invoices_purchases: TABLE,
  bank_statement: TABLE,
  delivery_proof: ANY,
  supplier_invoice: PAPER,
  tranche_evidence: ANY,
  other: ANY,
} as const satisfies Record<string, readonly FileKind[]>;
export type EvidenceType = keyof typeof EVIDENCE_TYPES;
export const evidenceTypeSchema = z.enum([
  "licence",
  "id_document",
  "articles",
  "invoices_sales",
  "invoices_purchases",
  "bank_statement",
  "delivery_proof",
  "supplier_invoice",
  "tranche_evidence",
  "other",
] satisfies EvidenceType[]);

/** What a file belongs to beyond its enterprise. */
export const evidenceSubjectSchema = z.strictObject({
  kind: z.enum(["campaign", "tranche", "payment"]),
  id: z.string().min(1).max(120),
});

const FILE_NAME_CHARACTERS_MAX = 200;

/** A file's own name, for people to recognise: no folders, no characters that hide or turn text; never a path. */
export function fileNameOf(given: string): string {
  const last = given.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const clean = last.replace(/[\p{Cc}\p{Cf}]/gu, "").trim();
  return clean === "" || clean === "." || clean === ".." ? "file" : clean.slice(0, FILE_NAME_CHARACTERS_MAX);
}

/** How a table is read: configuration that its owner confirmed, and the currency of its amounts. */
export const mappingSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("invoices"), profile: invoiceProfileSchema, currency: currencySchema }),
  z.strictObject({ kind: z.literal("statement"), profile: statementProfileSchema, currency: currencySchema }),
]);
export type Mapping = Readonly<z.infer<typeof mappingSchema>>;

/** The hash of a mapping: rows are of one file read by one mapping. */
export const mappingHashOf = (mapping: Mapping): string => sha256Hex(canonicalJson(mapping));

/** The mapping that a type of evidence takes; `undefined` for papers. */
export function mappingKindOf(type: EvidenceType): Mapping["kind"] | undefined {
  if (type === "bank_statement") return "statement";
  return type === "invoices_sales" || type === "invoices_purchases" ? "invoices" : undefined;
}

/** Months kept on the item; older ones are in the rows. */
export const MONTHS_MAX = 120;
/** Row errors kept on the item with their words. */
export const SHOWN_ERRORS_MAX = 20;
/** Repeated rows kept on the item; the others are counted. */
export const SHOWN_REPEATS_MAX = 20;

const rowErrorSchema = z.strictObject({
  row: z.int(),
  column: z.string(),
  kind: z.string(),
  message: z.string(),
});
const rowsSchema = {
  rowCount: z.int().min(0),
  rowErrorCount: z.int().min(0),
  rowErrors: z.array(rowErrorSchema).max(SHOWN_ERRORS_MAX),
  roundedRowCount: z.int().min(0),
  /** Rows that say what a row before them said; absent where a file was read before they were looked for. */
  repeats: z
    .strictObject({
      count: z.int().min(0),
      shown: z.array(z.strictObject({ row: z.int(), of: z.int() })).max(SHOWN_REPEATS_MAX),
    })
    .optional(),
};
const partSchema = z.strictObject({
  key: blobKeySchema,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  rows: z.int().min(0),
});
const monthSchema = z.string().regex(/^\d{4}-\d{2}$/);

/** What a table says, with its lineage: file hash, mapping hash, and the rows as hashed JSON lines. */
export const readingSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    ...rowsSchema,
    kind: z.literal("invoices"),
    currency: currencySchema,
    summaryRowCount: z.int().min(0),
    derived: z.enum(["net", "tax", "total"]).nullable(),
    sums: z.strictObject({ netMinor: z.int(), taxMinor: z.int(), totalMinor: z.int() }),
    months: z
      .array(
        z.strictObject({
          month: monthSchema,
          count: z.int(),
          voided: z.int(),
          netMinor: z.int(),
          taxMinor: z.int(),
          totalMinor: z.int(),
        }),
      )
      .max(MONTHS_MAX),
    parts: z.array(partSchema),
  }),
  z.strictObject({
    ...rowsSchema,
    kind: z.literal("statement"),
    currency: currencySchema,
    order: z.enum(["oldest_first", "newest_first", "unknown"]),
    balanceBreakCount: z.int().min(0),
    balanceBreaks: z.array(z.int()).max(100),
    months: z
      .array(z.strictObject({ month: monthSchema, count: z.int(), inMinor: z.int(), outMinor: z.int() }))
      .max(MONTHS_MAX),
    parts: z.array(partSchema),
  }),
]);
export type Reading = Readonly<z.infer<typeof readingSchema>>;

const base = {
  id: evidenceIdSchema,
  enterpriseId: enterpriseIdSchema,
  type: evidenceTypeSchema,
  subject: evidenceSubjectSchema.optional(),
  fileName: z.string().min(1).max(FILE_NAME_CHARACTERS_MAX),
  contentType: z.string(),
  bytes: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  blobKey: blobKeySchema,
  uploadedBy: userIdSchema,
  createdAt: instantSchema,
  /** Last day on which a paper is valid. */
  expiresOn: isoDaySchema.optional(),
  /** Which scanners found nothing in it, and when; absent while it is in quarantine. */
  scan: z.strictObject({ by: z.array(z.string()).min(1).max(5), at: instantSchema }).optional(),
  version: z.int().min(1),
  eventHash: z.string(),
  payloadHash: z.string(),
};
const mapped = { ...base, mapping: mappingSchema, mappingHash: z.string() };

/**
 * A file that an enterprise handed in: `quarantined → clean | refused` by the scan; `clean → reading → read | failed`,
 * each but `reading` also `→ refused`. Papers stay `clean`; tables are read by a confirmed mapping, and may be read
 * anew by another.
 * @see docs/rules/evidence.md#quarantine
 */
export const evidenceSchema = z.discriminatedUnion("status", [
  z.strictObject({ ...base, status: z.literal("quarantined") }),
  z.strictObject({ ...base, status: z.literal("clean") }),
  z.strictObject({ ...mapped, status: z.literal("reading") }),
  z.strictObject({ ...mapped, status: z.literal("read"), reading: readingSchema, readAt: instantSchema }),
  z.strictObject({ ...mapped, status: z.literal("failed"), reasonCode: z.string(), readAt: instantSchema }),
  z.strictObject({
    ...base,
    status: z.literal("refused"),
    reasonCode: z.string(),
    refusedAt: instantSchema,
  }),
]);
export type Evidence = Readonly<z.infer<typeof evidenceSchema>>;
export type EvidenceStatus = Evidence["status"];
export type EvidenceIn<S extends EvidenceStatus> = Extract<Evidence, { status: S }>;

const baseOf = (evidence: Evidence) => {
  const { id, enterpriseId, type, fileName, contentType, bytes, sha256, blobKey, uploadedBy, createdAt } =
    evidence;
  const { version, eventHash, payloadHash, subject, expiresOn, scan } = evidence;
  return {
    ...{ id, enterpriseId, type, fileName, contentType, bytes, sha256, blobKey, uploadedBy, createdAt },
    ...{ version, eventHash, payloadHash },
    ...(subject === undefined ? {} : { subject }),
    ...(expiresOn === undefined ? {} : { expiresOn }),
    ...(scan === undefined ? {} : { scan }),
  };
};

type MappingRefusal = Extract<
  EvidenceRefusal,
  { kind: "evidence_not_in_state" | "evidence_is_no_table" | "mapping_of_other_kind" }
>;

/** Confirms how a table is to be read; a paper has nothing to read, and a running reading is awaited. */
export function confirm(evidence: Evidence, mapping: Mapping): Result<EvidenceIn<"reading">, MappingRefusal> {
  const expected = mappingKindOf(evidence.type);
  if (expected === undefined) return err({ kind: "evidence_is_no_table", type: evidence.type });
  if (expected !== mapping.kind) return err({ kind: "mapping_of_other_kind", expected });
  const { status } = evidence;
  if (status === "reading" || status === "quarantined" || status === "refused")
    return err({ kind: "evidence_not_in_state", status });
  return ok({ ...baseOf(evidence), status: "reading", mapping, mappingHash: mappingHashOf(mapping) });
}

/** The file was read whole by its mapping. */
export const finishReading = (
  evidence: EvidenceIn<"reading">,
  done: { reading: Reading; at: EvidenceIn<"read">["readAt"] },
): EvidenceIn<"read"> => ({ ...evidence, status: "read", reading: done.reading, readAt: done.at });

/** The file cannot be read by this mapping; another one may. */
export const failReading = (
  evidence: EvidenceIn<"reading">,
  failed: { reasonCode: string; at: EvidenceIn<"failed">["readAt"] },
): EvidenceIn<"failed"> => ({
  ...evidence,
  status: "failed",
  reasonCode: failed.reasonCode,
  readAt: failed.at,
});

/** The scan found nothing: the file may be read and handed out. */
export const clearFile = (
  evidence: EvidenceIn<"quarantined">,
  scan: NonNullable<Evidence["scan"]>,
): EvidenceIn<"clean"> => ({ ...baseOf(evidence), scan, status: "clean" });

/** Puts a file aside for good: it is shown, but neither read nor handed out. A running reading is awaited. */
export function refuseFile(
  evidence: Evidence,
  by: { reasonCode: string; at: EvidenceIn<"refused">["refusedAt"] },
): Result<EvidenceIn<"refused">, Extract<EvidenceRefusal, { kind: "evidence_not_in_state" }>> {
  const { status } = evidence;
  if (status === "reading" || status === "refused") return err({ kind: "evidence_not_in_state", status });
  return ok({ ...baseOf(evidence), status: "refused", reasonCode: by.reasonCode, refusedAt: by.at });
}
