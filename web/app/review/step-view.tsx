import { useSay } from "../../ui/language.tsx";
import { Note } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { StepTag } from "./case-words.tsx";
import { Claims } from "./claims.tsx";
import { EvidenceFiles } from "./evidence-files.tsx";
import { FindingsTable } from "./findings-table.tsx";
import { actorText } from "./people.ts";
import type { DeskCase } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";
import { StepActs } from "./step-acts.tsx";
import { latestRun } from "./step-timeline.tsx";

type Step = DeskCase["steps"][number];

const EarlierRuns = ({ of, step }: { readonly of: DeskCase; readonly step: Step }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const earlier = of.runs.filter((run) => run.step === step.kind && run.run < step.runs);
  if (earlier.length === 0) return null;
  return (
    <details>
      <summary>{say("earlierRuns", { count: earlier.length })}</summary>
      <ol className="plain stack">
        {earlier.map((run) => (
          <li key={run.run} className="stack tight">
            <p>
              {say("runNumber", { run: run.run })}: {word("step_state", run.outcome)},{" "}
              {actorText(run.by, of, say)}, <Time at={run.at} />
            </p>
            {run.note === undefined ? null : <p className="muted">{run.note}</p>}
            <FindingsTable findings={run.findings} />
          </li>
        ))}
      </ol>
    </details>
  );
};

/** One step: what it asks, what is claimed, what was found, the files it rests on, and what can be done. */
export const StepView = ({ of, step }: { readonly of: DeskCase; readonly step: Step }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const run = latestRun(of, step.kind);
  return (
    <>
      <section className="stack" aria-labelledby="step-title">
        <div className="stack tight">
          <div className="row">
            <h2 id="step-title">{word("step", step.kind)}</h2>
            <StepTag status={step.status} />
          </div>
          <p className="muted">{word("step_asks", step.kind)}</p>
        </div>
        {run === undefined ? null : (
          <>
            {run.note === undefined ? null : (
              <Note tone="info" title={say("noteOf", { who: actorText(run.by, of, say) })}>
                <p>{run.note}</p>
              </Note>
            )}
            {run.findings.length === 0 ? (
              run.note === undefined ? (
                <p>{say("nothingFound")}</p>
              ) : null
            ) : (
              <FindingsTable findings={run.findings} />
            )}
          </>
        )}
        <StepActs of={of} step={step} />
        <EarlierRuns of={of} step={step} />
      </section>
      <Claims of={of} step={step.kind} />
      <EvidenceFiles of={of} step={step.kind} run={run} />
    </>
  );
};
