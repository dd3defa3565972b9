import { Link } from "@tanstack/react-router";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { MOMENT, SaidTime } from "../../../ui/said-time.tsx";
import type { Enterprise } from "../enterprise-data.ts";
import type { OwnCase } from "../review/own-review-data.ts";
import { ONBOARDING } from "./onboarding-messages.ts";

/** The file was handed in: its reference, what happens next and when. */
export const HandedInNote = (props: {
  readonly enterprise: Enterprise;
  readonly review: OwnCase | undefined;
}) => {
  const say = useSay(ONBOARDING);
  const { enterprise, review } = props;
  const { id: enterpriseId, caseId, appliedAt } = enterprise;
  return (
    <Note tone="info" title={say("handedInTitle")}>
      <p>
        {appliedAt === undefined ? null : (
          <>
            <SaidTime text={say("handedInOn", { time: MOMENT })} at={appliedAt} />{" "}
          </>
        )}
        {caseId === undefined ? null : (
          <>
            {say("reference")} <code>{caseId}</code>
          </>
        )}
      </p>
      <ol>
        <li>{say("nextChecks")}</li>
        <li>{say("nextPersons")}</li>
        {review === undefined ? null : (
          <li>
            <strong>
              <SaidTime
                text={say(review.breached ? "decisionLate" : "nextDecision", { time: MOMENT })}
                at={review.decisionDueAt}
              />
            </strong>
          </li>
        )}
      </ol>
      <p>{say("nextNotice")}</p>
      {caseId === undefined ? null : (
        <p>
          <Link to={`/app/enterprise/${enterpriseId}/reviews/${caseId}`}>{say("toReview")}</Link>
        </p>
      )}
    </Note>
  );
};
