import { StateTag, type Tones } from "../parts/state-tag.tsx";
import { OPERATIONS } from "./operations-messages.ts";

const TONES: Tones = {
  planned: "info",
  instructed: "info",
  confirmed: "ok",
  partly_confirmed: "warn",
  blocked: "danger",
  open: "danger",
  explained: "warn",
  matched: "ok",
  corrected: "ok",
};

/** The state of a settlement run or of a break. */
export const BoardTag = ({ group, state }: { readonly group: "run" | "break"; readonly state: string }) => (
  <StateTag voice={OPERATIONS} group={group} state={state} tones={TONES} />
);
