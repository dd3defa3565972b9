import { Tag, type Tone } from "../../ui/parts.tsx";
import { useWords } from "./regulator-messages.ts";

const TONES: Readonly<Record<string, Tone>> = {
  live: "ok",
  verified: "ok",
  granted: "ok",
  paid: "ok",
  completed: "ok",
  confirmed: "ok",
  paused: "warn",
  suspended: "danger",
  rejected: "danger",
  undelivered: "danger",
  failed: "warn",
  cancelled: "warn",
  requested: "info",
};

/** A state in a word and a colour. */
export const StateTag = ({ group, state }: { readonly group: string; readonly state: string }) => (
  <Tag tone={TONES[state] ?? "neutral"}>{useWords()(group, state)}</Tag>
);
