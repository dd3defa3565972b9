import { type Command, commandKey, type Done, once, putCommand } from "../kernel/command.ts";
import { addMs, DAY_MS } from "../kernel/instant.ts";
import { err, type Result } from "../kernel/result.ts";
import { caseOr404, commitCase } from "./change-case.ts";
import { deadlineWork, stepWork } from "./open-case.ts";
import { policyOf } from "./policies.ts";
import { freshSteps, type ReviewCase } from "./review-case.ts";
import type { ReviewRefusal } from "./review-refusal.ts";
import type { ReviewDeps } from "./work-case.ts";

/**
 * A refused applicant asks once for another look: the case opens again under its policy, for other persons than
 * those who decided it. The earlier runs and the earlier decision stay in its history.
 */
export async function appeal(
  deps: ReviewDeps,
  command: Command,
  input: { caseId: string; enterpriseId: string },
): Promise<Result<Done<ReviewCase>, ReviewRefusal>> {
  const { store } = deps;
  return once<ReviewCase, ReviewRefusal>({
    store,
    command,
    identity: commandKey(command),
    current: () => caseOr404(store, input.caseId),
    attempt: async () => {
      const found = await caseOr404(store, input.caseId);
      if (!found.ok) return found;
      const before = found.value;
      if (before.subject.enterpriseId !== input.enterpriseId) return err({ kind: "not_found" });
      if (before.status !== "decided")
        return err({ kind: "case_not_in_state", status: before.status, expected: "decided" });
      if (before.decision.verdict === "approve") return err({ kind: "appeal_not_possible", why: "approved" });
      if (before.round !== 1) return err({ kind: "appeal_not_possible", why: "already_appealed" });
      const policy = policyOf(before.policy);
      const { decision, ...rest } = before;
      const steps = freshSteps(policy).map((step) => ({
        ...step,
        runs: before.steps.find(({ kind }) => kind === step.kind)?.runs ?? 0,
      }));
      const next: ReviewCase = {
        ...rest,
        status: "open",
        round: 2,
        steps,
        breached: false,
        decisionDueAt: addMs(command.now, policy.decisionDays * DAY_MS),
        excludedPersons: [decision.analyst.personId, ...decision.approvers.map(({ personId }) => personId)],
      };
      return commitCase(store, command, before, {
        next,
        happening: {
          kind: "review.appealed",
          data: { ref: before.subject.id, enterprise: before.subject.enterpriseId },
        },
        more: {
          ...stepWork({ ...next, version: before.version + 1 }, command),
          ...deadlineWork(next, command),
          ...(await deps.effects[before.subject.kind].onAppealed(next, command)),
          command: putCommand(command),
        },
      });
    },
  });
}
