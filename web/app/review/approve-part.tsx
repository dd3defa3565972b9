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
import { actorText } from "./people.ts";
import { Preview } from "./preview.tsx";
import { type DeskCase, type EvidenceRow, staleOf, useEvidence, type Verdict } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

const verdictOf = ({ conclusion }: DeskCase): Verdict =>
  conclusion?.verdict === "reject" ? "reject" : "approve";

interface SinceProps {
  readonly of: DeskCase;
  /** When it was concluded. */
  readonly at: string;
  /** Files that came later. */
  readonly files: readonly EvidenceRow[];
}

/** What the conclusion was about, and what is different since: content, files, acts. */
const Since = ({ of, at, files }: SinceProps) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
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
    done: say("decideDone"),
  });
  const giveBack = useAct({
    perform: async (body: { reason: string }, header) =>
      granted(await staffApi.POST("/review/cases/{caseId}/return", { params: { ...params, header }, body })),
    stale: staleOf(of.id),
    done: say("returnDone"),
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
          aria-disabled={approve.state.kind === "running"}
          onClick={() => void approve.run({})}
        >
          {say(label, { subject })}
        </button>
      </p>
      <ActNotes of={approve} />
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
          <ActNotes of={giveBack} />
          <p>
            <button type="submit" className="button quiet" aria-disabled={giveBack.state.kind === "running"}>
              {say("returnAct")}
            </button>
          </p>
        </form>
      </details>
    </>
  );
};

/** What was concluded, why, and who of several has agreed. */
const Concluded = ({
  of,
  at,
  note,
}: {
  readonly of: DeskCase;
  readonly at: string;
  readonly note: string;
}) => {
  const say = useSay(REVIEW);
  const { word, reason } = useWords();
  const { conclusion, analyst, approvals = [] } = of;
  const codes = conclusion?.reasonCodes ?? [];
  return (
    <div className="stack tight">
      <p>
        <strong>{word("verdict", verdictOf(of))}</strong>
      </p>
      <p className="muted small">
        {actorText(analyst?.userId ?? "", of, say)} · <Time at={at} as="short" />
      </p>
      <blockquote>{note}</blockquote>
      {codes.length === 0 ? null : (
        <ul>
          {codes.map((code) => (
            <li key={code}>{reason(code)}</li>
          ))}
        </ul>
      )}
      {of.approversNeeded > 1 ? (
        <p>{say("agreedSoFar", { count: approvals.length, needed: of.approversNeeded })}</p>
      ) : null}
    </div>
  );
};

/** The decision, if it is the reader's to take. */
const Decide = ({ of }: { readonly of: DeskCase }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const me = useMe();
  if (of.barred !== undefined)
    return (
      <Note tone="info">
        <p>{word("bar", of.barred)}</p>
      </Note>
    );
  if (me?.staffRoles.includes("approver") ?? false) return <Acts of={of} />;
  return <p className="muted">{say("waitsForApprover")}</p>;
};

/**
 * The second pair of eyes: what was concluded, what froze, what the applicant will read, and the decision. The decision
 * comes with the last of what it rests on: nobody decides unseen, and nothing moves the button away.
 */
export const ApprovePart = ({ of }: { readonly of: DeskCase }) => {
  const { conclusion } = of;
  const files = useEvidence(of.subject.enterpriseId);
  if (conclusion === undefined) return null;
  const { at, note } = conclusion;
  return (
    <>
      <Concluded of={of} at={at} note={note} />
      <Loaded query={files} lines={8}>
        {(all) => (
          <div className="stack">
            <Since of={of} at={at} files={all.filter(({ createdAt }) => createdAt > at)} />
            <Preview caseId={of.id} verdict={verdictOf(of)} codes={conclusion.reasonCodes}>
              <Decide of={of} />
            </Preview>
          </div>
        )}
      </Loaded>
    </>
  );
};
