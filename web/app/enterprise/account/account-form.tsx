import { granted } from "@firstlot/sdk/client";
import type { paths } from "@firstlot/sdk/generated/public";
import { useState } from "react";
import { useWord } from "../../../ui/code-word.tsx";
import { SelectField, TextField } from "../../../ui/field.tsx";
import { useSay } from "../../../ui/language.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { formText } from "../../parts/form-text.ts";
import { CURRENCIES } from "../campaign/editor/form-terms.ts";
import { enterpriseKey } from "../enterprise-data.ts";
import { ACCOUNT } from "./account-messages.ts";

type Named =
  paths["/enterprises/{enterpriseId}/payout-account"]["post"]["requestBody"]["content"]["application/json"];

const SCHEMES = ["iban", "cn_card", "jp_account"] as const satisfies readonly Named["scheme"][];
/** Domestic accounts hold their own currency only. */
const CURRENCY_OF: Readonly<Record<Named["scheme"], readonly Named["currency"][]>> = {
  iban: CURRENCIES,
  cn_card: ["CNY"],
  jp_account: ["JPY"],
};

/** Names the account that money for the enterprise's own costs goes to; needs a fresh sign-in. */
export const AccountForm = (props: {
  readonly enterpriseId: string;
  readonly legalName: string;
  /** What the button says. */
  readonly label: string;
}) => {
  const { enterpriseId, legalName, label } = props;
  const say = useSay(ACCOUNT);
  const word = useWord(ACCOUNT);
  const [scheme, setScheme] = useState<Named["scheme"]>("iban");
  const name = useAct({
    perform: async (body: Named, header) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/payout-account", {
          params: { path: { enterpriseId }, header },
          body,
        }),
      ),
    stale: [enterpriseKey(enterpriseId)],
  });
  const code = name.state.kind === "refused" ? name.state.problem.code : "";
  const numberError = code.startsWith("account_number_") ? { error: word("refused", code) } : {};
  return (
    <form
      className="stack"
      onChange={(event) => {
        const chosen = formText(new FormData(event.currentTarget), "scheme");
        setScheme((now) => SCHEMES.find((one) => one === chosen) ?? now);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const currency = CURRENCY_OF[scheme].find((one) => one === formText(form, "currency"));
        if (currency === undefined) return;
        void name.run({ name: formText(form, "name"), scheme, number: formText(form, "number"), currency });
      }}
    >
      <TextField
        name="name"
        label={say("holder")}
        hint={say("holderHint")}
        defaultValue={legalName}
        required
        maxLength={200}
        autoComplete="off"
      />
      <SelectField
        name="scheme"
        label={say("kind")}
        options={SCHEMES.map((one) => [one, word("scheme", one)] as const)}
        defaultValue={scheme}
      />
      <TextField
        name="number"
        label={say("number")}
        hint={word("number_hint", scheme)}
        {...numberError}
        required
        maxLength={50}
        autoComplete="off"
      />
      <SelectField
        key={scheme}
        name="currency"
        label={say("currency")}
        options={CURRENCY_OF[scheme].map((one) => [one, one] as const)}
        defaultValue={scheme === "iban" ? "EUR" : (CURRENCY_OF[scheme][0] ?? "")}
      />
      {"error" in numberError ? null : <ActNotes state={name.state} done={say("named")} />}
      <div>
        <button type="submit" className="button" disabled={name.state.kind === "running"}>
          {label}
        </button>
      </div>
    </form>
  );
};
