import { granted } from "@firstlot/sdk/client";
import { TextArea } from "../../ui/field.tsx";
import { useReader, useSay } from "../../ui/language.tsx";
import { Note } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { useAct } from "../act.tsx";
import { staffApi } from "../api.ts";
import { useMe } from "../me.ts";
import { ActNotes } from "../parts/act-notes.tsx";
import { formText } from "../parts/form-text.ts";
import { Loaded } from "../parts/problem.tsx";
import { subjectText } from "./case-words.tsx";
import { ExplanationView } from "./explanation-view.tsx";
import { actorText } from "./people.ts";
import { type DeskCase, staleOf, useEvidence, usePreview, type Verdict } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

const verdictOf = ({ conclusion }: DeskCase): Verdict =>
  conclusion?.verdict === "reject" ? "reject" : "approve";

/** What the conclusion was about, and what is different since: content, files, acts. */
const Since = ({ of, at }: { readonly of: DeskCase; readonly at: string }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const files = (useEvidence(of.subject.enterpriseId).data ?? []).filter(({ createdAt }) => createdAt > at);
  const acts = of.events.filter((event) => event.at > at);
  const isSame = of.contentHashNow === of.subject.contentHash;
  return (
    <section className="stack tight" aria-labelledby="since-title">
      <h3 id="since-title">{say("since")}</h3>
      <p className="small">
        {say("frozenHash")} <code>{of.subject.contentHash}</code>
      </p>
      {isSame ? (
        <p>{say("contentSame")}</p>
      ) : (
        <Note tone="danger">
          <p>{say("contentDiffers")}</p>
          <p>
            <code>{of.contentHashNow ?? "–"}</code>
          </p>
        </Note>
      )}
      <p>{files.length === 0 ? say("noNewFiles") : say("newFiles", { count: files.length })}</p>
      {files.length === 0 ? null : (
        <ul>
          {files.map((file) => (
            <li key={file.id}>
              {word("evidence", file.type)} · <Time at={file.createdAt} as="short" />
            </li>
          ))}
        </ul>
      )}
      {acts.length === 0 ? null : (
        <ul>
          {acts.map(({ id, kind, actor, at: when }) => (
            <li key={id}>
              {word("event", kind)} · {actorText(actor, of, say)} · <Time at={when} as="short" />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

const Acts = ({ of }: { readonly of: DeskCase }) => {
  const say = useSay(REVIEW);
  const { language } = useReader();
  const params = { path: { caseId: of.id } };
  const approve = useAct({
    perform: async (_: object, header) =>
      granted(await staffApi.POST("/review/cases/{caseId}/approve", { params: { ...params, header } })),
    stale: staleOf(of.id),
  });
  const giveBack = useAct({
    perform: async (body: { reason: string }, header) =>
      granted(await staffApi.POST("/review/cases/{caseId}/return", { params: { ...params, header }, body })),
    stale: staleOf(of.id),
  });
  const isLast = (of.approvals?.length ?? 0) + 1 >= of.approversNeeded;
  const subject = subjectText(of, language);
  const verdict = verdictOf(of);
  const label = !isLast ? "agreeFirst" : verdict === "approve" ? "decideApprove" : "decideReject";
  return (
    <>
      <p className="muted small">{say("stepUpNeeded")}</p>
      <p>
        <button
          type="button"
          className={verdict === "approve" ? "button" : "button danger"}
          disabled={approve.state.kind === "running"}
          onClick={() => void approve.run({})}
        >
          {say(label, { subject })}
        </button>
      </p>
      <ActNotes state={approve.state} done={say("decideDone")} />
      <details>
        <summary>{say("returnTitle")}</summary>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void giveBack.run({ reason: formText(new FormData(event.currentTarget), "reason") });
          }}
        >
          <TextArea name="reason" label={say("returnReason")} required maxLength={2_000} />
          <ActNotes state={giveBack.state} done={say("returnDone")} />
          <p>
            <button type="submit" className="button quiet" disabled={giveBack.state.kind === "running"}>
              {say("returnAct")}
            </button>
          </p>
        </form>
      </details>
    </>
  );
};

/** The second pair of eyes: what was concluded, what froze, what the applicant will read, and the decision. */
export const ApprovePart = ({ of }: { readonly of: DeskCase }) => {
  const say = useSay(REVIEW);
  const { word, reason } = useWords();
  const me = useMe();
  const { conclusion, analyst, approvals = [] } = of;
  const verdict = verdictOf(of);
  const preview = usePreview(of.id, verdict, conclusion?.reasonCodes ?? []);
  if (conclusion === undefined) return null;
  const isApprover = me?.staffRoles.includes("approver") ?? false;
  return (
    <>
      <div className="stack tight">
        <p>
          <strong>{word("verdict", verdict)}</strong>
        </p>
        <p className="muted small">
          {actorText(analyst?.userId ?? "", of, say)} · <Time at={conclusion.at} as="short" />
        </p>
        <blockquote>{conclusion.note}</blockquote>
        {conclusion.reasonCodes.length === 0 ? null : (
          <ul>
            {conclusion.reasonCodes.map((code) => (
              <li key={code}>{reason(code)}</li>
            ))}
          </ul>
        )}
        {of.approversNeeded > 1 ? (
          <p>{say("agreedSoFar", { count: approvals.length, needed: of.approversNeeded })}</p>
        ) : null}
      </div>
      <Since of={of} at={conclusion.at} />
      <section className="card sunken stack tight" aria-labelledby="preview-title">
        <h3 id="preview-title">{say("preview")}</h3>
        <Loaded query={preview} lines={4}>
          {(explanation) => <ExplanationView of={explanation} />}
        </Loaded>
      </section>
      {of.barred !== undefined ? (
        <Note tone="info">
          <p>{word("bar", of.barred)}</p>
        </Note>
      ) : isApprover ? (
        <Acts of={of} />
      ) : (
        <p className="muted">{say("waitsForApprover")}</p>
      )}
    </>
  );
};
