import { Link } from "@tanstack/react-router";
import { useSay } from "../../../ui/language.tsx";
import { ScreenHead } from "../../parts/problem.tsx";
import type { Enterprise } from "../enterprise-data.ts";
import type { OwnCase } from "../review/own-review-data.ts";
import { openRequest } from "../review/own-review-data.ts";
import { StatusTag } from "../status-tag.tsx";
import { AskedChange } from "./asked-change.tsx";
import { ONBOARDING } from "./onboarding-messages.ts";
import { RejectedNote } from "./rejected-note.tsx";
import { SectionTag } from "./section-tag.tsx";
import { SECTIONS, type Standing, stateOf } from "./sections.ts";

/** The parts of the file with where each stands, and how many are done. */
export const TaskListPage = (props: {
  readonly enterprise: Enterprise;
  readonly standing: Standing;
  readonly review: OwnCase | undefined;
  readonly base: string;
}) => {
  const say = useSay(ONBOARDING);
  const { enterprise, standing, review, base } = props;
  const states = SECTIONS.map((section) => [section, stateOf(section, standing)] as const);
  const done = states.filter(([, state]) => state === "done").length;
  const request = review === undefined ? undefined : openRequest(review);
  return (
    <div className="stack wide narrow">
      <ScreenHead
        title={say("fileTitle")}
        lead={
          <span className="row">
            <StatusTag status={enterprise.status} />
            {say("fileLead")}
          </span>
        }
      />
      {enterprise.status === "rejected" ? (
        <RejectedNote enterprise={enterprise} review={review} isOwner />
      ) : null}
      {request === undefined ? null : <AskedChange request={request} codes={request.reasonCodes} />}
      <section className="stack" aria-labelledby="parts-title">
        <div className="stack tight">
          <h2 id="parts-title">{say("doneOf", { done, all: SECTIONS.length })}</h2>
          <progress value={done} max={SECTIONS.length} aria-labelledby="parts-title" />
        </div>
        <ol className="task-list">
          {states.map(([section, state]) => (
            <li key={section}>
              <span className="stack tight">
                {state === "not_yet" ? (
                  <strong>{say(`section_${section}`)}</strong>
                ) : (
                  <Link to={base} search={{ section }}>
                    {say(`section_${section}`)}
                  </Link>
                )}
                <span className="muted small">{say(`about_${section}`)}</span>
              </span>
              <SectionTag state={state} />
            </li>
          ))}
        </ol>
      </section>
      <p className="muted small">
        {say("keptAlways")} <Link to={`/app/enterprise/${enterprise.id}/members`}>{say("invite")}</Link>
      </p>
    </div>
  );
};
