import { granted } from "@firstlot/sdk/client";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useSay } from "../../../ui/language.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { ScreenHead } from "../../parts/problem.tsx";
import { ENTERPRISE } from "../enterprise-messages.ts";
import { BeforeYouStart } from "./before-you-start.tsx";

/** What an application needs, takes and costs, before it begins. */
export const StartApplication = () => {
  const say = useSay(ENTERPRISE);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const start = useAct({
    perform: async (_: Record<string, never>, header) =>
      granted(await openApi.POST("/enterprises", { params: { header }, body: { profile: {} } })),
    stale: [["me"]],
    onDone: async ({ id }) => {
      await navigate({ to: "/app/enterprise/$enterpriseId/file", params: { enterpriseId: id } });
      // only now: the list leads to the overview of one's only enterprise as soon as it knows of one
      await queries.invalidateQueries({ queryKey: ["own-enterprises"] });
    },
    voice: ENTERPRISE,
  });
  return (
    <div className="stack narrow">
      <ScreenHead title={say("startTitle")} lead={say("startLead")} />
      <BeforeYouStart />
      <ActNotes of={start} />
      <div className="row">
        <button
          type="button"
          className="button"
          aria-disabled={start.state.kind === "running"}
          onClick={() => void start.run({})}
        >
          {say("startAct")}
        </button>
      </div>
    </div>
  );
};
