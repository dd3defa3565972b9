import { CodeWord } from "../../../ui/code-word.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Time } from "../../../ui/time.tsx";
import type { OwnCase } from "./own-review-data.ts";
import { OWN_REVIEW } from "./own-review-messages.ts";

/** What happened to the review, in order. */
export const Course = ({ of }: { readonly of: OwnCase }) => {
  const say = useSay(OWN_REVIEW);
  const { zone } = useReader();
  return (
    <section className="stack" aria-labelledby="course-title">
      <h2 id="course-title">{say("course")}</h2>
      <ol className="course">
        {of.events.map(({ kind, at }) => (
          <li key={`${kind} ${at}`}>
            <CodeWord voice={OWN_REVIEW} group="event" code={kind} />
            <span className="muted small">
              <Time at={at} as="short" />
            </span>
          </li>
        ))}
      </ol>
      <p className="muted small">{say("timesIn", { zone })}</p>
    </section>
  );
};
