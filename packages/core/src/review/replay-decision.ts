import { firstBreak, history } from "../audit/event.ts";
import { canonicalJson } from "../kernel/canonical-json.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { Store } from "../kernel/store.ts";
import { caseOr404 } from "./change-case.ts";
import { principalReasons, sourcesOf } from "./explanation.ts";
import { policyOf } from "./policies.ts";
import type { ReviewRefusal } from "./review-refusal.ts";
import { decidingRuns, loadRuns } from "./review-store.ts";
import { inputsHashOf, type ReadEvidence, type StepRunners } from "./run-step.ts";
import type { AutomaticStepKind, StepRun } from "./step.ts";

/** What a replay looked at. */
export type Replay = Readonly<{
  caseId: string;
  steps: readonly { step: string; run: number; recomputed: boolean }[];
}>;

/** Bytes that are not those the decision was made on. */
export class EvidenceChangedError extends Error {
  override name = "EvidenceChangedError";
}

/**
 * Recomputes a decision from what was stored: the event chain is whole, each run's inputs have the hash that its
 * event names, and every automatic step, fed with those inputs, the bytes and the policy version, gives the same
 * result again. One changed byte anywhere refuses with the step and what differs.
 */
export async function replayDecision(
  deps: { store: Store; runners: StepRunners; read: ReadEvidence },
  input: { caseId: string },
): Promise<Result<Replay, ReviewRefusal>> {
  const found = await caseOr404(deps.store, input.caseId);
  if (!found.ok) return found;
  const reviewCase = found.value;
  const hashes = await runHashes(deps.store, reviewCase.id);
  if (hashes === undefined) return err({ kind: "replay_differs", where: "events", what: "chain" });
  const runs = decidingRuns(await loadRuns(deps.store, reviewCase.id));
  const steps: { step: string; run: number; recomputed: boolean }[] = [];
  for (const run of runs) {
    const differs = await difference(deps, run, hashes.get(`${run.step}#${run.run}`));
    if (differs !== undefined) return err({ kind: "replay_differs", where: run.step, what: differs });
    steps.push({ step: run.step, run: run.run, recomputed: run.note === undefined });
  }
  if (reviewCase.status === "decided") {
    const { reasons, sources } = reviewCase.decision.explanation;
    const again = { reasons: principalReasons(runs), sources: sourcesOf(runs) };
    if (canonicalJson(again) !== canonicalJson({ reasons, sources }))
      return err({ kind: "replay_differs", where: "decision", what: "explanation" });
  }
  return ok({ caseId: reviewCase.id, steps });
}

async function difference(
  deps: { runners: StepRunners; read: ReadEvidence },
  run: StepRun,
  inputsHash: string | undefined,
): Promise<string | undefined> {
  if (inputsHashOf(run.inputs) !== run.inputsHash || run.inputsHash !== inputsHash) return "inputs";
  try {
    if (run.note !== undefined) {
      // a person's result is attested, not computed: its evidence must still be the bytes they saw
      for (const ref of run.inputs.evidence) await deps.read(ref);
      return undefined;
    }
    const runner = runnerOf(deps.runners, run);
    if (runner === undefined) return "runner";
    const result = await runner.evaluate(run.inputs, policyOf(run.policy), deps.read);
    return canonicalJson(result) === canonicalJson(run.result) ? undefined : "result";
  } catch (error) {
    if (error instanceof EvidenceChangedError) return "evidence";
    throw error;
  }
}

const isKey = (runners: StepRunners, step: string): step is AutomaticStepKind => step in runners;
const runnerOf = (runners: StepRunners, { step }: StepRun) =>
  isKey(runners, step) ? runners[step] : undefined;

/** The input hashes that the events of a case name, or `undefined` when the chain is broken. */
async function runHashes(store: Store, id: string): Promise<Map<string, string> | undefined> {
  const hashes = new Map<string, string>();
  const events = [];
  let after: Awaited<ReturnType<typeof history>>["next"];
  do {
    const page = await history(store, { id, after });
    events.push(...page.events);
    after = page.next;
  } while (after !== undefined);
  if (firstBreak(events) !== undefined) return undefined;
  for (const { kind, data } of events) {
    if (kind !== "review.step_run" && kind !== "review.step_attested") continue;
    hashes.set(`${data.step}#${data.run}`, String(data.inputsHash));
  }
  return hashes;
}
