import { useSay } from "../../ui/language.tsx";
import { Tag, type Tone } from "../../ui/parts.tsx";
import type { Enterprise } from "./enterprise-data.ts";
import { ENTERPRISE } from "./enterprise-messages.ts";

const TONES: Readonly<Record<Enterprise["status"], Tone>> = {
  draft: "neutral",
  applied: "info",
  changes_requested: "warn",
  verified: "ok",
  rejected: "danger",
  suspended: "danger",
};

/** Where the file of an enterprise stands. */
export const StatusTag = ({ status }: { readonly status: Enterprise["status"] }) => {
  const say = useSay(ENTERPRISE);
  return <Tag tone={TONES[status]}>{say(`status_${status}`)}</Tag>;
};
