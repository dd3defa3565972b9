import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { ExplanationView } from "../../review/explanation-view.tsx";
import type { Enterprise } from "../enterprise-data.ts";
import { AppealForm } from "../review/appeal-form.tsx";
import type { OwnCase } from "../review/own-review-data.ts";
import { ONBOARDING } from "./onboarding-messages.ts";

/** A refusal: its reasons, what could change it, and the two ways on. */
export const RejectedNote = (props: {
  readonly enterprise: Enterprise;
  readonly review: OwnCase | undefined;
  readonly isOwner: boolean;
}) => {
  const say = useSay(ONBOARDING);
  const { enterprise, review, isOwner } = props;
  return (
    <section className="card stack" aria-labelledby="rejected-title">
      <h2 id="rejected-title">{say("rejectedTitle")}</h2>
      {review?.decision === undefined ? null : (
        <ExplanationView of={review.decision.explanation} heading="h3" />
      )}
      <Note tone="info" title={say("waysOn")}>
        <p>{say("wayApply")}</p>
        <p>{say(enterprise.appealed ? "appealUsed" : "wayAppeal")}</p>
      </Note>
      {enterprise.appealed || !isOwner || review === undefined ? null : (
        <AppealForm enterpriseId={enterprise.id} caseId={review.id} />
      )}
    </section>
  );
};
