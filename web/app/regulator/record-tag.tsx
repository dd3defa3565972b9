import { StateTag, type Tones } from "../parts/state-tag.tsx";
import { REGULATOR } from "./regulator-messages.ts";

const TONES: Tones = {
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

/** The state of what oversight looks at. */
export const RecordTag = (props: { readonly group: string; readonly state: string }) => (
  <StateTag voice={REGULATOR} tones={TONES} {...props} />
);
