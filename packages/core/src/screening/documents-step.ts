import { z } from "zod";
import { countrySchema } from "../enterprise/enterprise.ts";
import { type IsoDay, isoDaySchema } from "../evidence/day-text.ts";
import { evidenceTypeSchema } from "../evidence/evidence.ts";
import { documentsOf, type EvidenceRow, isUsedByAnother } from "../evidence/evidence-store.ts";
import { inspectFile } from "../evidence/magic-bytes.ts";
import { invariant } from "../kernel/invariant.ts";
import { checkDocuments, type DocumentsInput } from "../review/checks/documents-check.ts";
import { policyOf } from "../review/policies.ts";
import type { StepRunner } from "../review/run-step.ts";
import {
  awaitFiles,
  dayOf,
  enterpriseOf,
  isUsable,
  requiredTypes,
  type ScreeningDeps,
} from "./screening-deps.ts";
import { stepOf } from "./step-of.ts";

/** Files that one run looks at, the newest first: each is read whole. */
const DOCUMENTS_MAX = 30;

const factsSchema = z.strictObject({
  country: countrySchema,
  /** One entry per file, in the order of the evidence. */
  documents: z.array(
    z.strictObject({
      type: evidenceTypeSchema,
      contentType: z.string(),
      usedByAnother: z.boolean(),
      expiresOn: isoDaySchema.nullable(),
    }),
  ),
  today: isoDaySchema,
});

const hasExpired = ({ expiresOn }: EvidenceRow, today: IsoDay): boolean =>
  expiresOn !== undefined && expiresOn < today;

/** Files of the types asked for that count here; an expired paper is passed over when another one is in force. */
export function documentsFor(
  rows: readonly EvidenceRow[],
  about: { types: readonly string[]; subjectId: string; today: IsoDay },
): readonly EvidenceRow[] {
  const { types, subjectId, today } = about;
  const own = rows.filter(
    (row) =>
      types.includes(row.type) &&
      isUsable(row) &&
      (row.subject === undefined || row.subject.id === subjectId),
  );
  return own
    .filter(
      (row) =>
        !hasExpired(row, today) || !own.some((other) => other.type === row.type && !hasExpired(other, today)),
    )
    .slice(0, DOCUMENTS_MAX);
}

/** Documents: every type the policy asks of the country, with bytes that are what they declare. */
export const documentsStep = ({ store, now }: Pick<ScreeningDeps, "store" | "now">): StepRunner =>
  stepOf({
    facts: factsSchema,
    gather: async (reviewCase) => {
      const { id, profile } = await enterpriseOf(store, reviewCase);
      const { country } = profile;
      invariant(country !== undefined, "an enterprise that applied has a country");
      const today = dayOf(now());
      const types = requiredTypes(policyOf(reviewCase.policy), country);
      const handedIn = await documentsOf(store, id);
      awaitFiles(handedIn, types);
      const rows = documentsFor(handedIn, {
        types,
        subjectId: reviewCase.subject.id,
        today,
      });
      const documents = await Promise.all(
        rows.map(async (row) => ({
          type: row.type,
          contentType: row.contentType,
          usedByAnother: await isUsedByAnother(store, row),
          expiresOn: row.expiresOn ?? null,
        })),
      );
      return {
        facts: { country, documents, today },
        evidence: rows.map((row) => ({ id: row.id, sha256: row.sha256 })),
      };
    },
    evaluate: async ({ facts, evidence }, policy, read) => {
      const { country, today } = facts;
      const documents: DocumentsInput["documents"][number][] = [];
      for (const [i, { contentType, ...about }] of facts.documents.entries()) {
        const ref = evidence[i];
        invariant(ref !== undefined, "every document has its file");
        const inspected = inspectFile(await read(ref), contentType);
        documents.push({ ...about, inspection: inspected.ok ? "ok" : inspected.error.kind });
      }
      return checkDocuments({ requiredTypes: requiredTypes(policy, country), documents, today });
    },
  });
