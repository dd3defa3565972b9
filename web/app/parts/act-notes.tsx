import { useSay } from "../../ui/language.tsx";
import { Note } from "../../ui/parts.tsx";
import type { Act } from "../act.tsx";
import { APP } from "../app-messages.ts";
import { ProblemText } from "./problem.tsx";

const STEP_UP = "/signin/step-up?return=/signin/done";
const WINDOW = "popup,width=480,height=720";

/** Why an act was refused, or what it waits for: announced where it stands. That it is done is said by the page. */
export const ActNotes = ({ of: { state, voice } }: { readonly of: Pick<Act<never>, "state" | "voice"> }) => {
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
    default:
      return null;
  }
};
