import { useWord } from "../../ui/code-word.tsx";
import { useSay } from "../../ui/language.tsx";
import { REGULATOR } from "./regulator-messages.ts";

interface LookUpFormProps<S extends string> {
  readonly label: string;
  readonly q: string | undefined;
  readonly state: S;
  readonly states: readonly S[];
  readonly group: string;
  readonly find: (lookUp: { q?: string; state?: S }) => void;
}

/** Words or a state: what is looked for is in the address. */
export function LookUpForm<S extends string>(props: LookUpFormProps<S>) {
  const { label, q = "", state, states, group, find } = props;
  const say = useSay(REGULATOR);
  const word = useWord(REGULATOR);
  return (
    <div className="row look-up">
      <search>
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            const text = new FormData(event.currentTarget).get("q");
            find(typeof text === "string" && text.trim() !== "" ? { q: text.trim() } : { state });
          }}
        >
          <div className="field">
            <label htmlFor="q">{label}</label>
            <input key={q} id="q" name="q" type="search" defaultValue={q} maxLength={120} />
          </div>
          <button type="submit" className="button">
            {say("find")}
          </button>
        </form>
      </search>
      <div className="field">
        <label htmlFor="state">{say("orState")}</label>
        <select
          id="state"
          value={q === "" ? state : ""}
          onChange={({ target }) => {
            const chosen = states.find((one) => one === target.value);
            if (chosen !== undefined) find({ state: chosen });
          }}
        >
          {q === "" ? null : <option value="">{say("anyState")}</option>}
          {states.map((one) => (
            <option key={one} value={one}>
              {word(group, one)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
