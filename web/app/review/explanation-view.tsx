import { useReader, useSay } from "../../ui/language.tsx";
import { Time } from "../../ui/time.tsx";
import { figureText } from "./figure.ts";
import type { Explanation } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

/** What the applicant reads of a decision, as they read it. */
export const ExplanationView = (props: {
  readonly of: Explanation;
  /** Level of its headings: one below what it stands under. */
  readonly heading?: "h3" | "h4";
}) => {
  const { of, heading: Heading = "h4" } = props;
  const say = useSay(REVIEW);
  const { language } = useReader();
  const { word, reason, remedy } = useWords();
  const files = of.sources.flatMap(({ evidence }) => evidence).length;
  return (
    <div className="stack explanation">
      <p>
        <strong>{say(of.outcome === "approve" ? "toldApprove" : "toldReject")}</strong>
      </p>
      {of.reasons.length === 0 && of.reasonCodes.length === 0 ? (
        <p>{say("toldNoReasons")}</p>
      ) : (
        <div className="stack tight">
          <Heading>{say("toldReasons")}</Heading>
          <ol>
            {of.reasons.map(({ reasonCode, observed, limit, remedyCode }) => (
              <li key={`${reasonCode} ${observed}`}>
                {reason(reasonCode)}{" "}
                {say("toldFigure", {
                  observed: figureText(observed, language),
                  limit: figureText(limit, language),
                })}{" "}
                {remedy(remedyCode)}
              </li>
            ))}
            {of.reasonCodes.map((code) => (
              <li key={code}>{reason(code)}</li>
            ))}
          </ol>
        </div>
      )}
      {of.counterfactual.length === 0 || of.outcome === "approve" ? null : (
        <div className="stack tight">
          <Heading>{say("toldChange")}</Heading>
          <ul>
            {of.counterfactual.map((code) => (
              <li key={code}>{remedy(code)}</li>
            ))}
          </ul>
        </div>
      )}
      <p className="small">
        {say("toldSources", { steps: of.sources.length, files })}
        {of.notChecked.length === 0
          ? ""
          : ` ${say("toldNotChecked", { what: of.notChecked.map((code) => word("unchecked", code)).join(", ") })}`}
      </p>
      {of.outcome === "approve" ? null : (
        <p className="small">
          {of.contest.appealPossible ? say("toldAppeal") : say("toldNoAppeal")} {say("toldReapply")}{" "}
          <Time at={of.contest.reapplyFrom} as="day" />
        </p>
      )}
      <p className="muted small">
        {say("policyVersion", { name: word("policy", of.policy.id), version: of.policy.version })}
      </p>
    </div>
  );
};
