import { Link } from "@tanstack/react-router";
import { useReader, useSay } from "../../ui/language.tsx";
import { Money } from "../../ui/money.tsx";
import { TableBox, Tag } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { APP } from "../app-messages.ts";
import { ageText, reasonHere, StateTag, SubjectName, WaitingOn } from "./case-words.tsx";
import type { QueueRow } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

const Due = ({ row }: { readonly row: QueueRow }) => {
  const say = useSay(REVIEW);
  if (row.status === "waiting_for_applicant") return <span className="muted">{say("clockStopped")}</span>;
  return (
    <>
      <Time at={row.decisionDueAt} as="short" />
      {row.breached ? (
        <>
          {" "}
          <Tag tone="danger">{say("overdue")}</Tag>
        </>
      ) : null}
    </>
  );
};

/** Cases a line each; what bars the reader stands under the case. */
export const QueueTable = (props: {
  readonly rows: readonly QueueRow[];
  readonly asOf: string;
  readonly over: boolean;
}) => {
  const say = useSay(REVIEW);
  const sayApp = useSay(APP);
  const { zone } = useReader();
  const { word } = useWords();
  return (
    <div className="stack tight">
      <TableBox label={say("queue")}>
        <table className="queue">
          <thead>
            <tr>
              <th scope="col">{say("case")}</th>
              <th scope="col">{say("kind")}</th>
              <th scope="col" className="right">
                {say("amount")}
              </th>
              <th scope="col">{props.over ? sayApp("state") : say("why")}</th>
              <th scope="col">{props.over ? say("decidedAt") : say("waitingOn")}</th>
              {props.over ? null : (
                <>
                  <th scope="col">{say("age")}</th>
                  <th scope="col">{say("due")}</th>
                </>
              )}
            </tr>
          </thead>
          <tbody>
            {props.rows.map((row) => (
              <tr key={row.id} className={row.waitingOn.you ? "yours" : undefined}>
                <th scope="row">
                  <Link to="/app/review/cases/$caseId" params={{ caseId: row.id }}>
                    <SubjectName of={row} />
                  </Link>
                  {row.subject.kind === "enterprise" ? null : (
                    <span className="under">{row.name.enterpriseName}</span>
                  )}
                  {row.barred === undefined ? null : (
                    <span className="under barred">{word("bar", row.barred)}</span>
                  )}
                </th>
                <td>{word("kind", row.subject.kind)}</td>
                <td className="right">{row.amount === undefined ? "–" : <Money value={row.amount} />}</td>
                <td>{props.over ? <StateTag of={row} /> : reasonHere(row, say, word)}</td>
                <td>
                  {!props.over ? (
                    <WaitingOn of={row} />
                  ) : row.decision === undefined ? (
                    "–"
                  ) : (
                    <Time at={row.decision.at} as="short" />
                  )}
                </td>
                {props.over ? null : (
                  <>
                    <td className="nowrap">{ageText(row.openedAt, props.asOf, say)}</td>
                    <td className="nowrap">
                      <Due row={row} />
                    </td>
                  </>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
      <p className="muted small">{sayApp("zoneNote", { zone })}</p>
    </div>
  );
};
