import type { ReviewRefusal } from "@firstlot/core/review/review-refusal";
import type { ProblemEntry } from "./shared.ts";

/** What a reviewer or an applicant sees of a refused act on a case; the case itself is unchanged. */
export const REVIEW_PROBLEMS = {
  case_not_in_state: {
    status: 409,
    title: "The case is not in the state that this act needs; nothing was done.",
  },
  steps_open: { status: 409, title: "Some steps have no result yet; finish them first." },
  step_not_for_person: {
    status: 409,
    title: "This step is still run by the platform; wait for its result or run it again.",
  },
  step_not_in_policy: { status: 422, title: "The policy of this case has no such step." },
  second_person_required: {
    status: 403,
    title: "Another person must do this: the same natural person may not do both.",
  },
  decided_earlier_round: {
    status: 403,
    title: "You decided an earlier round of this case; other persons decide the appeal.",
  },
  not_the_analyst: { status: 403, title: "Another analyst works on this case." },
  conflict_of_interest: {
    status: 403,
    title: "You belong to the enterprise under review; somebody else must do this.",
  },
  reasons_required: {
    status: 422,
    title: "Name at least one reason: a decision without reasons cannot be explained.",
  },
  failed_step_needs_reason: { status: 409, title: "A failed step stands in the way of an approval." },
  appeal_not_possible: { status: 409, title: "This decision cannot be appealed (again)." },
  replay_differs: {
    status: 409,
    title: "The decision does not follow from what is stored: something was changed.",
  },
} as const satisfies Record<
  Exclude<ReviewRefusal["kind"], "not_found" | "concurrent_update" | "idempotency_key_reused">,
  ProblemEntry
>;
