import type { EnterpriseId, UserId } from "../identity/actor.ts";
import { membershipStillHeld } from "../identity/still-held.ts";
import { type BlobKey, type BlobStore, blobKeySchema } from "../kernel/blob-store.ts";
import { type Command, createdId, type Done, once } from "../kernel/command.ts";
import { sha256Hex } from "../kernel/id.ts";
import { invariant } from "../kernel/invariant.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { CommitFailure, Store } from "../kernel/store.ts";
import { putWork } from "../work/work-item.ts";
import {
  EVIDENCE_TYPES,
  type Evidence,
  type EvidenceId,
  type EvidenceType,
  evidenceIdSchema,
  evidenceSubjectSchema,
  fileNameOf,
} from "./evidence.ts";
import type { EvidenceRefusal } from "./evidence-refusal.ts";
import { evidenceChange, evidenceKey, loadEvidence } from "./evidence-store.ts";
import { inspectFile } from "./magic-bytes.ts";

/** What the use cases of evidence need. */
export interface EvidenceDeps {
  readonly store: Store;
  readonly blobs: BlobStore;
}

/** A file as it is handed in. Nothing that its sender says of it is believed: name, type and kind are checked. */
export interface Upload {
  readonly by: UserId;
  readonly enterpriseId: EnterpriseId;
  readonly type: EvidenceType;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly subject?: Evidence["subject"];
  readonly expiresOn?: Evidence["expiresOn"];
}

type Uploading = Result<Evidence, EvidenceRefusal>;

/** What a failed commit of an evidence use case means. */
export const evidenceRefusalOf = ({ failed }: CommitFailure): EvidenceRefusal =>
  failed.has("acting") ? { kind: "role_no_longer_held" } : { kind: "concurrent_update" };

/** The file of this enterprise, or the refusal that foreign and missing ones share. */
export async function evidenceOf(
  store: Store,
  which: { enterpriseId: EnterpriseId; evidenceId: EvidenceId },
): Promise<Uploading> {
  const evidence = await loadEvidence(store, which.evidenceId);
  return evidence === undefined || evidence.enterpriseId !== which.enterpriseId
    ? err({ kind: "not_found" })
    : ok(evidence);
}

/** Where the bytes of a file lie: made by the server from unguessable ids, nothing of it comes from the sender. */
export const originalKeyOf = (evidence: Pick<Evidence, "enterpriseId" | "id">): BlobKey =>
  blobKeySchema.parse(`evidence/${evidence.enterpriseId}/${evidence.id}/original`);

function inspect(upload: Upload): Result<void, EvidenceRefusal> {
  const inspected = inspectFile(upload.bytes, upload.contentType);
  if (!inspected.ok) return inspected;
  const { kind } = inspected.value;
  const accepted = EVIDENCE_TYPES[upload.type];
  return accepted.some((one) => one === kind)
    ? ok(undefined)
    : err({ kind: "file_kind_not_for_type", type: upload.type, accepted });
}

/**
 * Takes a file into quarantine: checked by its bytes, stored under a key of our own before the commit (a blob without an item is
 * harmless, an item without its blob is not), findable by its hash, and to be scanned. The command's payload must name
 * the file's hash.
 */
export function uploadEvidence(
  deps: EvidenceDeps,
  command: Command,
  upload: Upload,
): Promise<Result<Done<Evidence>, EvidenceRefusal>> {
  const { store, blobs } = deps;
  const { by, enterpriseId, type, bytes } = upload;
  const id = evidenceIdSchema.parse(createdId("evd", command));
  const attempt = async (): Promise<Uploading> => {
    const inspected = inspect(upload);
    if (!inspected.ok) return inspected;
    const contentType = upload.contentType.split(";", 1)[0]?.trim().toLowerCase() ?? "";
    const blobKey = originalKeyOf({ enterpriseId, id });
    const sha256 = sha256Hex(bytes);
    const stored = await blobs.put(blobKey, bytes, { contentType, sha256 });
    if (!stored.ok) {
      invariant(stored.error.kind === "blob_exists", "a file that passed its inspection fits into a blob");
      return err({ kind: "idempotency_key_reused" }); // other bytes under the key of this command
    }
    killPoint("evidence.blob-stored");
    const { evidence, writes } = evidenceChange({
      previous: undefined,
      next: {
        id,
        enterpriseId,
        type,
        ...(upload.subject === undefined ? {} : { subject: evidenceSubjectSchema.parse(upload.subject) }),
        ...(upload.expiresOn === undefined ? {} : { expiresOn: upload.expiresOn }),
        fileName: fileNameOf(upload.fileName),
        contentType,
        bytes: bytes.byteLength,
        sha256,
        blobKey,
        uploadedBy: by,
        createdAt: command.now,
        payloadHash: command.payloadHash,
        version: 1,
        eventHash: "",
        status: "quarantined",
      },
      kind: "evidence.received",
      actor: by,
      at: command.now,
    });
    const done = await store.commit({
      ...writes,
      scan: putWork({ kind: "evidence.scan", ref: id, dueAt: command.now, cause: [id] }),
      acting: membershipStillHeld({ userId: by, enterpriseId, roles: ["owner", "editor", "finance"] }),
    });
    return done.ok ? ok(evidence) : err(evidenceRefusalOf(done.error));
  };
  const current = () => evidenceOf(store, { enterpriseId, evidenceId: id });
  return once({ store, command, identity: evidenceKey(id), attempt, current });
}

/**
 * The bytes of a file, as they were handed in: not before the scan has found nothing, and never once it was refused.
 * @throws when the blob is gone or its bytes changed: then nothing that was read from it can be believed
 */
export async function originalBytes(
  deps: EvidenceDeps,
  which: { enterpriseId: EnterpriseId; evidenceId: EvidenceId },
): Promise<Result<{ evidence: Evidence; bytes: Uint8Array }, EvidenceRefusal>> {
  const found = await evidenceOf(deps.store, which);
  if (!found.ok) return found;
  if (found.value.status === "quarantined") return err({ kind: "evidence_quarantined" });
  if (found.value.status === "refused") return err({ kind: "evidence_refused" });
  return ok({ evidence: found.value, bytes: await bytesOf(deps.blobs, found.value) });
}

/** The bytes of a blob, checked against the hash that the books have of them. */
export async function bytesOf(
  blobs: BlobStore,
  ref: { readonly blobKey: BlobKey; readonly sha256: string },
): Promise<Uint8Array> {
  const blob = await blobs.get(ref.blobKey);
  invariant(blob !== undefined, "a stored file has its blob");
  invariant(sha256Hex(blob.bytes) === ref.sha256, "a stored file has the bytes that were handed in");
  return blob.bytes;
}

/**
 * The bytes that a review step looked at, by id and hash: what a replay of a decision reads.
 * @throws when the file is unknown, or its bytes are not those of the hash
 */
export async function bytesOfRef(
  deps: EvidenceDeps,
  ref: { readonly id: string; readonly sha256: string },
): Promise<Uint8Array> {
  const evidence = await loadEvidence(deps.store, evidenceIdSchema.parse(ref.id));
  invariant(evidence?.sha256 === ref.sha256, "a step names a file of the books by its hash");
  return bytesOf(deps.blobs, evidence);
}
