import { granted } from "@firstlot/sdk/client";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { CheckField } from "../../../ui/field.tsx";
import { useSay } from "../../../ui/language.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { useQuestion } from "../../parts/question.ts";
import { MEMBERS } from "./members-messages.ts";

/** Leaving an enterprise: what is lost, and that only an invitation leads back. */
export const LeaveEnterprise = ({
  enterpriseId,
  name,
}: {
  readonly enterpriseId: string;
  readonly name: string;
}) => {
  const say = useSay(MEMBERS);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { isOpen, ask, leave: leaveIt, takesFocus } = useQuestion();
  const leave = useAct({
    perform: async (_: null, key) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/leave", {
          params: { path: { enterpriseId }, header: key },
        }),
      ),
    onDone: async () => {
      await navigate({ to: "/app/enterprise", search: { all: true } });
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey.includes(enterpriseId) });
      await queries.invalidateQueries();
    },
    voice: MEMBERS,
    done: say("left", { name }),
  });
  if (!isOpen)
    return (
      <p>
        <button type="button" className="button quiet" ref={takesFocus} onClick={ask}>
          {say("leaveOpen")}
        </button>
      </p>
    );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void leave.run(null);
  };
  return (
    <form className="card stack" tabIndex={-1} ref={takesFocus} onSubmit={submit}>
      <p>{say("leaveText", { name })}</p>
      <CheckField name="understood" label={say("leaveUnderstood")} required />
      <div className="row">
        <button type="submit" className="button danger" aria-disabled={leave.state.kind === "running"}>
          {say("leave", { name })}
        </button>
        <button type="button" className="button quiet" onClick={leaveIt}>
          {say("stay")}
        </button>
      </div>
      <ActNotes of={leave} />
    </form>
  );
};
