import { granted } from "@firstlot/sdk/client";
import { useQuery } from "@tanstack/react-query";
import { useSay } from "../../ui/language.tsx";
import { Note } from "../../ui/parts.tsx";
import { problemOf, staffApi } from "../api.ts";
import { useMe } from "../me.ts";
import { ProblemText } from "../parts/problem.tsx";
import type { DeskCase } from "./review-data.ts";
import { REVIEW, useWords } from "./review-messages.ts";

const ROLES = ["analyst", "approver", "regulator"];

/** Recomputes the decision from stored inputs, the files' bytes and the policy, and says whether it comes out the same. */
export const ReplayPart = ({ of }: { readonly of: Pick<DeskCase, "id" | "status" | "version"> }) => {
  const say = useSay(REVIEW);
  const { word } = useWords();
  const me = useMe();
  const replay = useQuery({
    queryKey: ["replay", of.id, of.version],
    queryFn: async () =>
      granted(await staffApi.GET("/review/cases/{caseId}/replay", { params: { path: { caseId: of.id } } })),
    enabled: false,
    retry: false,
  });
  if (of.status !== "decided" || !ROLES.some((role) => me?.staffRoles.some((one) => one === role)))
    return null;
  return (
    <div className="stack tight">
      <p className="muted small">{say("replayLead")}</p>
      <p>
        <button
          type="button"
          className="button quiet small"
          aria-disabled={replay.isFetching}
          onClick={() => void replay.refetch()}
        >
          {say("replay")}
        </button>
      </p>
      {replay.data === undefined || replay.isError ? null : (
        <Note tone="ok" title={say("replaySame")} alert>
          <ul>
            {replay.data.steps.map(({ step, run, recomputed }) => (
              <li key={step}>
                {say(recomputed ? "replayComputed" : "replayAttested", { step: word("step", step), run })}
              </li>
            ))}
          </ul>
        </Note>
      )}
      {replay.isError ? (
        <Note tone="danger" title={say("replayDiffers")} alert>
          <ProblemText problem={problemOf(replay.error)} />
        </Note>
      ) : null}
    </div>
  );
};
