import type { CampaignRefusal } from "@firstlot/core/campaign/campaign-refusal";
import type { MediumRefusal } from "@firstlot/core/campaign/media";
import type { ProblemEntry } from "./shared.ts";

type Shared =
  | "not_found"
  | "forbidden"
  | "version_mismatch"
  | "concurrent_update"
  | "idempotency_key_reused"
  | "second_person_required";

/** What an enterprise, an operator or a visitor sees of a refused act on a campaign; the campaign is unchanged. */
export const CAMPAIGN_PROBLEMS = {
  not_in_state: {
    status: 409,
    title: "The campaign is not in a state that allows this; `allowed` names the states that do.",
  },
  terms_incomplete: {
    status: 422,
    title: "Something is missing before the campaign can be submitted; `errors` name each field.",
  },
  media_unknown: { status: 422, title: "This picture was not uploaded by your enterprise; upload it first." },
  medium_not_accepted: { status: 415, title: "This is no PNG, JPEG or WebP picture; nothing was stored." },
  medium_too_large: { status: 413, title: "The picture is larger than 5 MB; nothing was stored." },
  publish_at_out_of_range: {
    status: 422,
    title: "Publication must lie ahead and within 30 days of the approval; choose a time in between.",
  },
  deadline_out_of_window: {
    status: 409,
    title:
      "The campaign would be live for less than a day or more than 60; choose another time, or take it back.",
  },
  publication_started: { status: 409, title: "Publication has begun; it can no longer be taken back." },
  publication_too_early: { status: 409, title: "The time of publication has not come yet." },
  content_changed: {
    status: 409,
    title: "The campaign differs from what was approved; it was not published.",
  },
  enterprise_not_verified: {
    status: 409,
    title: "The enterprise is not verified; finish its onboarding first.",
  },
  bank_not_available: {
    status: 503,
    title: "No partner bank holds this currency now; nothing was published.",
  },
  deadline_not_reached: { status: 409, title: "The deadline has not been reached." },
  cap_not_reached: { status: 409, title: "Bank-confirmed money has not reached the hard cap." },
  appeal_used: { status: 409, title: "This rejection was appealed before; an appeal is possible once." },
  cancel_not_requested: {
    status: 409,
    title: "Nobody has asked to cancel this campaign; ask first, another approver then decides.",
  },
  already_paid_out: {
    status: 409,
    title: "Money has left for the enterprise; the campaign can no longer be cancelled.",
  },
  currency_required: { status: 422, title: "Name the currency that the amounts are in." },
} as const satisfies Record<
  Exclude<CampaignRefusal["kind"] | MediumRefusal["kind"] | "currency_required", Shared>,
  ProblemEntry
>;
