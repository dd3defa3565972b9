import type { Catalogue, Voice } from "../../messages/say.ts";
import { useSay } from "../../ui/language.tsx";
import { Note } from "../../ui/parts.tsx";
import type { ActState } from "../act.tsx";
import { APP } from "../app-messages.ts";
import { ProblemText } from "./problem.tsx";

const STEP_UP = "/signin/step-up?return=/signin/done";
const WINDOW = "popup,width=480,height=720";

/**
 * What became of an act: refused and why, a fresh sign-in needed, or done. It is announced where it stands.
 * @param voice words of an area for what it refuses; see `ProblemText`
 */
export function ActNotes<C extends Catalogue>(props: {
  readonly state: ActState;
  readonly done?: string;
  readonly voice?: Voice<C>;
}) {
  const { state, done, voice } = props;
  const say = useSay(APP);
  switch (state.kind) {
    case "refused":
      return (
        <Note tone="danger" alert>
          <ProblemText problem={state.problem} voice={voice} />
        </Note>
      );
    case "step_up":
      return (
        <Note tone="warn" title={say("stepUpTitle")} alert>
          <p>{say("stepUpText")}</p>
          <p className="row">
            <a
              className="button"
              href={STEP_UP}
              target="step-up"
              onClick={(event) => {
                if (window.open(STEP_UP, "step-up", WINDOW) !== null) event.preventDefault();
              }}
            >
              {say("stepUpOpen")}
            </a>
            <button type="button" className="button quiet" onClick={() => void state.again()}>
              {say("stepUpDone")}
            </button>
          </p>
        </Note>
      );
    case "done":
      return done === undefined ? null : (
        <Note tone="ok" alert>
          <p>{done}</p>
        </Note>
      );
    default:
      return null;
  }
}
