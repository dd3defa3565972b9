import type { PropsWithChildren, ReactNode } from "react";
import { useSay } from "../../../../ui/language.tsx";
import { EDITOR } from "./editor-messages.ts";

/** One entry of a list in the editor, with the way to take it out. */
export const Entry = (
  props: PropsWithChildren<{ readonly title: string; readonly onRemove: () => void }>,
) => {
  const say = useSay(EDITOR);
  return (
    <fieldset className="card stack">
      <legend className="away">{props.title}</legend>
      <div className="row between">
        <strong>{props.title}</strong>
        <button type="button" className="link-button" onClick={props.onRemove}>
          {say("remove")}
          <span className="away"> {props.title}</span>
        </button>
      </div>
      {props.children}
    </fieldset>
  );
};

/** A list of entries and the button that adds one. */
export const Entries = (
  props: PropsWithChildren<{
    readonly lead: ReactNode;
    readonly add: string;
    readonly onAdd: () => void;
    readonly isFull: boolean;
  }>,
) => (
  <div className="stack">
    <p className="muted">{props.lead}</p>
    {props.children}
    <div>
      <button type="button" className="button quiet" onClick={props.onAdd} disabled={props.isFull}>
        {props.add}
      </button>
    </div>
  </div>
);
