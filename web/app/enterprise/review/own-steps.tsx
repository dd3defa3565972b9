import { useWord } from "../../../ui/code-word.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Time } from "../../../ui/time.tsx";
import { StateTag, type Tones } from "../../parts/state-tag.tsx";
import { REVIEW } from "../../review/review-messages.ts";
import type { OwnCase } from "./own-review-data.ts";
import { OWN_REVIEW } from "./own-review-messages.ts";

const TONES: Tones = { passed: "ok", failed: "danger", running: "info" };

/** States with a result of this round; what an earlier round said is not its time. */
const RESULTS: ReadonlySet<string> = new Set(["passed", "warned", "failed"]);

/** What is looked at, in its order: by whom, with which result and when. */
export const OwnSteps = ({ of }: { readonly of: OwnCase }) => {
  const say = useSay(OWN_REVIEW);
  const word = useWord(REVIEW);
  return (
    <section className="stack" aria-labelledby="steps-title">
      <h2 id="steps-title">{say("steps")}</h2>
      <ol className="own-steps">
        {of.steps.map(({ kind, mode, status, at }) => (
          <li key={kind}>
            <div className="row between top">
              <span className="stack tight">
                <strong>{word("step", kind)}</strong>
                <span className="muted small">{word("step_asks", kind)}</span>
                <span className="muted small">
                  {say(mode === "human" ? "byPerson" : "byProgram")}
                  {at === undefined || !RESULTS.has(status) ? null : (
                    <>
                      {" · "}
                      <Time at={at} />
                    </>
                  )}
                </span>
              </span>
              <StateTag voice={OWN_REVIEW} group="step_state" state={status} tones={TONES} />
            </div>
          </li>
        ))}
      </ol>
      {of.notChecked.length === 0 ? null : (
        <p className="muted small">
          {say("notChecked", {
            what: of.notChecked.map((code) => word("unchecked", code)).join(say("comma")),
          })}
        </p>
      )}
    </section>
  );
};
