import { StateTag, type Tones } from "../../parts/state-tag.tsx";
import { CAMPAIGN } from "./campaign-messages.ts";

const TONES: Tones = {
  draft: "neutral",
  submitted: "info",
  in_review: "info",
  changes_requested: "warn",
  approved: "ok",
  rejected: "danger",
  scheduled: "info",
  live: "brand",
  paused: "warn",
  closing: "info",
  funded: "ok",
  failed: "danger",
  cancelled: "danger",
  refunding: "warn",
  delivering: "brand",
  completed: "ok",
  undelivered: "danger",
};

/** The state of a campaign in a word. */
export const StatusTag = ({ status }: { readonly status: string }) => (
  <StateTag voice={CAMPAIGN} group="status" state={status} tones={TONES} />
);

/** States in which the terms can be written. */
export const isWritable = (status: string): boolean => status === "draft" || status === "changes_requested";
