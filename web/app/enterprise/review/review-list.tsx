import { Link, useParams } from "@tanstack/react-router";
import { CodeWord } from "../../../ui/code-word.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { Time } from "../../../ui/time.tsx";
import { PagedTable } from "../../parts/paged-table.tsx";
import { ScreenHead } from "../../parts/problem.tsx";
import { ownCases } from "./own-review-data.ts";
import { OWN_REVIEW } from "./own-review-messages.ts";
import { ReviewTag } from "./review-tag.tsx";
import { useSubjectText } from "./subject-name.tsx";

/** Every review of the enterprise, its campaigns and its tranches, with whose turn each is. */
export const ReviewList = () => {
  const say = useSay(OWN_REVIEW);
  const { zone } = useReader();
  const subject = useSubjectText();
  const { enterpriseId } = useParams({ from: "/app/enterprise/$enterpriseId" });
  return (
    <>
      <ScreenHead title={say("listTitle")} lead={say("listLead")} />
      <PagedTable
        label={say("listTitle")}
        {...ownCases(enterpriseId)}
        keyOf={({ id }) => id}
        empty={say("listEmpty")}
        columns={[
          {
            head: say("about"),
            cell: (row) => (
              <Link to={`/app/enterprise/${enterpriseId}/reviews/${row.id}`}>{subject(row)}</Link>
            ),
          },
          { head: say("kind"), cell: ({ kind }) => <CodeWord voice={OWN_REVIEW} group="kind" code={kind} /> },
          {
            head: say("stands"),
            cell: ({ status, verdict }) => <ReviewTag status={status} verdict={verdict} />,
          },
          {
            head: say("turn"),
            cell: ({ waitingOn }) => <CodeWord voice={OWN_REVIEW} group="who" code={waitingOn} />,
          },
          { head: say("openedIn", { zone }), cell: ({ openedAt }) => <Time at={openedAt} as="short" /> },
          {
            head: say("dueOrDone"),
            cell: ({ decidedAt, answerBy, decisionDueAt, status }) =>
              status === "withdrawn" ? "–" : <Time at={decidedAt ?? answerBy ?? decisionDueAt} as="short" />,
          },
        ]}
      />
    </>
  );
};
