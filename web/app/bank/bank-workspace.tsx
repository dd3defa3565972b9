import { Outlet } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { Workspace } from "../shell.tsx";
import { BANK } from "./bank-messages.ts";

/** The portal of a bank's staff with its menu. */
export const BankWorkspace = () => {
  const say = useSay(BANK);
  return (
    <Workspace
      desk="bank"
      menu={[
        { to: "/app/bank", label: say("instructions") },
        { to: "/app/bank/endpoints", label: say("endpoints") },
        { to: "/app/bank/statements", label: say("statements") },
        { to: "/app/bank/name-checks", label: say("nameChecks") },
        { to: "/app/bank/events", label: say("events") },
        { to: "/app/bank/keys", label: say("keys") },
      ]}
    >
      <Outlet />
    </Workspace>
  );
};
