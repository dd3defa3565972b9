import type { RefObject } from "react";
import { CheckField } from "../../ui/field.tsx";
import { useSay } from "../../ui/language.tsx";
import { APP } from "../app-messages.ts";
import { REVIEW } from "./review-messages.ts";

interface KeyHelpProps {
  readonly ref: RefObject<HTMLDialogElement | null>;
  readonly on: boolean;
  readonly toggle: (on: boolean) => void;
}

/** Which keys there are, and the switch that turns them off. */
export const KeyHelp = ({ ref, on, toggle }: KeyHelpProps) => {
  const say = useSay(REVIEW);
  const sayApp = useSay(APP);
  const keys = [
    ["J", say("keyDown")],
    ["K", say("keyUp")],
    ["Enter", say("keyOpen")],
    ["?", say("keyHelp")],
  ] as const;
  return (
    <dialog ref={ref} className="key-help" aria-labelledby="key-help-title">
      <form method="dialog" className="stack">
        <h2 id="key-help-title">{say("keys")}</h2>
        <dl className="pairs">
          {keys.map(([key, what]) => (
            <div key={key} className="pair">
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <CheckField
          name="keys-on"
          label={say("keysOn")}
          hint={say("keysHint")}
          checked={on}
          onChange={({ currentTarget }) => {
            if (currentTarget instanceof HTMLInputElement) toggle(currentTarget.checked);
          }}
        />
        <p>
          <button type="submit" className="button">
            {sayApp("close")}
          </button>
        </p>
      </form>
    </dialog>
  );
};
