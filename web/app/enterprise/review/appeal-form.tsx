import { granted } from "@firstlot/sdk/client";
import { CheckField } from "../../../ui/field.tsx";
import { useSay } from "../../../ui/language.tsx";
import { useAct } from "../../act.tsx";
import { openApi } from "../../api.ts";
import { ActNotes } from "../../parts/act-notes.tsx";
import { enterpriseKey } from "../enterprise-data.ts";
import type { CasePath } from "./own-review-data.ts";
import { OWN_REVIEW } from "./own-review-messages.ts";

/** Asks once for another look at a refusal, by other persons: that it is only once stands before it. */
export const AppealForm = (path: CasePath) => {
  const say = useSay(OWN_REVIEW);
  const appeal = useAct({
    perform: async ({ enterpriseId, caseId }: CasePath, header) =>
      granted(
        await openApi.POST("/enterprises/{enterpriseId}/cases/{caseId}/appeal", {
          params: { path: { enterpriseId, caseId }, header },
        }),
      ),
    stale: [enterpriseKey(path.enterpriseId), ["own-enterprises"], ["campaign"]],
    voice: OWN_REVIEW,
    done: say("appealed"),
  });
  return (
    <details>
      <summary>{say("appealOpen")}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void appeal.run(path);
        }}
      >
        <p>{say("appealText")}</p>
        <CheckField name="appealOnce" label={say("appealOnce")} required />
        <ActNotes of={appeal} />
        <div>
          <button type="submit" className="button" aria-disabled={appeal.state.kind === "running"}>
            {say("appealNow")}
          </button>
        </div>
      </form>
    </details>
  );
};
