import type { WorkRefusal } from "@firstlot/core/work/work-refusal";
import type { ProblemEntry } from "./shared.ts";

/** What an operator sees of a refused act on work. */
export const WORK_PROBLEMS = {
  work_not_parked: { status: 409, title: "The work is not parked; nothing was done." },
} as const satisfies Record<
  Exclude<WorkRefusal["kind"], "not_found" | "concurrent_update" | "second_person_required">,
  ProblemEntry
>;
