import { granted } from "@firstlot/sdk/client";
import { useState } from "react";
import { TextArea } from "../../ui/field.tsx";
import { useReader, useSay } from "../../ui/language.tsx";
import { Note } from "../../ui/parts.tsx";
import { useAct } from "../act.tsx";
import { staffApi } from "../api.ts";
import { ActNotes } from "../parts/act-notes.tsx";
import { formText } from "../parts/form-text.ts";
import { subjectText } from "./case-words.tsx";
import { foundCodes } from "./change-requests.tsx";
import { blockOf } from "./conclusion-block.ts";
import { Preview } from "./preview.tsx";
import { ReasonPicker } from "./reason-picker.tsx";
import { type DeskCase, staleOf, type Verdict } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

/** The analyst's conclusion, with exactly what the applicant will read. */
export const ConcludeForm = ({ of }: { readonly of: DeskCase }) => {
  const say = useSay(REVIEW);
  const { language } = useReader();
  const { word } = useWords();
  const [verdict, setVerdict] = useState<Verdict>();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const conclude = useAct({
    perform: async (body: { verdict: Verdict; note: string; reasonCodes: string[] }, header) =>
      granted(
        await staffApi.POST("/review/cases/{caseId}/conclude", {
          params: { path: { caseId: of.id }, header },
          body,
        }),
      ),
    stale: staleOf(of.id),
    done: say("concludeDone"),
  });
  const blocked = verdict === undefined ? undefined : blockOf(of, { verdict, codes });
  const subject = subjectText(of, language);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (verdict === undefined) return;
        const note = formText(new FormData(event.currentTarget), "conclusion");
        void conclude.run({ verdict, note, reasonCodes: [...codes] });
      }}
    >
      <fieldset>
        <legend>{say("conclusion")}</legend>
        {(["approve", "reject"] as const).map((one) => (
          <label key={one} className="choice">
            <input
              type="radio"
              name="verdict"
              value={one}
              checked={verdict === one}
              onChange={() => setVerdict(one)}
            />
            <span>{word("verdict", one)}</span>
          </label>
        ))}
      </fieldset>
      {verdict === undefined ? null : (
        <>
          {verdict === "reject" ? (
            <ReasonPicker
              legend={say("ownReasons")}
              hint={say("ownReasonsHint")}
              found={foundCodes(of)}
              chosen={codes}
              choose={setCodes}
            />
          ) : null}
          <TextArea
            name="conclusion"
            label={say("internalNote")}
            hint={say("internalNoteHint")}
            required
            maxLength={2_000}
          />
          <Preview caseId={of.id} verdict={verdict} codes={codes}>
            {blocked === undefined ? (
              <p>
                <button
                  type="submit"
                  className={verdict === "approve" ? "button" : "button danger"}
                  aria-disabled={conclude.state.kind === "running"}
                >
                  {say(verdict === "approve" ? "concludeApprove" : "concludeReject", { subject })}
                </button>
              </p>
            ) : (
              <Note tone="warn">
                <p>
                  {word("block", blocked.block)}{" "}
                  {blocked.steps.map((kind) => word("step", kind)).join(language === "en" ? ", " : "、")}
                </p>
              </Note>
            )}
          </Preview>
        </>
      )}
      <ActNotes of={conclude} />
    </form>
  );
};
