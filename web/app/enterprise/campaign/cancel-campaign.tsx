import { granted } from "@firstlot/sdk/client";
import type { FormEvent } from "react";
import { CheckField } from "../../../ui/field.tsx";
import { useReader, useSay } from "../../../ui/language.tsx";
import { moneyText } from "../../../ui/money.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { useQuestion } from "../../parts/question.ts";
import { useFunding } from "../funding/funding-data.ts";
import { type CampaignPath, campaignKey, campaignsKey } from "./campaign-data.ts";
import { CAMPAIGN } from "./campaign-messages.ts";

/** Gives a live campaign up: the amount that goes back stands on the button. */
export const CancelCampaign = ({ path }: { readonly path: CampaignPath }) => {
  const say = useSay(CAMPAIGN);
  const { language } = useReader();
  const funding = useFunding(path);
  const { isOpen, ask, leave, takesFocus } = useQuestion();
  const cancel = useAct({
    perform: async (_: null, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/campaigns/{campaignId}/cancel", {
          params: { path, header: key },
        }),
      ),
    stale: [campaignKey(path), campaignsKey(path.enterpriseId)],
    done: say("cancelled"),
  });
  if (!isOpen || funding.data === undefined)
    return (
      <p>
        <button type="button" className="button danger" ref={takesFocus} onClick={ask}>
          {say("cancelOpen")}
        </button>
      </p>
    );
  const { held, pledges } = funding.data.totals;
  const amount = moneyText(held, language);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void cancel.run(null);
  };
  return (
    <form className="card stack" tabIndex={-1} ref={takesFocus} onSubmit={submit}>
      <h3>{say("cancelTitle")}</h3>
      <p>{say("cancelText", { amount, pledges })}</p>
      <CheckField name="understood" label={say("cancelUnderstood", { amount })} required />
      <div className="row">
        <button type="submit" className="button danger" aria-disabled={cancel.state.kind === "running"}>
          {say("cancelButton", { amount, pledges })}
        </button>
        <button type="button" className="button quiet" onClick={leave}>
          {say("keep")}
        </button>
      </div>
      <ActNotes of={cancel} />
    </form>
  );
};
