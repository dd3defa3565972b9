import { type EvidenceRow, useEvidenceList } from "../evidence/evidence-data.ts";

/** The files of an enterprise as far as they are loaded, newest first. */
export const useFiles = (enterpriseId: string): readonly EvidenceRow[] =>
  useEvidenceList(enterpriseId).data?.pages.flatMap(({ items }) => items) ?? [];
