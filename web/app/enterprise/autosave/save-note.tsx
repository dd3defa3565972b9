import type { Problem } from "@firstlot/sdk/client";
import type { ReactNode } from "react";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { Time } from "../../../ui/time.tsx";
import { ProblemText } from "../../parts/problem.tsx";
import { ENTERPRISE } from "../enterprise-messages.ts";
import type { Autosave } from "./use-autosave.ts";

interface SaveNoteProps extends Pick<Autosave<unknown>, "state" | "retry" | "overwrite" | "drop"> {
  /** Throws the form away and begins with what the others wrote. */
  readonly takeTheirs: () => Promise<void>;
  /** Shows a refusal where the form says it itself, field by field; `undefined` where it cannot. */
  readonly refusal?: (problem: Problem) => ReactNode;
}

/** Whether what is typed is kept, and what to do when it could not be. */
export const SaveNote = ({ state, retry, overwrite, drop, takeTheirs, refusal }: SaveNoteProps) => {
  const say = useSay(ENTERPRISE);
  switch (state.kind) {
    case "conflict":
      return (
        <Note tone="warn" title={say("conflictTitle")} alert>
          <p>{say("conflictText")}</p>
          <p className="row">
            <button type="button" className="button" onClick={() => void overwrite()}>
              {say("keepMine")}
            </button>
            <button
              type="button"
              className="button quiet"
              onClick={() => {
                drop();
                void takeTheirs();
              }}
            >
              {say("takeTheirs")}
            </button>
          </p>
        </Note>
      );
    case "refused":
      return (
        refusal?.(state.problem) ?? (
          <Note tone="danger" title={say("notSaved")} alert>
            <ProblemText problem={state.problem} voice={ENTERPRISE} />
            <p>
              <button type="button" className="button quiet" onClick={() => void retry()}>
                {say("saveAgain")}
              </button>
            </p>
          </Note>
        )
      );
    default:
      return (
        <p className="muted small" role="status">
          {state.kind === "saved" ? say("saved") : say("saving")}{" "}
          {state.kind === "saved" && state.at !== undefined ? <Time at={state.at} as="clock" /> : null}
        </p>
      );
  }
};
