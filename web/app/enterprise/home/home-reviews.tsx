import { Link } from "@tanstack/react-router";
import { useSay } from "../../../ui/language.tsx";
import { MOMENT, SaidTime } from "../../../ui/said-time.tsx";
import type { OwnCaseRow } from "../review/own-review-data.ts";
import { ReviewTag } from "../review/review-tag.tsx";
import { useSubjectText } from "../review/subject-name.tsx";
import { HOME } from "./home-messages.ts";

/** Reviews that go on, with when a decision can be expected. */
export const HomeReviews = ({
  cases,
  base,
}: {
  readonly cases: readonly OwnCaseRow[];
  readonly base: string;
}) => {
  const say = useSay(HOME);
  const subject = useSubjectText();
  const open = cases.filter(({ waitingOn }) => waitingOn === "analyst" || waitingOn === "approver");
  if (open.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="home-reviews">
      <h2 id="home-reviews">{say("reviews")}</h2>
      <ul className="plain home-notices">
        {open.map((row) => (
          <li key={row.id} className="row between">
            <span className="row">
              <Link to={`${base}/reviews/${row.id}`}>{subject(row)}</Link>
              <ReviewTag status={row.status} />
            </span>
            <span className="muted small">
              <SaidTime text={say("expected", { time: MOMENT })} at={row.decisionDueAt} as="day" />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
