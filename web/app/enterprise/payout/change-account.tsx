import { granted } from "@firstlot/sdk/client";
import { type FormEvent, useState } from "react";
import { useWord } from "../../../ui/code-word.tsx";
import { CheckField, SelectField, TextField } from "../../../ui/field.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { formText } from "../../parts/form-text.ts";
import { enterpriseKey } from "../enterprise-data.ts";
import { PAYOUT } from "./payout-messages.ts";
import { maskedNumber, type PayoutAccount } from "./present-account.tsx";

const SCHEMES = ["iban", "cn_card", "jp_account"] as const;
const CURRENCIES = ["EUR", "CNY", "JPY", "USD", "GBP", "CHF", "KWD"] as const;

interface Named {
  readonly name: string;
  readonly scheme: (typeof SCHEMES)[number];
  readonly number: string;
  readonly currency: (typeof CURRENCIES)[number];
}

/** A domestic account holds one currency only. */
const CURRENCY_OF: Readonly<Partial<Record<Named["scheme"], Named["currency"]>>> = {
  cn_card: "CNY",
  jp_account: "JPY",
};

const CONSEQUENCES = ["Hold", "Check", "Money", "Notice"] as const;

/**
 * Names the account, or another one: what follows is said first, the old and the new one stand on the button.
 * @param isRelied whether the enterprise has applied: from then on a change waits
 */
export const ChangeAccount = (props: {
  readonly enterpriseId: string;
  readonly present: PayoutAccount | undefined;
  readonly legalName: string;
  readonly isRelied: boolean;
}) => {
  const { enterpriseId, present, legalName, isRelied } = props;
  const say = useSay(PAYOUT);
  const word = useWord(PAYOUT);
  const waits = isRelied && present !== undefined;
  const [named, setNamed] = useState<Named>({
    name: legalName,
    scheme: SCHEMES.find((one) => one === present?.scheme) ?? "iban",
    number: "",
    currency: CURRENCIES.find((one) => one === present?.currency) ?? "EUR",
  });
  const [form, setForm] = useState(0);
  const change = useAct({
    perform: async (body: Named, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/payout-account", {
          params: { path: { enterpriseId }, header: key },
          body,
        }),
      ),
    stale: [enterpriseKey(enterpriseId)],
    onDone: () => {
      setNamed({ ...named, number: "" });
      setForm(form + 1);
    },
    voice: PAYOUT,
    done: say(waits ? "changed" : "named"),
  });
  const fill = ({ currentTarget }: FormEvent<HTMLFormElement>) => {
    if (change.state.kind !== "running") change.reset();
    const filled = new FormData(currentTarget);
    const scheme = SCHEMES.find((one) => one === filled.get("scheme")) ?? named.scheme;
    const chosen = CURRENCIES.find((one) => one === filled.get("currency")) ?? named.currency;
    setNamed({
      ...{ scheme, currency: chosen },
      ...{ name: formText(filled, "name"), number: formText(filled, "number") },
    });
  };
  const only = CURRENCY_OF[named.scheme];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void change.run({ ...named, currency: only ?? named.currency });
  };
  const lastFour = named.number.replaceAll(/[^\p{L}\p{N}]/gu, "").slice(-4);
  return (
    <form key={form} className="card stack" onSubmit={submit} onChange={fill}>
      {waits ? (
        <Note tone="warn" title={say("beforeTitle")}>
          <ul>
            {CONSEQUENCES.map((one) => (
              <li key={one}>{say(`before${one}`)}</li>
            ))}
          </ul>
        </Note>
      ) : (
        <p>{say(isRelied ? "firstRelied" : "firstDraft")}</p>
      )}
      <TextField
        name="name"
        label={say("holder")}
        hint={say("holderHint")}
        defaultValue={named.name}
        autoComplete="off"
        required
      />
      <SelectField
        name="scheme"
        label={say("scheme")}
        defaultValue={named.scheme}
        options={SCHEMES.map((one) => [one, word("scheme", one)])}
      />
      <TextField
        name="number"
        label={say("number")}
        hint={word("numberHint", named.scheme)}
        autoComplete="off"
        spellCheck={false}
        required
      />
      {only === undefined ? (
        <SelectField
          name="currency"
          label={say("currency")}
          defaultValue={named.currency}
          options={CURRENCIES.map((one) => [one, one])}
        />
      ) : (
        <p>{say("currencyOnly", { currency: only })}</p>
      )}
      {waits ? <CheckField name="understood" label={say("understood")} required /> : null}
      <p>
        <button type="submit" className="button" aria-disabled={change.state.kind === "running"}>
          {lastFour.length < 4
            ? say("change")
            : waits
              ? say("changeTo", { old: maskedNumber(present), next: maskedNumber({ lastFour }) })
              : say("nameIt", { next: maskedNumber({ lastFour }) })}
        </button>
      </p>
      <ActNotes of={change} />
    </form>
  );
};
