import { useParams } from "@tanstack/react-router";
import { useSay } from "../../../ui/language.tsx";
import { Loaded, ScreenHead } from "../../parts/problem.tsx";
import { useEnterprise } from "../enterprise-data.ts";
import { ENTERPRISE } from "../enterprise-messages.ts";
import { StatusTag } from "../status-tag.tsx";

/** The file of an enterprise: its task list while it is written, its answers afterwards. */
export const FileScreen = () => {
  const say = useSay(ENTERPRISE);
  const { enterpriseId } = useParams({ from: "/app/enterprise/$enterpriseId" });
  const enterprise = useEnterprise(enterpriseId);
  return (
    <Loaded isScreen query={enterprise}>
      {({ status }) => <ScreenHead title={say("navFile")} lead={<StatusTag status={status} />} />}
    </Loaded>
  );
};
