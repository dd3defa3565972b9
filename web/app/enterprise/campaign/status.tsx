import { Tag, type Tone } from "../../../ui/parts.tsx";
import { CAMPAIGN } from "./campaign-messages.ts";
import { CodeWord } from "./code-word.tsx";

const TONES: Readonly<Record<string, Tone>> = {
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
  <Tag tone={TONES[status] ?? "neutral"}>
    <CodeWord voice={CAMPAIGN} prefix="status_" code={status} />
  </Tag>
);

/** States in which the terms can be written. */
export const isWritable = (status: string): boolean => status === "draft" || status === "changes_requested";
