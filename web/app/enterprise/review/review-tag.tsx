import { StateTag, type Tones } from "../../parts/state-tag.tsx";
import { OWN_REVIEW } from "./own-review-messages.ts";

const TONES: Tones = { waiting_for_applicant: "warn", approve: "ok", reject: "danger" };

/** Where a review stands; a decided one says what was decided. */
export const ReviewTag = (props: { readonly status: string; readonly verdict?: string | undefined }) => (
  <StateTag voice={OWN_REVIEW} group="state" state={props.verdict ?? props.status} tones={TONES} />
);
