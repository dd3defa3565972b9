import { granted } from "@firstlot/sdk/client";
import { CheckField } from "../../../ui/field.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { ExplanationView } from "../../review/explanation-view.tsx";
import { type Enterprise, enterpriseKey } from "../enterprise-data.ts";
import type { OwnCase } from "../review/own-review-data.ts";
import { ONBOARDING } from "./onboarding-messages.ts";

const AppealForm = ({ enterpriseId }: { readonly enterpriseId: string }) => {
  const say = useSay(ONBOARDING);
  const appeal = useAct({
    perform: async (_: null, header) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/appeal", {
          params: { path: { enterpriseId }, header },
        }),
      ),
    stale: [enterpriseKey(enterpriseId), ["own-enterprises"]],
  });
  return (
    <details>
      <summary>{say("appealOpen")}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void appeal.run(null);
        }}
      >
        <p>{say("appealText")}</p>
        <CheckField name="appealOnce" label={say("appealOnce")} required />
        <ActNotes state={appeal.state} />
        <div>
          <button type="submit" className="button" disabled={appeal.state.kind === "running"}>
            {say("appealNow")}
          </button>
        </div>
      </form>
    </details>
  );
};

/** A refusal: its reasons, what could change it, and the two ways on. */
export const RejectedNote = (props: {
  readonly enterprise: Enterprise;
  readonly review: OwnCase | undefined;
  readonly isOwner: boolean;
}) => {
  const say = useSay(ONBOARDING);
  const { enterprise, review, isOwner } = props;
  return (
    <section className="card stack" aria-labelledby="rejected-title">
      <h2 id="rejected-title">{say("rejectedTitle")}</h2>
      {review?.decision === undefined ? null : <ExplanationView of={review.decision.explanation} />}
      <Note tone="info" title={say("waysOn")}>
        <p>{say("wayApply")}</p>
        <p>{say(enterprise.appealed ? "appealUsed" : "wayAppeal")}</p>
      </Note>
      {enterprise.appealed || !isOwner ? null : <AppealForm enterpriseId={enterprise.id} />}
    </section>
  );
};
