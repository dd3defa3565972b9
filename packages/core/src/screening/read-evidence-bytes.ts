import { evidenceIdSchema } from "../evidence/evidence.ts";
import { loadEvidence } from "../evidence/evidence-store.ts";
import type { EvidenceDeps } from "../evidence/upload-evidence.ts";
import { sha256Hex } from "../kernel/id.ts";
import { EvidenceChangedError } from "../review/replay-decision.ts";
import type { ReadEvidence } from "../review/run-step.ts";

/**
 * Reads the bytes of a file that a step names.
 * @throws EvidenceChangedError when the file or its blob is gone, or its bytes do not have the hash of the reference
 */
export const readEvidenceBytes =
  ({ store, blobs }: EvidenceDeps): ReadEvidence =>
  async ({ id, sha256 }) => {
    const evidence = await loadEvidence(store, evidenceIdSchema.parse(id));
    const blob = evidence === undefined ? undefined : await blobs.get(evidence.blobKey);
    if (blob === undefined || sha256Hex(blob.bytes) !== sha256)
      throw new EvidenceChangedError(`the bytes of ${id} are not those of the reference`);
    return blob.bytes;
  };
