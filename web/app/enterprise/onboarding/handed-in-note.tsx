import { Link } from "@tanstack/react-router";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
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
            {say("handedInOn")} <Time at={appliedAt} />.{" "}
          </>
        )}
        {caseId === undefined ? null : (
          <>
            {say("reference")} <code>{caseId}</code>.
          </>
        )}
      </p>
      <ol>
        <li>{say("nextChecks")}</li>
        <li>{say("nextPersons")}</li>
        <li>
          {say("nextDecision")}{" "}
          {review === undefined ? null : (
            <strong>
              <Time at={review.decisionDueAt} />
            </strong>
          )}
        </li>
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
