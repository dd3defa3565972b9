import { useWord } from "../../../ui/code-word.tsx";
import { useSay } from "../../../ui/language.tsx";
import { MOMENT, SaidTime } from "../../../ui/said-time.tsx";
import { ExplanationView } from "../../review/explanation-view.tsx";
import { AppealForm } from "./appeal-form.tsx";
import type { OwnCase } from "./own-review-data.ts";
import { OWN_REVIEW } from "./own-review-messages.ts";
import { ReviewTag } from "./review-tag.tsx";

/** What was decided, by whom, why, how long it holds, and how to contest it. */
export const Outcome = ({ of, isOwner }: { readonly of: OwnCase; readonly isOwner: boolean }) => {
  const say = useSay(OWN_REVIEW);
  const word = useWord(OWN_REVIEW);
  const { decision, decidedByRoles = [], subject } = of;
  if (decision === undefined) return null;
  const { verdict, at, explanation } = decision;
  return (
    <section className="card stack" aria-labelledby="outcome-title">
      <div className="row">
        <h2 id="outcome-title">{say("outcome")}</h2>
        <ReviewTag status="decided" verdict={verdict} />
      </div>
      <p>
        <SaidTime text={say("decidedAt", { time: MOMENT })} at={at} />{" "}
        {say("decidedBy", { count: decidedByRoles.length })}
      </p>
      <ExplanationView of={explanation} heading="h3" />
      <p>{word(verdict === "approve" ? "valid" : "refused", subject.kind)}</p>
      {verdict === "reject" && explanation.contest.appealPossible && isOwner ? (
        <AppealForm enterpriseId={subject.enterpriseId} caseId={of.id} />
      ) : null}
    </section>
  );
};
