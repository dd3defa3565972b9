import { StateTag } from "../../parts/state-tag.tsx";
import type { EvidenceRow } from "./evidence-data.ts";
import { EVIDENCE } from "./evidence-messages.ts";

const TONES = {
  quarantined: "info",
  clean: "ok",
  reading: "info",
  read: "ok",
  failed: "danger",
  refused: "danger",
} as const satisfies Record<EvidenceRow["status"], string>;

/** Where a file stands. */
export const FileStateTag = ({ status }: { readonly status: EvidenceRow["status"] }) => (
  <StateTag voice={EVIDENCE} group="state" state={status} tones={TONES} />
);
