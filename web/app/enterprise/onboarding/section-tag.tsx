import { StateTag, type Tones } from "../../parts/state-tag.tsx";
import { ONBOARDING } from "./onboarding-messages.ts";
import type { SectionState } from "./sections.ts";

const TONES: Tones = { in_progress: "info", needs_change: "warn", done: "ok" };

/** Where a part of the file stands. */
export const SectionTag = ({ state }: { readonly state: SectionState }) => (
  <StateTag voice={ONBOARDING} group="section_state" state={state} tones={TONES} />
);
