import { useSay } from "../../ui/language.tsx";
import { REASON_CODES, REVIEW, useWords } from "./review-messages.ts";

interface ReasonPickerProps {
  readonly legend: string;
  readonly hint: string;
  /** Codes that the steps found: offered first. */
  readonly found: readonly string[];
  readonly chosen: readonly string[];
  readonly choose: (codes: readonly string[]) => void;
}

const CODES_MAX = 10;

/** Reason codes in words: those that the steps found as boxes, any other from a list. */
export const ReasonPicker = ({ legend, hint, found, chosen, choose }: ReasonPickerProps) => {
  const say = useSay(REVIEW);
  const { reason } = useWords();
  const boxes = [...new Set([...found, ...chosen])];
  return (
    <fieldset>
      <legend>{legend}</legend>
      <p className="hint">{hint}</p>
      {boxes.map((code) => (
        <label key={code} className="choice">
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={({ target }) =>
              choose(target.checked ? [...chosen, code] : chosen.filter((one) => one !== code))
            }
          />
          <span>{reason(code)}</span>
        </label>
      ))}
      {chosen.length >= CODES_MAX ? null : (
        <select
          aria-label={say("addReason")}
          value=""
          onChange={({ target }) => {
            if (target.value !== "") choose([...chosen, target.value]);
          }}
        >
          <option value="">{say("addReason")}</option>
          {REASON_CODES.filter((code) => !boxes.includes(code)).map((code) => (
            <option key={code} value={code}>
              {reason(code)}
            </option>
          ))}
        </select>
      )}
    </fieldset>
  );
};
