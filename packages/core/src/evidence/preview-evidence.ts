import type { EnterpriseId } from "../identity/actor.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Currency } from "../money/currency.ts";
import { detectStatementColumns, STATEMENT_COLUMN_RULES } from "./bank-statement.ts";
import type { DelimitedRefusal } from "./delimited-text.ts";
import { type Evidence, type EvidenceId, type Mapping, mappingKindOf } from "./evidence.ts";
import type { EvidenceRefusal } from "./evidence-refusal.ts";
import { detectInvoiceColumns } from "./invoice-columns.ts";
import { INVOICE_COLUMN_RULES } from "./invoice-header-names.ts";
import { lookAtTable, type TableLayout, type TableLook } from "./look-at-table.ts";
import { previewStatement, type StatementPreviewRow } from "./read-bank-statement.ts";
import { type InvoicePreviewRow, previewInvoices } from "./read-invoices.ts";
import { type EvidenceDeps, originalBytes } from "./upload-evidence.ts";

/** How the table looks, and what the detection is not sure of. */
interface Looked {
  readonly evidence: Evidence;
  readonly look: TableLook;
  readonly doubts: readonly string[];
}

/**
 * How a table would be read: what was detected, what to ask about, and the first rows as they are understood. Without a
 * `mapping` the columns named by `missing` were not recognised, and are for the user to choose.
 */
export type EvidencePreview = Looked &
  Readonly<
    | {
        kind: "invoices";
        mapping: Extract<Mapping, { kind: "invoices" }>;
        rows: readonly InvoicePreviewRow[];
      }
    | {
        kind: "statement";
        mapping: Extract<Mapping, { kind: "statement" }>;
        rows: readonly StatementPreviewRow[];
      }
    | { kind: "unmapped"; missing: readonly string[] }
  >;

interface PreviewInput {
  readonly enterpriseId: EnterpriseId;
  readonly evidenceId: EvidenceId;
  readonly currency: Currency;
  /** What the user says of the layout; the rest is found in the file. */
  readonly layout?: { readonly [K in keyof TableLayout]?: TableLayout[K] | undefined };
  /** A corrected mapping, to see its effect; without one the detected mapping is shown. Its layout holds. */
  readonly mapping?: Mapping;
}

interface Table {
  readonly evidence: Evidence;
  readonly bytes: Uint8Array;
}

/** What a table is read by: the user's mapping, the one that was detected, or nothing while fields are missing. */
type Settled<P> = Readonly<{ profile: P; doubts: readonly string[] } | { missing: readonly string[] }>;
type Detected<P> = Result<
  { readonly profile: P; readonly doubts: readonly string[] },
  Extract<EvidenceRefusal, { kind: "columns_not_found" }> | DelimitedRefusal
>;

function settle<P>(asked: P | undefined, detected: Detected<P>): Result<Settled<P>, EvidenceRefusal> {
  if (detected.ok) return ok({ profile: asked ?? detected.value.profile, doubts: detected.value.doubts });
  if (detected.error.kind !== "columns_not_found") return err(detected.error);
  return ok(asked === undefined ? { missing: detected.error.fields } : { profile: asked, doubts: [] });
}

function previewInvoiceFile({ evidence, bytes }: Table, input: PreviewInput): Previewed {
  const direction = evidence.type === "invoices_purchases" ? "purchase" : "sale";
  const asked = input.mapping?.kind === "invoices" ? input.mapping : undefined;
  const looked = lookAtTable(bytes, INVOICE_COLUMN_RULES[direction], asked?.profile ?? input.layout);
  if (!looked.ok) return looked;
  const look = looked.value;
  const settled = settle(asked?.profile, detectInvoiceColumns(bytes, { direction, ...look.layout }));
  if (!settled.ok) return settled;
  if ("missing" in settled.value)
    return ok({ kind: "unmapped", evidence, look, doubts: [], ...settled.value });
  const { profile, doubts } = settled.value;
  const currency = asked?.currency ?? input.currency;
  const rows = previewInvoices({ bytes, profile, currency });
  if (!rows.ok) return rows;
  const kind = "invoices";
  return ok({ kind, evidence, look, doubts, mapping: { kind, profile, currency }, rows: rows.value });
}

function previewStatementFile({ evidence, bytes }: Table, input: PreviewInput): Previewed {
  const asked = input.mapping?.kind === "statement" ? input.mapping : undefined;
  const looked = lookAtTable(bytes, STATEMENT_COLUMN_RULES, asked?.profile ?? input.layout);
  if (!looked.ok) return looked;
  const look = looked.value;
  const settled = settle(asked?.profile, detectStatementColumns(bytes, look.layout));
  if (!settled.ok) return settled;
  if ("missing" in settled.value)
    return ok({ kind: "unmapped", evidence, look, doubts: [], ...settled.value });
  const { profile, doubts } = settled.value;
  const currency = asked?.currency ?? input.currency;
  const rows = previewStatement({ bytes, profile, currency });
  if (!rows.ok) return rows;
  const kind = "statement";
  return ok({ kind, evidence, look, doubts, mapping: { kind, profile, currency }, rows: rows.value });
}

type Previewed = Result<EvidencePreview, EvidenceRefusal>;

/** Shows how a table would be read, before anything counts. Nothing is stored. */
export async function previewEvidence(deps: EvidenceDeps, input: PreviewInput): Promise<Previewed> {
  const found = await originalBytes(deps, input);
  if (!found.ok) return found;
  const { evidence } = found.value;
  const kind = mappingKindOf(evidence.type);
  if (kind === undefined) return err({ kind: "evidence_is_no_table", type: evidence.type });
  if (input.mapping !== undefined && input.mapping.kind !== kind)
    return err({ kind: "mapping_of_other_kind", expected: kind });
  return kind === "invoices"
    ? previewInvoiceFile(found.value, input)
    : previewStatementFile(found.value, input);
}
