import { StateTag } from "../parts/state-tag.tsx";
import type { Enterprise } from "./enterprise-data.ts";
import { ENTERPRISE } from "./enterprise-messages.ts";

const TONES = {
  draft: "neutral",
  applied: "info",
  changes_requested: "warn",
  verified: "ok",
  rejected: "danger",
  suspended: "danger",
} as const satisfies Record<Enterprise["status"], string>;

/** Where the file of an enterprise stands. */
export const StatusTag = ({ status }: { readonly status: Enterprise["status"] }) => (
  <StateTag voice={ENTERPRISE} group="status" state={status} tones={TONES} />
);
