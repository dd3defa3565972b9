import { Link, useParams, useSearch } from "@tanstack/react-router";
import { useReader, useSay } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { Tag } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { Loaded } from "../parts/problem.tsx";
import { CaseFacts } from "./case-facts.tsx";
import { StateTag, SubjectName, WaitingOn } from "./case-words.tsx";
import { ChangeRequests } from "./change-requests.tsx";
import { DecisionPanel } from "./decision-panel.tsx";
import { type DeskCase, useCase } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";
import { StepTimeline } from "./step-timeline.tsx";
import { StepView } from "./step-view.tsx";

/** The step that is looked at: the one in the address, else the first that asks for a person, else the first. */
const stepOf = ({ steps }: DeskCase, asked: string | undefined) =>
  steps.find(({ kind }) => kind === asked) ??
  steps.find(({ status }) => status === "needs_human" || status === "failed") ??
  steps[0];

const CaseHead = ({ of }: { readonly of: DeskCase }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const { language } = useReader();
  return (
    <header className="stack tight case-head">
      <p className="small">
        <Link to="/app/review">{say("backToQueue")}</Link>
      </p>
      <h1>
        <SubjectName of={of} />
      </h1>
      <p className="row">
        <StateTag of={of} />
        <span>{word("kind", of.subject.kind)}</span>
        {of.subject.kind === "enterprise" ? null : <span>{of.name.enterpriseName}</span>}
        {of.amount === undefined ? null : (
          <span>
            {say("asks")} <Money value={of.amount} />
          </span>
        )}
        {of.round > 1 ? <Tag tone="warn">{say("appealRound")}</Tag> : null}
      </p>
      <p className="row muted">
        <span>
          {say("waitingOn")}
          {language === "en" ? ": " : "："}
          <WaitingOn of={of} />
        </span>
        {of.status === "decided" || of.status === "withdrawn" ? null : (
          <span>
            {of.status === "waiting_for_applicant" ? (
              say("clockStopped")
            ) : (
              <>
                {say("decisionDue")} <Time at={of.decisionDueAt} />
              </>
            )}
            {of.breached ? (
              <>
                {" "}
                <Tag tone="danger">{say("overdue")}</Tag>
              </>
            ) : null}
          </span>
        )}
      </p>
    </header>
  );
};

/** A case: its steps, the evidence beside the claims it supports, the facts and the decision. */
export const CaseScreen = () => {
  const { caseId = "" } = useParams({ strict: false });
  const { step: asked } = useSearch({ strict: false });
  const query = useCase(caseId);
  return (
    <Loaded isScreen query={query} lines={16}>
      {(data) => {
        const step = stepOf(data, typeof asked === "string" ? asked : undefined);
        return (
          <>
            <CaseHead of={data} />
            <div className="case">
              <StepTimeline of={data} here={step?.kind} />
              <div className="stack wide case-middle">
                {step === undefined ? null : <StepView key={step.kind} of={data} step={step} />}
              </div>
              <aside className="stack case-side">
                <DecisionPanel of={data} />
                <ChangeRequests of={data} />
                <CaseFacts of={data} />
              </aside>
            </div>
          </>
        );
      }}
    </Loaded>
  );
};
