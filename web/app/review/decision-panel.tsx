import { granted } from "@firstlot/sdk/client";
import { useSay } from "../../ui/language.tsx";
import { Note } from "../../ui/parts.tsx";
import { Time } from "../../ui/time.tsx";
import { useAct } from "../act.tsx";
import { staffApi } from "../api.ts";
import { useMe } from "../me.ts";
import { ActNotes } from "../parts/act-notes.tsx";
import { ApprovePart } from "./approve-part.tsx";
import { StateTag } from "./case-words.tsx";
import { ConcludeForm } from "./conclude-form.tsx";
import { ExplanationView } from "./explanation-view.tsx";
import { actorText } from "./people.ts";
import { ReplayPart } from "./replay-part.tsx";
import { type DeskCase, staleOf } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

const Claim = ({ of }: { readonly of: DeskCase }) => {
  const say = useSay(REVIEW);
  const claim = useAct({
    perform: async (_: object, header) =>
      granted(
        await staffApi.POST("/review/cases/{caseId}/claim", { params: { path: { caseId: of.id }, header } }),
      ),
    stale: staleOf(of.id),
    done: say("claimDone"),
  });
  return (
    <>
      <p>
        <button
          type="button"
          className="button"
          aria-disabled={claim.state.kind === "running"}
          onClick={() => void claim.run({})}
        >
          {say("claim")}
        </button>
      </p>
      <ActNotes of={claim} />
    </>
  );
};

const Decided = ({ of }: { readonly of: DeskCase }) => {
  const say = useSay(REVIEW);
  const { decision } = of;
  if (decision === undefined) return null;
  return (
    <>
      <p>
        <StateTag of={of} /> <Time at={decision.at} />
      </p>
      <ul>
        <li>
          {say("byAnalyst")} {actorText(decision.analyst.userId, of, say)}
        </li>
        {decision.approvers.map(({ userId, at }) => (
          <li key={userId}>
            {say("byApprover")} {actorText(userId, of, say)} · <Time at={at} as="short" />
          </li>
        ))}
      </ul>
      <section className="card sunken stack tight" aria-labelledby="told-title">
        <h3 id="told-title">{say("told")}</h3>
        <ExplanationView of={decision.explanation} />
      </section>
    </>
  );
};

/** What can be decided now and by whom; while the reader cannot, why. */
const Now = ({ of }: { readonly of: DeskCase }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const me = useMe();
  const isAnalyst = me?.staffRoles.includes("analyst") ?? false;
  if (of.status === "decided") return <Decided of={of} />;
  if (of.status === "withdrawn") return <p>{say("withdrawnText")}</p>;
  if (of.status === "analyst_done") return <ApprovePart of={of} />;
  if (of.barred !== undefined)
    return (
      <Note tone="info">
        <p>{word("bar", of.barred)}</p>
      </Note>
    );
  if (of.status === "waiting_for_applicant") return <p>{say("waitingText")}</p>;
  if (of.status === "open")
    return isAnalyst ? <Claim of={of} /> : <p className="muted">{say("waitsForAnalyst")}</p>;
  if (of.analyst?.userId !== me?.userId)
    return (
      <p className="muted">{say("claimedBy", { name: actorText(of.analyst?.userId ?? "", of, say) })}</p>
    );
  return <ConcludeForm of={of} />;
};

/** The decision of a case: to be taken, or as it was taken. */
export const DecisionPanel = ({ of }: { readonly of: DeskCase }) => {
  const say = useSay(REVIEW);
  return (
    <section className="card stack" aria-labelledby="decision-title">
      <h2 id="decision-title">{say("decision")}</h2>
      <Now of={of} />
      <ReplayPart of={of} />
    </section>
  );
};
