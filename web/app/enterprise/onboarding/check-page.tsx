import { granted } from "@firstlot/sdk/client";
import { useNavigate } from "@tanstack/react-router";
import { CheckField } from "../../../ui/field.tsx";
import { useSay } from "../../../ui/language.tsx";
import { Note } from "../../../ui/parts.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { type Enterprise, enterpriseKey } from "../enterprise-data.ts";
import { Answers } from "./answers.tsx";
import type { HandedIn } from "./documents-part.tsx";
import { ONBOARDING } from "./onboarding-messages.ts";
import type { Task } from "./sections.ts";
import { TaskLinks } from "./task-words.tsx";

/** Everything once more, and the button that hands it in: what it locks and what follows stands before it. */
export const CheckPage = (props: {
  readonly enterprise: Enterprise;
  readonly tasks: readonly Task[];
  readonly documents: readonly HandedIn[];
  readonly base: string;
  /** Whether everything that was typed is kept: only then is what is shown what is handed in. */
  readonly isKept: boolean;
}) => {
  const say = useSay(ONBOARDING);
  const navigate = useNavigate();
  const { enterprise, tasks, documents, base, isKept } = props;
  const { id: enterpriseId, version, status } = enterprise;
  const apply = useAct({
    perform: async (_: null, header) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/apply", {
          params: { path: { enterpriseId }, header: { ...header, "if-match": `"${version}"` } },
        }),
      ),
    stale: [enterpriseKey(enterpriseId), ["own-enterprises"]],
    onDone: () => navigate({ to: base, search: {} }),
    voice: ONBOARDING,
    done: say("handedInNow"),
  });
  const lacking = apply.state.kind === "refused" ? (apply.state.problem.errors ?? []) : [];
  return (
    <div className="stack wide">
      {tasks.length === 0 ? null : (
        <Note tone="warn" title={say("missingTitle")}>
          <TaskLinks tasks={tasks} base={base} />
        </Note>
      )}
      <Answers enterprise={enterprise} documents={documents} base={base} />
      <form
        className="card stack"
        onSubmit={(event) => {
          event.preventDefault();
          void apply.run(null);
        }}
      >
        <h2>{say(status === "changes_requested" ? "answerTitle" : "applyTitle")}</h2>
        <ul>
          <li>{say("applyLocks")}</li>
          <li>{say("applyBank")}</li>
          <li>{say("applyTime")}</li>
        </ul>
        <CheckField name="isTrue" label={say("confirmTrue")} required />
        {lacking.length === 0 ? (
          <ActNotes of={apply} />
        ) : (
          <Note tone="danger" title={say("problem_application_incomplete")} alert>
            <TaskLinks tasks={lacking} base={base} />
          </Note>
        )}
        <div>
          <button
            type="submit"
            className="button"
            disabled={tasks.length > 0 || !isKept}
            aria-disabled={apply.state.kind === "running"}
          >
            {say(status === "changes_requested" ? "answerNow" : "applyNow")}
          </button>
        </div>
      </form>
    </div>
  );
};
