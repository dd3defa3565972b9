import { CheckField } from "../../ui/field.tsx";
import { useSay } from "../../ui/language.tsx";
import { Note } from "../../ui/parts.tsx";
import type { PublicApi } from "../visit.ts";
import { NOTICES } from "./notices-messages.ts";

/** Which notices are mailed. */
export async function readPreferences(api: PublicApi) {
  const { data } = await api.GET("/me/notice-preferences");
  return data;
}
export type Preferences = NonNullable<Awaited<ReturnType<typeof readPreferences>>>;

const ALWAYS = ["money", "account"] as const;

/** What is mailed: the kinds that can be switched off, and those that cannot, with the reason. */
export const PreferencesPage = (props: {
  readonly preferences: Preferences;
  readonly email: string;
  readonly isSaved: boolean;
  readonly formToken: string;
}) => {
  const { preferences, email, isSaved, formToken } = props;
  const say = useSay(NOTICES);
  return (
    <div className="stack narrow">
      <p>
        <a href="/notices">{say("backToNotices")}</a>
      </p>
      <h1>{say("preferences")}</h1>
      {isSaved ? (
        <Note tone="ok" alert>
          <p>{say("preferencesSaved")}</p>
        </Note>
      ) : null}
      <p>{say("preferencesLead", { email })}</p>
      <section className="stack tight" aria-labelledby="always">
        <h2 id="always">{say("alwaysTitle")}</h2>
        <ul>
          {ALWAYS.map((kind) => (
            <li key={kind}>
              {say(`kind_${kind}`)}: {say(`about_${kind}`)}
            </li>
          ))}
        </ul>
        <p className="hint">{say("alwaysWhy")}</p>
      </section>
      <form method="post" className="stack">
        <input type="hidden" name="form" value={formToken} />
        <fieldset className="stack tight">
          <legend>{say("chosenTitle")}</legend>
          {preferences.optional.map((kind) => (
            <CheckField
              key={kind}
              name={kind}
              value="mail"
              label={say(`kind_${kind}`)}
              hint={say(`about_${kind}`)}
              defaultChecked={!preferences.muted.includes(kind)}
            />
          ))}
        </fieldset>
        <div className="row">
          <button className="button" type="submit">
            {say("save")}
          </button>
        </div>
      </form>
    </div>
  );
};
