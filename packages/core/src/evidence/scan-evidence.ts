import type { BlobKey, BlobStore } from "../kernel/blob-store.ts";
import type { Command } from "../kernel/command.ts";
import { killPoint } from "../kernel/kill-point.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store } from "../kernel/store.ts";
import { clearFile, type Evidence, type EvidenceId, refuseFile } from "./evidence.ts";
import type { EvidenceRefusal } from "./evidence-refusal.ts";
import { evidenceChange, loadEvidence } from "./evidence-store.ts";
import { bytesOf } from "./upload-evidence.ts";

/** A file as a scanner gets it: where it lies and what it holds. */
export interface ScannedFile {
  readonly blobKey: BlobKey;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** What a scanner says. `not_yet` is no answer: the file stays in quarantine and is asked about again. */
export type ScanVerdict = Readonly<
  { kind: "clean" } | { kind: "refused"; reasonCode: string } | { kind: "not_yet" }
>;

/** Something that looks for harm in a file: our own look inside, or the malware scan of the place where it lies. */
export interface FileScanner {
  /** What the books call it: `look-inside`, `guardduty`. */
  readonly name: string;
  scan(file: ScannedFile): Promise<ScanVerdict>;
}

export interface ScanDeps {
  readonly store: Store;
  readonly blobs: BlobStore;
  /** All must find nothing; asked in this order, the first refusal ends it. */
  readonly scanners: readonly [FileScanner, ...FileScanner[]];
}

/** A scanner has not answered yet: the work runs again later, and an operator sees it when it never does. */
export class ScanNotOverError extends Error {
  override name = "ScanNotOverError";
}

async function scanAll(scanners: ScanDeps["scanners"], file: ScannedFile): Promise<ScanVerdict> {
  for (const { name, scan } of scanners) {
    const verdict = await scan(file);
    if (verdict.kind === "not_yet") throw new ScanNotOverError(`${name} has not answered yet`);
    if (verdict.kind === "refused") return verdict;
  }
  return { kind: "clean" };
}

/**
 * Scans a file in quarantine: the effect of `evidence.scan`. It leaves as `clean` when every scanner found nothing,
 * and as `refused` by the first that found something. Harmless when repeated.
 * @throws ScanNotOverError while a scanner has no answer; nothing is concluded from silence
 * @see docs/rules/evidence.md#quarantine
 */
export async function scanEvidence(deps: ScanDeps, command: Command, id: EvidenceId): Promise<void> {
  const { store, blobs, scanners } = deps;
  const previous = await loadEvidence(store, id);
  if (previous?.status !== "quarantined") return;
  const { blobKey, contentType } = previous;
  const verdict = await scanAll(scanners, { blobKey, contentType, bytes: await bytesOf(blobs, previous) });
  killPoint("evidence.scanned");
  if (verdict.kind === "refused") {
    await refuseEvidence(deps, command, { evidenceId: id, reasonCode: verdict.reasonCode });
    return;
  }
  const by = scanners.map(({ name }) => name);
  const { writes } = evidenceChange({
    previous,
    next: clearFile(previous, { by, at: command.now }),
    kind: "evidence.cleared",
    actor: command.actor,
    at: command.now,
    data: { scanners: by },
  });
  await store.commit(writes); // refused only when another worker has done the same
}

/** Puts a file aside for good: a scan found it harmful. It stays in the books and leaves nobody's hands again. */
export async function refuseEvidence(
  deps: Pick<ScanDeps, "store">,
  command: Command,
  input: { evidenceId: EvidenceId; reasonCode: string },
): Promise<Result<Evidence, EvidenceRefusal>> {
  const previous = await loadEvidence(deps.store, input.evidenceId);
  if (previous === undefined) return err({ kind: "not_found" });
  const next = refuseFile(previous, { reasonCode: input.reasonCode, at: command.now });
  if (!next.ok) return next;
  const { evidence, writes } = evidenceChange({
    previous,
    next: next.value,
    kind: "evidence.refused",
    actor: command.actor,
    at: command.now,
    data: { reasonCode: input.reasonCode },
  });
  const done = await deps.store.commit(writes);
  return done.ok ? ok(evidence) : err({ kind: "concurrent_update" });
}
