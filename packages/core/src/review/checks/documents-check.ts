import type { IsoDay } from "../../evidence/day-text.ts";
import type { CheckResult } from "../finding.ts";
import { conclude, type KnownFinding } from "./conclude.ts";

/** Documents at hand and what the jurisdiction asks for; document types are the policy's words. */
export type DocumentsInput = Readonly<{
  requiredTypes: readonly string[];
  documents: readonly Readonly<{
    type: string;
    /** `ok`, or the refusal kind of the file's inspection. */
    inspection: "ok" | (string & {});
    /** Whether the same bytes belong to another enterprise. */
    usedByAnother: boolean;
    expiresOn: IsoDay | null;
  }>[];
  today: IsoDay;
}>;

/**
 * Documents step: every required type is there, its bytes are what they declare, no other enterprise has used
 * them, and it has not expired. Anything else is looked at by a person; a machine refuses nobody over a paper.
 */
export function checkDocuments(input: DocumentsInput): CheckResult {
  const { requiredTypes, documents, today } = input;
  const missing = requiredTypes
    .filter((type) => !documents.some((document) => document.type === type))
    .map(
      (type): KnownFinding => ({
        reasonCode: "document_missing",
        severity: "warning",
        observed: type,
        limit: "1",
        remedyCode: "upload_document",
      }),
    );
  const faulty = documents.flatMap(({ type, inspection, usedByAnother, expiresOn }): KnownFinding[] => {
    const findings: KnownFinding[] = [];
    const base = { severity: "warning", remedyCode: "upload_document" } as const;
    if (inspection !== "ok") {
      findings.push({
        ...base,
        reasonCode: "document_bytes_differ",
        observed: `${type}: ${inspection}`,
        limit: "ok",
      });
    }
    if (usedByAnother) {
      findings.push({ ...base, reasonCode: "document_used_elsewhere", observed: type, limit: "used once" });
    }
    if (expiresOn !== null && expiresOn < today) {
      const observed = `${type}: ${expiresOn}`;
      findings.push({ ...base, reasonCode: "document_expired", observed, limit: `valid on ${today}` });
    }
    return findings;
  });
  return conclude([...missing, ...faulty]);
}
