import { granted } from "@firstlot/sdk/client";
import { useState } from "react";
import { SelectField, TextArea } from "../../ui/field.tsx";
import { useSay } from "../../ui/language.tsx";
import { Time } from "../../ui/time.tsx";
import { useAct } from "../act.tsx";
import { staffApi } from "../api.ts";
import { useMe } from "../me.ts";
import { ActNotes } from "../parts/act-notes.tsx";
import { formText } from "../parts/form-text.ts";
import { type DeskCase, staleOf, useEvidence } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

type Step = DeskCase["steps"][number];
type Outcome = "passed" | "warned" | "failed";
const OUTCOMES: readonly Outcome[] = ["passed", "warned", "failed"];
/** As many as one result may name. */
const FILES_MAX = 20;
const outcomeOf = (text: string): Outcome => OUTCOMES.find((one) => one === text) ?? "passed";

const Rerun = ({ of, step }: { readonly of: DeskCase; readonly step: Step }) => {
  const say = useSay(REVIEW);
  const rerun = useAct({
    perform: async (_: object, header) =>
      granted(
        await staffApi.POST("/review/cases/{caseId}/steps/{step}/rerun", {
          params: { path: { caseId: of.id, step: step.kind }, header },
        }),
      ),
    stale: staleOf(of.id),
    done: say("rerunDone"),
  });
  return (
    <div className="stack tight">
      <p>
        <button
          type="button"
          className="button quiet small"
          aria-disabled={rerun.state.kind === "running"}
          onClick={() => void rerun.run({})}
        >
          {say("rerun")}
        </button>
      </p>
      <ActNotes of={rerun} />
    </div>
  );
};

/** A person's result: outcome, the files they attest to have looked at, and a note. */
const Record = ({ of, step }: { readonly of: DeskCase; readonly step: Step }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const files = useEvidence(of.subject.enterpriseId).data ?? [];
  const [attested, setAttested] = useState<readonly string[]>([]);
  const record = useAct({
    perform: async (
      body: { outcome: Outcome; note: string; evidence: { id: string; sha256: string }[] },
      header,
    ) =>
      granted(
        await staffApi.POST("/review/cases/{caseId}/steps/{step}/result", {
          params: { path: { caseId: of.id, step: step.kind }, header },
          body,
        }),
      ),
    stale: staleOf(of.id),
    done: say("recordDone"),
  });
  const chosen = files.filter(({ id }) => attested.includes(id));
  return (
    <form
      className="stack card"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        void record.run({
          outcome: outcomeOf(formText(form, "outcome")),
          note: formText(form, "note"),
          evidence: chosen.map(({ id, sha256 }) => ({ id, sha256 })),
        });
      }}
    >
      <h3>{say("recordTitle")}</h3>
      <SelectField
        name="outcome"
        label={say("outcome")}
        options={OUTCOMES.map((one) => [one, word("outcome", one)])}
      />
      {files.length === 0 ? null : (
        <fieldset>
          <legend>{say("attested")}</legend>
          <p className="hint">{say("attestedHint")}</p>
          <div className="checks">
            {files.slice(0, FILES_MAX).map(({ id, fileName, type, createdAt }) => (
              <label key={id} className="choice">
                <input
                  type="checkbox"
                  checked={attested.includes(id)}
                  onChange={({ target }) =>
                    setAttested((before) =>
                      target.checked ? [...before, id] : before.filter((one) => one !== id),
                    )
                  }
                />
                <span>
                  {word("evidence", type)}{" "}
                  <span className="muted small">
                    {fileName}, <Time at={createdAt} as="day" />
                  </span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <TextArea name="note" label={say("note")} hint={say("noteHint")} required maxLength={2_000} />
      <ActNotes of={record} />
      <p>
        <button type="submit" className="button" aria-disabled={record.state.kind === "running"}>
          {say("record")}
        </button>
      </p>
    </form>
  );
};

/** What a reviewer can do with a step now; while they cannot, why. */
export const StepActs = ({ of, step }: { readonly of: DeskCase; readonly step: Step }) => {
  const say = useSay(REVIEW);
  const me = useMe();
  if (of.status !== "claimed" || !(me?.staffRoles.includes("analyst") ?? false)) return null;
  if (of.analyst?.userId !== me?.userId || of.barred !== undefined)
    return <p className="muted small">{say("onlyAnalyst")}</p>;
  const isRunning = step.status === "pending" || step.status === "running";
  if (isRunning) return <p className="muted">{say("stepRunning")}</p>;
  return (
    <div className="stack">
      <Record of={of} step={step} />
      {step.mode === "automatic" ? <Rerun of={of} step={step} /> : null}
    </div>
  );
};
