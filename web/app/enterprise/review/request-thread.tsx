import { CodeWord } from "../../../ui/code-word.tsx";
import { useSay } from "../../../ui/language.tsx";
import { MOMENT, SaidTime } from "../../../ui/said-time.tsx";
import type { OwnCase } from "./own-review-data.ts";
import { OWN_REVIEW } from "./own-review-messages.ts";
import { pauseDays } from "./pause.ts";
import { REASONS } from "./reason-messages.ts";

/** What the enterprise was asked, in the reviewers' words, and when it answered: each answer ended a pause. */
export const RequestThread = ({ of }: { readonly of: OwnCase }) => {
  const say = useSay(OWN_REVIEW);
  if (of.requests.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="requests-title">
      <h2 id="requests-title">{say("requests")}</h2>
      <ol className="plain stack">
        {of.requests.map(({ at, reasonCodes, message, answerBy, answeredAt }) => (
          <li key={at} className="card stack tight">
            <p className="muted small">
              <SaidTime text={say("askedAt", { time: MOMENT })} at={at} />
            </p>
            <ul>
              {reasonCodes.map((code) => (
                <li key={code}>
                  <CodeWord voice={REASONS} group="reason" code={code} />
                </li>
              ))}
            </ul>
            <blockquote>{message}</blockquote>
            {answeredAt === undefined ? (
              <p>
                <strong>
                  <SaidTime text={say("answerBy", { time: MOMENT })} at={answerBy} />
                </strong>
              </p>
            ) : (
              <p className="small">
                <SaidTime text={say("answeredAt", { time: MOMENT })} at={answeredAt} />{" "}
                {say("paused", { days: pauseDays(at, answeredAt) })}
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
};
