import { useReader, useSay } from "../../ui/language.tsx";
import { TableBox, Tag, type Tone } from "../../ui/parts.tsx";
import { dayText } from "../../ui/time.tsx";
import { PUBLIC } from "../public-messages.ts";
import type { Campaign, Review } from "./campaign-read.ts";
import { NOT_CHECKED, namedIn, OUTCOMES, STEPS } from "./review-words.tsx";

const POLICIES = {
  "presale-campaign": "policyPresale",
  "enterprise-onboarding": "policyEnterprise",
} as const;
const TONES: Readonly<Record<string, Tone>> = { passed: "ok", warned: "warn", failed: "danger" };

const Steps = ({ review }: { readonly review: Review }) => {
  const say = useSay(PUBLIC);
  return (
    <TableBox label={`${say("review")}: ${say("reviewStep")}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{say("reviewStep")}</th>
            <th scope="col">{say("reviewMode")}</th>
            <th scope="col">{say("reviewOutcome")}</th>
          </tr>
        </thead>
        <tbody>
          {review.steps.map(({ step, mode, outcome }) => (
            <tr key={step}>
              <th scope="row">{namedIn(say, STEPS, step)}</th>
              <td>{say(mode === "automatic" ? "modeAutomatic" : "modeHuman")}</td>
              <td>
                <Tag tone={TONES[outcome] ?? "neutral"}>{namedIn(say, OUTCOMES, outcome)}</Tag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
};

/** What was checked before publication, what was not, by whom and when. */
export const ReviewSummary = ({ campaign: { review } }: { readonly campaign: Campaign }) => {
  const say = useSay(PUBLIC);
  const reader = useReader();
  const policyKey: Readonly<Record<string, "policyPresale" | "policyEnterprise">> = POLICIES;
  const key = review === undefined ? undefined : policyKey[review.policy.id];
  return (
    <section className="stack" id="review" aria-labelledby="review-title">
      <h2 id="review-title">{say("review")}</h2>
      {review === undefined ? (
        <p>{say("reviewNone")}</p>
      ) : (
        <>
          <p>
            {say("reviewIntro", {
              date: dayText(review.decidedAt, reader),
              policy: key === undefined ? review.policy.id : say(key),
              version: review.policy.version,
              approvers: review.deciders - 1,
            })}
          </p>
          <Steps review={review} />
          {review.notChecked.length === 0 ? null : (
            <>
              <h3>{say("notChecked")}</h3>
              <p>{say("notCheckedText")}</p>
              <ul>
                {review.notChecked.map((one) => (
                  <li key={one}>{namedIn(say, NOT_CHECKED, one)}</li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
      <p className="muted">{say("reviewMeans")}</p>
    </section>
  );
};
