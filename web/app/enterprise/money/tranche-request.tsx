import { granted } from "@firstlot/sdk/client";
import { type FormEvent, useState } from "react";
import { useReader, useSay } from "../../../ui/language.tsx";
import { moneyText } from "../../../ui/money.tsx";
import { Note } from "../../../ui/parts.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { type CampaignPath, campaignKey } from "../campaign/campaign-data.ts";
import { EVIDENCE_TYPES } from "../evidence/file-kinds.ts";
import { UploadForm } from "../evidence/upload-form.tsx";
import { EvidenceChoice } from "./evidence-choice.tsx";
import { useFiles } from "./files.ts";
import { type Tranche, useMayAsk } from "./money-data.ts";
import { MONEY } from "./money-messages.ts";

/** The ids of the files that are ticked. */
const tickedIn = (form: HTMLFormElement): readonly string[] =>
  [...new FormData(form).entries()].flatMap(([name, value]) =>
    name.startsWith("file-") && typeof value === "string" ? [value] : [],
  );

const Ask = (props: { readonly tranche: Tranche; readonly path: CampaignPath }) => {
  const { tranche, path } = props;
  const say = useSay(MONEY);
  const { language } = useReader();
  const [lacks, setLacks] = useState(false);
  const files = useFiles(path.enterpriseId);
  const ask = useAct({
    perform: async (evidenceIds: readonly string[], key) =>
      granted(
        await openApi.POST(
          "/enterprises/{enterpriseId}/campaigns/{campaignId}/tranches/{trancheId}/request",
          {
            params: { path: { ...path, trancheId: tranche.id }, header: key },
            body: { evidenceIds: [...evidenceIds] },
          },
        ),
      ),
    stale: [campaignKey(path)],
    voice: MONEY,
    done: say("submitted"),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const ticked = tickedIn(event.currentTarget);
    const types = new Set(files.filter(({ id }) => ticked.includes(id)).map(({ type }) => String(type)));
    const isLacking = tranche.evidenceTypes.some((type) => !types.has(type));
    setLacks(isLacking);
    if (!isLacking) void ask.run(ticked);
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p>{say(tranche.evidenceTypes.length === 0 ? "askNothing" : "askText")}</p>
      <EvidenceChoice enterpriseId={path.enterpriseId} types={tranche.evidenceTypes} />
      {lacks ? (
        <Note tone="danger" alert>
          <p>{say("askMissing")}</p>
        </Note>
      ) : null}
      <p>
        <button type="submit" className="button" aria-disabled={ask.state.kind === "running"}>
          {say("askButton", { amount: moneyText(tranche.amount, language) })}
        </button>
      </p>
      <ActNotes of={ask} />
    </form>
  );
};

/** Hands the evidence for the next tranche in: files that are there, or a new one without leaving the page. */
export const TrancheRequest = (props: { readonly tranche: Tranche; readonly path: CampaignPath }) => {
  const { tranche, path } = props;
  const say = useSay(MONEY);
  const mayAsk = useMayAsk(path.enterpriseId);
  const types = EVIDENCE_TYPES.filter((type) => tranche.evidenceTypes.includes(type));
  if (!mayAsk) return <p className="muted">{say("askOnly")}</p>;
  return (
    <div className="stack">
      <h4>{say("askTitle")}</h4>
      <Ask tranche={tranche} path={path} />
      {types.length === 0 ? null : (
        <details>
          <summary>{say("handInHere")}</summary>
          <UploadForm enterpriseId={path.enterpriseId} types={types} onSent={() => undefined} />
        </details>
      )}
    </div>
  );
};
