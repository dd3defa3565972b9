import type { Command } from "../kernel/command.ts";
import type { Store } from "../kernel/store.ts";
import { caseOr404, commitCase } from "./change-case.ts";
import type { ReviewCase } from "./review-case.ts";

/** States in which the clock of the service time runs. */
const RUNNING: ReadonlySet<ReviewCase["status"]> = new Set(["open", "claimed", "analyst_done"]);

/**
 * What happens when a decision is nearly due, or due: a reminder event for the desk, then the mark of a breach.
 * An alarm of a deadline that has been moved since is ignored.
 */
export async function onCaseDeadline(
  deps: { store: Store },
  command: Command,
  input: { caseId: string; what: "reminder" | "breach"; decisionDueAt: string },
): Promise<void> {
  const found = await caseOr404(deps.store, input.caseId);
  if (!found.ok) return;
  const reviewCase = found.value;
  if (!RUNNING.has(reviewCase.status)) return;
  if (reviewCase.decisionDueAt !== input.decisionDueAt || reviewCase.breached) return;
  const breached = input.what === "breach";
  const committed = await commitCase(deps.store, command, reviewCase, {
    next: { ...reviewCase, breached },
    happening: {
      kind: breached ? "review.deadline_breached" : "review.deadline_near",
      data: { ref: reviewCase.subject.id, dueAt: reviewCase.decisionDueAt },
    },
  });
  if (!committed.ok) throw new Error("the case changed while its deadline was marked");
}
