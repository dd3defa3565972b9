import { Outlet, useParams } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { Workspace } from "../shell.tsx";
import { ENTERPRISE } from "./enterprise-messages.ts";

/** The workspace of one enterprise with its menu. */
export const EnterpriseWorkspace = () => {
  const say = useSay(ENTERPRISE);
  const { enterpriseId } = useParams({ from: "/app/enterprise/$enterpriseId" });
  const base = `/app/enterprise/${enterpriseId}`;
  return (
    <Workspace
      menu={[
        { to: base, label: say("navOverview") },
        { to: `${base}/file`, label: say("navFile") },
        { to: `${base}/campaigns`, label: say("navCampaigns") },
        { to: `${base}/reviews`, label: say("navReviews") },
        { to: `${base}/evidence`, label: say("navEvidence") },
        { to: `${base}/members`, label: say("navMembers") },
        { to: `${base}/payout`, label: say("navPayout") },
      ]}
    >
      <Outlet />
    </Workspace>
  );
};
