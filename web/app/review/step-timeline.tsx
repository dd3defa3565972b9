import { Link } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { Time } from "../../ui/time.tsx";
import { durationText, StepTag } from "./case-words.tsx";
import { actorText } from "./people.ts";
import type { DeskCase, Run } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

/** The latest run of a step. */
export const latestRun = ({ runs }: Pick<DeskCase, "runs">, kind: string): Run | undefined =>
  runs.filter(({ step }) => step === kind).toSorted((a, b) => b.run - a.run)[0];

const RunLine = ({ of, run }: { readonly of: DeskCase; readonly run: Run }) => {
  const say = useSay(REVIEW);
  const isMachine = !run.by.startsWith("usr_");
  return (
    <span className="under">
      {actorText(run.by, of, say)}
      {isMachine ? ` · ${durationText(run.durationMs, say)}` : ""} · <Time at={run.at} as="short" />
    </span>
  );
};

/** The steps in their order with who took them and how long, then what happened to the case. */
export const StepTimeline = ({ of, here }: { readonly of: DeskCase; readonly here: string | undefined }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  return (
    <nav aria-label={say("steps")} className="stack case-steps">
      <h2 className="small">{say("steps")}</h2>
      <ol className="plain">
        {of.steps.map(({ kind, status, mode }) => {
          const run = latestRun(of, kind);
          return (
            <li key={kind}>
              <Link
                to="/app/review/cases/$caseId"
                params={{ caseId: of.id }}
                search={{ step: kind }}
                resetScroll={false}
                aria-current={kind === here ? "step" : undefined}
              >
                <span className="row between">
                  <strong>{word("step", kind)}</strong>
                  <StepTag status={status} />
                </span>
                {run === undefined ? (
                  <span className="under">{say(mode === "human" ? "byPerson" : "notRunYet")}</span>
                ) : (
                  <RunLine of={of} run={run} />
                )}
              </Link>
            </li>
          );
        })}
      </ol>
      {of.notChecked.length === 0 ? null : (
        <div className="stack tight">
          <h2 className="small">{say("notChecked")}</h2>
          <ul className="muted small">
            {of.notChecked.map((code) => (
              <li key={code}>{word("unchecked", code)}</li>
            ))}
          </ul>
        </div>
      )}
      <details>
        <summary>{say("history", { count: of.events.length })}</summary>
        <ol className="plain events">
          {of.events.map(({ id, kind, actor, at, data }) => (
            <li key={id}>
              {word("event", kind)}
              {typeof data.step === "string" ? `: ${word("step", data.step)}` : ""}
              <span className="under">
                {actorText(actor, of, say)} · <Time at={at} as="short" />
              </span>
            </li>
          ))}
        </ol>
      </details>
    </nav>
  );
};
