import type { Problem } from "@firstlot/sdk/client";
import { useLocation } from "@tanstack/react-router";
import { createContext, type PropsWithChildren, useCallback, useContext, useEffect, useState } from "react";
import type { Catalogue, Voice } from "../messages/say.ts";
import { useSay } from "../ui/language.tsx";
import { Note } from "../ui/parts.tsx";
import { APP } from "./app-messages.ts";
import { ProblemText } from "./parts/problem.tsx";

/** What became of an act, for those whose form may be gone by then. */
type Outcome =
  | { readonly kind: "done"; readonly text: string }
  | { readonly kind: "refused"; readonly problem: Problem; readonly voice: Voice<Catalogue> | undefined };

type Tell = (outcome: Outcome | undefined) => void;

const TellContext = createContext<Tell>(() => undefined);

/** Says at the foot of the page what became of an act, or takes back what was said there. */
export const useTell = (): Tell => useContext(TellContext);

/**
 * Screens, and below them what became of the last act: it stays in view while the page is read and outlives the form
 * that it came from, until it is closed, another act begins, or another screen is opened.
 */
export const PageNotes = ({ children }: PropsWithChildren) => {
  const say = useSay(APP);
  const [told, setTold] = useState<{ readonly outcome: Outcome; readonly at: string }>();
  const { pathname } = useLocation();
  const tell = useCallback<Tell>(
    (outcome) => setTold(outcome === undefined ? undefined : { outcome, at: window.location.pathname }),
    [],
  );
  useEffect(() => {
    setTold((before) => (before?.at === pathname ? before : undefined));
  }, [pathname]);
  return (
    <TellContext value={tell}>
      {children}
      <div className="page-note no-print" role="status">
        {told === undefined ? null : (
          <Note tone={told.outcome.kind === "done" ? "ok" : "danger"}>
            <div className="row between top">
              <div>
                {told.outcome.kind === "done" ? (
                  <p>{told.outcome.text}</p>
                ) : (
                  <ProblemText problem={told.outcome.problem} voice={told.outcome.voice} />
                )}
              </div>
              <button type="button" className="link-button" onClick={() => setTold(undefined)}>
                {say("close")}
              </button>
            </div>
          </Note>
        )}
      </div>
    </TellContext>
  );
};
