import type { BlobKey } from "../kernel/blob-store.ts";
import type { FileScanner, ScanVerdict } from "./scan-evidence.ts";

/** The object tag in which Amazon GuardDuty Malware Protection for S3 leaves its result. */
export const SCAN_STATUS_TAG = "GuardDutyMalwareScanStatus";

/**
 * What a scan status means. Only "no threats" is clean; a scan that failed or could not look is asked for again by the
 * work that waits, until an operator sees it parked: silence and errors never let a file through.
 */
export function verdictOfTag(status: string | undefined): ScanVerdict {
  switch (status) {
    case "NO_THREATS_FOUND":
      return { kind: "clean" };
    case "THREATS_FOUND":
      return { kind: "refused", reasonCode: "malware_found" };
    case "UNSUPPORTED": // encrypted or too deeply packed for the scanner
      return { kind: "refused", reasonCode: "cannot_be_scanned" };
  }
  return { kind: "not_yet" }; // no tag, FAILED, ACCESS_DENIED, or a word that is new
}

/** A scanner that reads what the malware scan of the object store has left on the object. */
export const objectTagScanner = (
  tagOf: (key: BlobKey, tag: string) => Promise<string | undefined>,
): FileScanner => ({
  name: "guardduty",
  scan: async ({ blobKey }) => verdictOfTag(await tagOf(blobKey, SCAN_STATUS_TAG)),
});
