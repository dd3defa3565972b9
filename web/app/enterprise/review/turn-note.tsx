import { Link } from "@tanstack/react-router";
import { useWord } from "../../../ui/code-word.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { MOMENT, SaidTime } from "../../../ui/said-time.tsx";
import { answerPlaces } from "./answer-links.ts";
import { type OwnCase, openRequest } from "./own-review-data.ts";
import { OWN_REVIEW } from "./own-review-messages.ts";

/** Who acts next and until when: in a strong colour only when it is the enterprise. */
export const TurnNote = ({ of, base }: { readonly of: OwnCase; readonly base: string }) => {
  const say = useSay(OWN_REVIEW);
  const word = useWord(OWN_REVIEW);
  if (of.decision !== undefined || of.waitingOn === "nobody") return null;
  const request = openRequest(of);
  if (of.waitingOn === "applicant" && request !== undefined)
    return (
      <Note tone="warn" title={say("yourTurn")}>
        <p>
          <SaidTime text={say("answerBy", { time: MOMENT })} at={request.answerBy} /> {say("clockStopped")}
        </p>
        <p className="row">
          {answerPlaces(request.reasonCodes, of, base).map(({ to, search, label }) => (
            <Link key={`${to} ${search.section ?? ""}`} className="button" to={to} search={search}>
              {search.section === undefined
                ? say(`at_${label}`)
                : say(`at_${label}_part`, { part: word("part", search.section) })}
            </Link>
          ))}
        </p>
      </Note>
    );
  return (
    <div className="card stack tight">
      <p>
        <strong>{word("next", of.waitingOn)}</strong>
      </p>
      <p className="muted">
        <SaidTime text={say(of.breached ? "wasDue" : "expectedBy", { time: MOMENT })} at={of.decisionDueAt} />{" "}
        {say(of.breached ? "isLate" : "nothingToDo")}
      </p>
    </div>
  );
};
