import { granted } from "@firstlot/sdk/client";
import { useState } from "react";
import { TextArea } from "../../ui/field.tsx";
import { useSay } from "../../ui/language.tsx";
import { Time } from "../../ui/time.tsx";
import { useAct } from "../act.tsx";
import { staffApi } from "../api.ts";
import { useMe } from "../me.ts";
import { ActNotes } from "../parts/act-notes.tsx";
import { formText } from "../parts/form-text.ts";
import { ReasonPicker } from "./reason-picker.tsx";
import { type DeskCase, staleOf } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

/** Codes of what the steps found, each once. */
export const foundCodes = ({ runs, steps }: Pick<DeskCase, "runs" | "steps">): readonly string[] => {
  const latest = runs.filter(({ step, run }) => steps.some((one) => one.kind === step && one.runs === run));
  return [...new Set(latest.flatMap(({ findings }) => findings.map(({ reasonCode }) => reasonCode)))];
};

const AskForm = ({ of }: { readonly of: DeskCase }) => {
  const say = useSay(REVIEW);
  const [codes, setCodes] = useState<readonly string[]>([]);
  const ask = useAct({
    perform: async (body: { reasonCodes: string[]; message: string }, header) =>
      granted(
        await staffApi.POST("/review/cases/{caseId}/request-change", {
          params: { path: { caseId: of.id }, header },
          body,
        }),
      ),
    stale: staleOf(of.id),
    done: say("askDone"),
  });
  return (
    <details>
      <summary>{say("askTitle")}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const message = formText(new FormData(event.currentTarget), "message");
          void ask.run({ reasonCodes: [...codes], message });
        }}
      >
        <p className="muted small">{say("askLead", { days: of.answerDays })}</p>
        <ReasonPicker
          legend={say("askReasons")}
          hint={say("askReasonsHint")}
          found={foundCodes(of)}
          chosen={codes}
          choose={setCodes}
        />
        <TextArea
          name="message"
          label={say("message")}
          hint={say("messageHint")}
          required
          maxLength={2_000}
        />
        <ActNotes of={ask} />
        {codes.length === 0 ? <p className="muted small">{say("reasonNeeded")}</p> : null}
        <p>
          <button
            type="submit"
            className="button quiet"
            disabled={codes.length === 0}
            aria-disabled={ask.state.kind === "running"}
          >
            {say("ask")}
          </button>
        </p>
      </form>
    </details>
  );
};

/** What the applicant was asked to change, and when they answered; the form to ask again. */
export const ChangeRequests = ({ of }: { readonly of: DeskCase }) => {
  const say = useSay(REVIEW);
  const { reason } = useWords();
  const me = useMe();
  const canAsk = of.status === "claimed" && of.analyst?.userId === me?.userId && of.barred === undefined;
  if (of.requests.length === 0 && !canAsk) return null;
  return (
    <section className="card stack" aria-labelledby="requests-title">
      <h2 id="requests-title" className="small">
        {say("requests")}
      </h2>
      {of.requests.length === 0 ? null : (
        <ol className="plain stack">
          {of.requests.map((request) => (
            <li key={request.at} className="stack tight">
              <p className="muted small">
                <Time at={request.at} as="short" />
              </p>
              <ul>
                {request.reasonCodes.map((code) => (
                  <li key={code}>{reason(code)}</li>
                ))}
              </ul>
              <blockquote>{request.message}</blockquote>
              <p className="small">
                {request.answeredAt === undefined ? say("answerBy") : say("answered")}{" "}
                <Time at={request.answeredAt ?? request.answerBy} />
              </p>
            </li>
          ))}
        </ol>
      )}
      {canAsk ? <AskForm of={of} /> : null}
    </section>
  );
};
