import { Link, useParams } from "@tanstack/react-router";
import { CodeWord } from "../../../ui/code-word.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Facts } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { Loaded, ScreenHead } from "../../parts/problem.tsx";
import { REVIEW } from "../../review/review-messages.ts";
import { useRoleIn } from "../enterprise-data.ts";
import { Course } from "./course.tsx";
import { Outcome } from "./outcome.tsx";
import { type OwnCase, useOwnCase } from "./own-review-data.ts";
import { OWN_REVIEW } from "./own-review-messages.ts";
import { OwnSteps } from "./own-steps.tsx";
import { RequestThread } from "./request-thread.tsx";
import { ReviewTag } from "./review-tag.tsx";
import { useSubjectText } from "./subject-name.tsx";
import { TurnNote } from "./turn-note.tsx";
import "./own-review.css";

/** Where the thing under review is looked at. */
const placeOf = ({ subject, name }: OwnCase, base: string): string =>
  subject.kind === "enterprise" ? `${base}/file` : `${base}/campaigns/${name.campaignId ?? subject.id}`;

const Review = ({ of, base }: { readonly of: OwnCase; readonly base: string }) => {
  const say = useSay(OWN_REVIEW);
  const subject = useSubjectText();
  const isOwner = useRoleIn(of.subject.enterpriseId) === "owner";
  const { status, decision, round, openedAt, decisionDueAt, policy } = of;
  return (
    <div className="stack wide">
      <div className="stack tight">
        <p>
          <Link to={`${base}/reviews`}>{say("back")}</Link>
        </p>
        <ScreenHead
          title={say("reviewOf", { subject: subject({ kind: of.subject.kind, name: of.name }) })}
          lead={
            <span className="row">
              <ReviewTag status={status} verdict={decision?.verdict} />
              {round > 1 ? say("appealRound") : null}
              <Link to={placeOf(of, base)}>{say("toSubject")}</Link>
            </span>
          }
        />
        <TurnNote of={of} base={base} />
      </div>
      <Outcome of={of} isOwner={isOwner} />
      <Facts
        items={[
          [say("opened"), <Time key="opened" at={openedAt} />],
          ...(decision === undefined && status !== "withdrawn"
            ? [[say(of.breached ? "dueBefore" : "due"), <Time key="due" at={decisionDueAt} />] as const]
            : []),
          [
            say("rules"),
            <span key="rules">
              <CodeWord voice={REVIEW} group="policy" code={policy.id} /> {policy.version}
            </span>,
          ],
          [say("reference"), <code key="id">{of.id}</code>],
        ]}
      />
      <RequestThread of={of} />
      <div className="own-review">
        <OwnSteps of={of} />
        <Course of={of} />
      </div>
    </div>
  );
};

/** One review: whose turn it is, what is looked at, what was asked, what was decided and why. */
export const OwnReview = () => {
  const { enterpriseId } = useParams({ from: "/app/enterprise/$enterpriseId" });
  const { caseId = "" } = useParams({ strict: false });
  const review = useOwnCase(enterpriseId, caseId);
  return (
    <Loaded isScreen query={review} lines={12}>
      {(data) => <Review of={data} base={`/app/enterprise/${enterpriseId}`} />}
    </Loaded>
  );
};
