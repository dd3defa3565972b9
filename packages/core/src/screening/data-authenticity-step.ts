import { z } from "zod";
import { countrySchema } from "../enterprise/enterprise.ts";
import { evidenceTypeSchema } from "../evidence/evidence.ts";
import { documentsOf, loadEvidence } from "../evidence/evidence-store.ts";
import { INVOICE_DIRECTIONS } from "../evidence/invoice.ts";
import { invoiceProfileSchema } from "../evidence/invoice-columns.ts";
import { readInvoices } from "../evidence/read-invoices.ts";
import { invariant } from "../kernel/invariant.ts";
import type { Store } from "../kernel/store.ts";
import { currencySchema } from "../money/currency.ts";
import { aggregateAuthenticity } from "../review/checks/aggregate-authenticity.ts";
import { type AuthenticityResult, checkInvoiceBook } from "../review/checks/authenticity-checks.ts";
import type { AuthenticityLimits } from "../review/checks/authenticity-limits.ts";
import { conclude, type KnownFinding } from "../review/checks/conclude.ts";
import type { StepRunner } from "../review/run-step.ts";
import type { EvidenceRef } from "../review/step.ts";
import { awaitFiles, enterpriseOf, type ScreeningDeps } from "./screening-deps.ts";
import { stepOf } from "./step-of.ts";

/** Files that one run reads, the newest first. */
const FILES_MAX = 24;

const fileSchema = z.strictObject({
  type: evidenceTypeSchema,
  profile: invoiceProfileSchema,
  currency: currencySchema,
});
type File = z.infer<typeof fileSchema>;
const factsSchema = z.strictObject({
  /** Whose tax law the invoices follow. */
  jurisdiction: countrySchema,
  /** How each file is read, in the order of the evidence. */
  files: z.array(fileSchema),
});

async function invoiceFiles(
  store: Store,
  enterpriseId: Parameters<typeof documentsOf>[1],
): Promise<{ files: File[]; evidence: EvidenceRef[] }> {
  const files: File[] = [];
  const evidence: EvidenceRef[] = [];
  const rows = await documentsOf(store, enterpriseId);
  awaitFiles(rows, ["invoices_sales", "invoices_purchases"]);
  const read = rows.filter(
    ({ type, status }) => (type === "invoices_sales" || type === "invoices_purchases") && status === "read",
  );
  for (const row of read.slice(0, FILES_MAX)) {
    const file = await loadEvidence(store, row.id);
    if (file?.status !== "read" || file.mapping.kind !== "invoices") continue;
    const { profile, currency } = file.mapping;
    files.push({ type: file.type, profile, currency });
    evidence.push({ id: file.id, sha256: file.sha256 });
  }
  return { files, evidence };
}

/** The checks of one file, its sales and its purchases apart; `undefined` when it cannot be read. */
function checkFile(
  bytes: Uint8Array,
  { profile, currency }: File,
  about: { jurisdiction: string; limits: AuthenticityLimits },
): readonly AuthenticityResult[] | undefined {
  const read = readInvoices({ bytes, profile, currency });
  if (!read.ok) return undefined;
  const { invoices, derived } = read.value;
  const { jurisdiction, limits } = about;
  return INVOICE_DIRECTIONS.flatMap((direction) => {
    const book = invoices.filter((invoice) => invoice.direction === direction);
    if (book.length === 0) return [];
    const hasStatus = profile.columns.status !== null;
    return checkInvoiceBook(
      { invoices: book, direction, currency, jurisdiction, derived, hasStatus },
      limits,
    );
  });
}

/** Data authenticity: every invoice file that was read is computed again from its bytes. */
export const dataAuthenticityStep = ({ store }: Pick<ScreeningDeps, "store">): StepRunner =>
  stepOf({
    facts: factsSchema,
    gather: async (reviewCase) => {
      const { id, profile } = await enterpriseOf(store, reviewCase);
      invariant(profile.country !== undefined, "an enterprise that applied has a country");
      const { files, evidence } = await invoiceFiles(store, id);
      return { facts: { jurisdiction: profile.country, files }, evidence };
    },
    evaluate: async ({ facts, evidence }, { authenticity }, readBytes) => {
      invariant(authenticity !== undefined, "a policy with this step has its limits");
      const { limits, verdict } = authenticity;
      const results: AuthenticityResult[] = [];
      const unreadable: KnownFinding[] = [];
      for (const [i, file] of facts.files.entries()) {
        const ref = evidence[i];
        invariant(ref !== undefined, "every mapping has its file");
        const checked = checkFile(await readBytes(ref), file, { jurisdiction: facts.jurisdiction, limits });
        if (checked !== undefined) results.push(...checked);
        else
          unreadable.push({
            reasonCode: "document_bytes_differ",
            severity: "warning",
            observed: file.type,
            limit: "readable by its mapping",
            remedyCode: "upload_export_unedited",
          });
      }
      const judged = aggregateAuthenticity(results, verdict);
      if (unreadable.length === 0) return judged;
      return {
        outcome: judged.outcome === "failed" ? "failed" : "needs_human",
        findings: [...judged.findings, ...conclude(unreadable).findings],
      };
    },
  });
