import type { IdempotencyRefusal } from "../kernel/command.ts";
import type { StepKind } from "./step.ts";

/** Everything that a review may refuse. */
export type ReviewRefusal = Readonly<
  | { kind: "not_found" }
  | { kind: "concurrent_update" }
  | { kind: "case_not_in_state"; status: string; expected: string }
  | { kind: "steps_open"; steps: readonly StepKind[] }
  | { kind: "step_not_for_person"; step: StepKind; status: string }
  | { kind: "step_not_in_policy"; step: string }
  | { kind: "second_person_required" }
  | { kind: "decided_earlier_round" }
  | { kind: "not_the_analyst" }
  | { kind: "conflict_of_interest" }
  | { kind: "reasons_required" }
  | { kind: "failed_step_needs_reason"; steps: readonly StepKind[] }
  | { kind: "appeal_not_possible"; why: "approved" | "already_appealed" }
  | { kind: "replay_differs"; where: string; what: string }
  | IdempotencyRefusal
>;
