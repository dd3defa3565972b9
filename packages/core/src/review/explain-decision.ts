import { addMs, DAY_MS, type Instant } from "../kernel/instant.ts";
import { ok, type Result } from "../kernel/result.ts";
import type { Store } from "../kernel/store.ts";
import { caseOr404 } from "./change-case.ts";
import { type Explanation, principalReasons, sourcesOf } from "./explanation.ts";
import { policyOf } from "./policies.ts";
import type { ReviewCase, Verdict } from "./review-case.ts";
import type { ReviewRefusal } from "./review-refusal.ts";
import { decidingRuns, loadRuns } from "./review-store.ts";
import type { StepRun } from "./step.ts";

/** What is to be explained: a verdict with the codes that its deciders added. */
export interface Explained {
  readonly verdict: Verdict;
  readonly reasonCodes: readonly string[];
}

/** What the applicant reads of a decision at `at`, from the runs that it rests on. */
export function explainDecision(
  reviewCase: Pick<ReviewCase, "policy" | "round">,
  { verdict, reasonCodes }: Explained,
  runs: readonly StepRun[],
  at: Instant,
): Explanation {
  const policy = policyOf(reviewCase.policy);
  const reasons = [...principalReasons(runs)];
  return {
    outcome: verdict,
    policy: reviewCase.policy,
    reasons,
    reasonCodes: [...reasonCodes],
    counterfactual: [...new Set(reasons.map(({ remedyCode }) => remedyCode))],
    sources: sourcesOf(runs),
    notChecked: policy.notChecked,
    contest: {
      appealPossible: verdict === "reject" && reviewCase.round === 1,
      reapplyFrom: addMs(at, policy.reapplyDays * DAY_MS),
    },
  };
}

/** What the applicant would read if the case were decided like this now; nothing is changed. */
export async function previewExplanation(
  store: Store,
  input: Explained & { readonly caseId: string; readonly now: Instant },
): Promise<Result<Explanation, ReviewRefusal>> {
  const found = await caseOr404(store, input.caseId);
  if (!found.ok) return found;
  const runs = decidingRuns(await loadRuns(store, found.value.id));
  return ok(explainDecision(found.value, input, runs, input.now));
}
