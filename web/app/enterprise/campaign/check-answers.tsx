import { granted } from "@firstlot/sdk/client";
import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { PresalePreview } from "../../../ui/campaign/presale-preview.tsx";
import { CheckField } from "../../../ui/field.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { Loaded } from "../../parts/problem.tsx";
import { AnswerTable } from "./answer-table.tsx";
import { campaignKey, campaignsKey, useCampaign, useCampaignPath } from "./campaign-data.ts";
import { CAMPAIGN } from "./campaign-messages.ts";
import { TaskList } from "./task-list.tsx";

/** Everything once more before it goes to the review, and when a decision can be expected. */
export const CheckAnswers = () => {
  const say = useSay(CAMPAIGN);
  const path = useCampaignPath();
  const campaign = useCampaign(path);
  const navigate = useNavigate();
  const base = `/app/enterprise/${path.enterpriseId}/campaigns/${path.campaignId}`;
  const submit = useAct({
    perform: async (_: null, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/campaigns/{campaignId}/submit", {
          params: { path, header: key },
        }),
      ),
    stale: [campaignKey(path), campaignsKey(path.enterpriseId)],
    onDone: () => navigate({ to: base }),
    done: say("submitted"),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void submit.run(null);
  };
  return (
    <Loaded query={campaign}>
      {({ terms, tasks = [] }) => (
        <div className="stack wide">
          <div className="stack tight">
            <h2>{say("checkTitle")}</h2>
            <p className="muted">{say("checkLead")}</p>
          </div>
          {tasks.length === 0 ? null : (
            <Note tone="warn" title={say("tasksLeft")}>
              <TaskList tasks={tasks} base={base} />
            </Note>
          )}
          <AnswerTable terms={terms} base={base} />
          <details>
            <summary>{say("howBackersSeeIt")}</summary>
            <div className="card preview-card">
              <PresalePreview terms={terms} />
            </div>
          </details>
          <form className="card stack" onSubmit={onSubmit}>
            <h2>{say("submitTitle")}</h2>
            <p>{say("reviewTime")}</p>
            <CheckField name="isTrue" label={say("confirmTrue")} required />
            <div>
              <button
                type="submit"
                className="button"
                disabled={tasks.length > 0}
                aria-disabled={submit.state.kind === "running"}
              >
                {say("submit")}
              </button>
            </div>
            <ActNotes of={submit} />
          </form>
        </div>
      )}
    </Loaded>
  );
};
