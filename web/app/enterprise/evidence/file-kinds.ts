import type { EvidenceRow } from "./evidence-data.ts";

/** What a file is said to be. */
export type EvidenceType = EvidenceRow["type"];

const MB = 1024 * 1024;
type Kind = "pdf" | "png" | "jpeg" | "text";

/** What the platform takes of each kind; it checks the bytes themselves, whatever a file calls itself. */
const KINDS = {
  pdf: { contentType: "application/pdf", bytesMax: 20 * MB, endings: ["pdf"] },
  png: { contentType: "image/png", bytesMax: 10 * MB, endings: ["png"] },
  jpeg: { contentType: "image/jpeg", bytesMax: 10 * MB, endings: ["jpg", "jpeg"] },
  text: { contentType: "text/csv", bytesMax: 20 * MB, endings: ["csv", "tsv", "txt"] },
} as const satisfies Record<Kind, object>;

const PAPER = ["pdf", "png", "jpeg"] as const;
const ANY = ["pdf", "png", "jpeg", "text"] as const;

/** The kinds of file that each type takes. */
const TAKEN = {
  licence: PAPER,
  id_document: PAPER,
  articles: PAPER,
  invoices_sales: ["text"],
  invoices_purchases: ["text"],
  bank_statement: ["text"],
  delivery_proof: ANY,
  supplier_invoice: PAPER,
  tranche_evidence: ANY,
  other: ANY,
} as const satisfies Record<EvidenceType, readonly Kind[]>;

/** The types in the order in which they are offered. */
export const EVIDENCE_TYPES = [
  "licence",
  "articles",
  "id_document",
  "invoices_sales",
  "invoices_purchases",
  "bank_statement",
  "supplier_invoice",
  "delivery_proof",
  "tranche_evidence",
  "other",
] as const satisfies readonly EvidenceType[];

/** Whether files of a type are read as tables of rows. */
export const isTable = (type: EvidenceType): boolean =>
  type === "invoices_sales" || type === "invoices_purchases" || type === "bank_statement";

/** The endings of file names that a type takes, for a file field's `accept`. */
export const acceptedOf = (type: EvidenceType): string =>
  TAKEN[type].flatMap((kind) => KINDS[kind].endings.map((ending) => `.${ending}`)).join(",");

/** The group of types that a type belongs to in what is said of limits. */
export const limitsOf = (type: EvidenceType): "paper" | "table" | "any" => {
  if (isTable(type)) return "table";
  return TAKEN[type].some((kind) => kind === "text") ? "any" : "paper";
};

const kindOfName = (fileName: string): Kind | undefined => {
  const ending = fileName.toLowerCase().split(".").at(-1) ?? "";
  return ANY.find((kind) => KINDS[kind].endings.some((one) => one === ending));
};

/** The content type that a file is sent with: by its ending, since systems name tables in many ways. */
export function contentTypeOf(file: Pick<File, "name" | "type">): string {
  const kind = kindOfName(file.name);
  if (kind !== undefined) return KINDS[kind].contentType;
  return file.type === "" ? "application/octet-stream" : file.type;
}

/** What can be seen of a file before it is sent: it is empty, too large, or of a kind that the type does not take. */
export function refusedBefore(
  file: Pick<File, "name" | "size">,
  type: EvidenceType,
): "file_empty" | "file_too_large" | "file_kind_not_for_type" | undefined {
  if (file.size === 0) return "file_empty";
  const kind = kindOfName(file.name);
  const largest = kind === undefined ? KINDS.pdf.bytesMax : KINDS[kind].bytesMax;
  if (file.size > largest) return "file_too_large";
  return kind !== undefined && !TAKEN[type].some((one) => one === kind)
    ? "file_kind_not_for_type"
    : undefined;
}

/** A size for people: `1.4 MB`. */
export const sizeText = (bytes: number): string => {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < MB ? `${Math.round(bytes / 1024)} KB` : `${(bytes / MB).toFixed(1)} MB`;
};
