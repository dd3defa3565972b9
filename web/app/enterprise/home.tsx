import { useParams } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { Loaded, ScreenHead } from "../parts/problem.tsx";
import { useEnterprise } from "./enterprise-data.ts";
import { ENTERPRISE } from "./enterprise-messages.ts";
import { StatusTag } from "./status-tag.tsx";

/** What is next for an enterprise. */
export const EnterpriseHome = () => {
  const say = useSay(ENTERPRISE);
  const { enterpriseId } = useParams({ from: "/app/enterprise/$enterpriseId" });
  const enterprise = useEnterprise(enterpriseId);
  return (
    <Loaded isScreen query={enterprise}>
      {({ profile, status }) => (
        <ScreenHead title={profile.legalName ?? say("unnamed")} lead={<StatusTag status={status} />} />
      )}
    </Loaded>
  );
};
