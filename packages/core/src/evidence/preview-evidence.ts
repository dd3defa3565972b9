import type { EnterpriseId } from "../identity/actor.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Currency } from "../money/currency.ts";
import { detectStatementColumns, type StatementDetection, type StatementLine } from "./bank-statement.ts";
import { type Evidence, type EvidenceId, type Mapping, mappingKindOf } from "./evidence.ts";
import type { EvidenceRefusal } from "./evidence-refusal.ts";
import { detectInvoiceColumns, type InvoiceDetection } from "./invoice-columns.ts";
import { readBankStatement } from "./read-bank-statement.ts";
import { type InvoicePreviewRow, PREVIEW_ROWS, previewInvoices } from "./read-invoices.ts";
import { type EvidenceDeps, originalBytes } from "./upload-evidence.ts";

/** How a table would be read: what was detected, what to ask about, and the first rows as they are understood. */
export type EvidencePreview = Readonly<
  | {
      kind: "invoices";
      evidence: Evidence;
      detection: InvoiceDetection;
      mapping: Extract<Mapping, { kind: "invoices" }>;
      rows: readonly InvoicePreviewRow[];
    }
  | {
      kind: "statement";
      evidence: Evidence;
      detection: StatementDetection;
      mapping: Extract<Mapping, { kind: "statement" }>;
      rows: readonly StatementLine[];
      rowErrors: readonly string[];
    }
>;

interface PreviewInput {
  readonly enterpriseId: EnterpriseId;
  readonly evidenceId: EvidenceId;
  readonly currency: Currency;
  /** A corrected mapping, to see its effect; without one the detected mapping is shown. */
  readonly mapping?: Mapping;
}

function previewInvoiceFile(evidence: Evidence, bytes: Uint8Array, input: PreviewInput): Previewed {
  const direction = evidence.type === "invoices_purchases" ? "purchase" : "sale";
  const detection = detectInvoiceColumns(bytes, { direction });
  if (!detection.ok) return detection;
  const asked = input.mapping?.kind === "invoices" ? input.mapping : undefined;
  const mapping = asked ?? {
    kind: "invoices",
    profile: detection.value.profile,
    currency: input.currency,
  };
  const rows = previewInvoices({ bytes, profile: mapping.profile, currency: mapping.currency });
  return rows.ok
    ? ok({ kind: "invoices", evidence, detection: detection.value, mapping, rows: rows.value })
    : rows;
}

function previewStatementFile(evidence: Evidence, bytes: Uint8Array, input: PreviewInput): Previewed {
  const detection = detectStatementColumns(bytes);
  if (!detection.ok) return detection;
  const asked = input.mapping?.kind === "statement" ? input.mapping : undefined;
  const mapping = asked ?? {
    kind: "statement",
    profile: detection.value.profile,
    currency: input.currency,
  };
  const read = readBankStatement({ bytes, profile: mapping.profile, currency: mapping.currency });
  if (!read.ok) return read;
  return ok({
    kind: "statement",
    evidence,
    detection: detection.value,
    mapping,
    rows: read.value.lines.slice(0, PREVIEW_ROWS),
    rowErrors: read.value.rowErrors.slice(0, PREVIEW_ROWS).map(({ message }) => message),
  });
}

type Previewed = Result<EvidencePreview, EvidenceRefusal>;

/** Shows how a table would be read, before anything counts. Nothing is stored. */
export async function previewEvidence(deps: EvidenceDeps, input: PreviewInput): Promise<Previewed> {
  const found = await originalBytes(deps, input);
  if (!found.ok) return found;
  const { evidence, bytes } = found.value;
  const kind = mappingKindOf(evidence.type);
  if (kind === undefined) return err({ kind: "evidence_is_no_table", type: evidence.type });
  if (input.mapping !== undefined && input.mapping.kind !== kind)
    return err({ kind: "mapping_of_other_kind", expected: kind });
  return kind === "invoices"
    ? previewInvoiceFile(evidence, bytes, input)
    : previewStatementFile(evidence, bytes, input);
}
