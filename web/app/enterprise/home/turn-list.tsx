import { Link } from "@tanstack/react-router";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { MOMENT, SaidTime } from "../../../ui/said-time.tsx";
import { useSubjectText } from "../review/subject-name.tsx";
import { HOME } from "./home-messages.ts";
import type { Turn } from "./turns.ts";

interface Shown {
  readonly text: string;
  readonly to: string;
  readonly act: string;
  readonly by?: string | undefined;
}

/** One thing to do, with where it is done. */
function useTurnText(base: string): (turn: Turn) => Shown {
  const say = useSay(HOME);
  const subject = useSubjectText();
  return (turn) => {
    switch (turn.kind) {
      case "file_draft":
        return {
          text: turn.left === 0 ? say("fileComplete") : say("fileLeft", { left: turn.left }),
          to: `${base}/file`,
          act: say(turn.left === 0 ? "checkFile" : "goOnFile"),
        };
      case "file_rejected":
        return { text: say("fileRejected"), to: `${base}/file`, act: say("seeReasons") };
      case "case":
        return {
          text: say("asked", { subject: subject(turn.of) }),
          to: `${base}/reviews/${turn.of.id}`,
          act: say("answer"),
          by: turn.of.answerBy,
        };
      case "campaign_approved":
        return {
          text: say("approved", { title: turn.of.title }),
          to: `${base}/campaigns/${turn.of.id}`,
          act: say("publish"),
        };
      case "campaign_rejected":
        return {
          text: say("rejected", { title: turn.of.title }),
          to: `${base}/campaigns/${turn.of.id}`,
          act: say("seeReasons"),
        };
    }
  };
}

/** What waits for the enterprise: the only strong colour of the overview. */
export const TurnList = ({ turns, base }: { readonly turns: readonly Turn[]; readonly base: string }) => {
  const say = useSay(HOME);
  const shown = useTurnText(base);
  if (turns.length === 0) return <p className="muted">{say("nothingWaits")}</p>;
  return (
    <Note tone="warn" title={say("yourTurn")}>
      <ul className="plain stack tight">
        {turns.map((turn) => {
          const { text, to, act, by } = shown(turn);
          return (
            <li key={`${turn.kind} ${to}`} className="row between">
              <span>
                {text}
                {by === undefined ? null : (
                  <>
                    {" "}
                    <SaidTime text={say("by", { time: MOMENT })} at={by} />
                  </>
                )}
              </span>
              <Link className="button small" to={to}>
                {act}
              </Link>
            </li>
          );
        })}
      </ul>
    </Note>
  );
};
