import { useState } from "react";

const focused = (one: HTMLElement | null): void => one?.focus();

/** A button that asks in its place before it does something. */
export interface Question {
  readonly isOpen: boolean;
  readonly ask: () => void;
  readonly leave: () => void;
  /** For what stands in the place: the focus goes from the button into the question and back. */
  readonly takesFocus: typeof focused | undefined;
}

/** Opens and leaves a question that stands in the place of its button. */
export function useQuestion(): Question {
  const [state, setState] = useState<"not_asked" | "open" | "left">("not_asked");
  return {
    isOpen: state === "open",
    ask: () => setState("open"),
    leave: () => setState("left"),
    takesFocus: state === "not_asked" ? undefined : focused,
  };
}
