import { useState } from "react";
import { TextArea, TextField } from "../../ui/field.tsx";
import { useSay } from "../../ui/language.tsx";
import { Note } from "../../ui/parts.tsx";
import { BANK } from "./bank-messages.ts";
import { checkSignature, TOLERANCE_SECONDS, type Verdict } from "./check-signature.ts";

const MS = 1_000;

const VerdictNote = ({ verdict }: { readonly verdict: Verdict }) => {
  const say = useSay(BANK);
  if (verdict.kind !== "fits")
    return (
      <Note tone="danger" title={say("verdictNo")} alert>
        <p>
          {say(
            `verdict_${verdict.kind}`,
            verdict.kind === "header_missing" ? { header: verdict.header } : {},
          )}
        </p>
      </Note>
    );
  const { scheme, id, ageSeconds, isTimely } = verdict;
  return (
    <Note tone={isTimely ? "ok" : "warn"} title={say(isTimely ? "verdictYes" : "verdictLate")} alert>
      <p>{say(scheme === "v1" ? "verdictHmac" : "verdictEd25519", { id })}</p>
      <p>
        {ageSeconds < 0
          ? say("verdictAhead", { seconds: -ageSeconds })
          : say("verdictAge", { seconds: ageSeconds })}
        {isTimely ? "" : ` ${say("verdictTolerance", { seconds: TOLERANCE_SECONDS })}`}
      </p>
    </Note>
  );
};

/** The text of a form's field as it was pasted: a signature is about every space of it. */
function pasted(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/** Checks whether a received message is genuine; everything stays in the browser. */
export const SignatureChecker = () => {
  const say = useSay(BANK);
  const [verdict, setVerdict] = useState<Verdict>();
  return (
    <section className="card stack" aria-labelledby="checker">
      <h2 id="checker">{say("checker")}</h2>
      <p>{say("checkerText")}</p>
      <form
        className="stack"
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const [headers, keys] = [pasted(form, "headers"), pasted(form, "keys")];
          const body = pasted(form, "body").replaceAll("\r\n", "\n"); // forms write line ends their own way
          const nowSeconds = Math.floor(Date.now() / MS);
          setVerdict(undefined);
          void checkSignature({ headers, body, keys, nowSeconds }).then(setVerdict);
        }}
      >
        <TextArea
          name="headers"
          label={say("checkHeaders")}
          hint={say("checkHeadersHint")}
          rows={3}
          spellCheck={false}
        />
        <TextArea
          name="body"
          label={say("checkBody")}
          hint={say("checkBodyHint")}
          rows={6}
          spellCheck={false}
        />
        <TextField name="keys" label={say("checkKey")} hint={say("checkKeyHint")} spellCheck={false} />
        <div>
          <button type="submit" className="button">
            {say("checkAct")}
          </button>
        </div>
      </form>
      {verdict === undefined ? null : <VerdictNote verdict={verdict} />}
    </section>
  );
};
