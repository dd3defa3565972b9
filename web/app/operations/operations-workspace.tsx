import { Outlet } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { Workspace } from "../shell.tsx";
import { BANK_STAFF } from "./bank-staff-messages.ts";
import { OPERATIONS } from "./operations-messages.ts";

/** The operations board with its menu. */
export const OperationsWorkspace = () => {
  const say = useSay(OPERATIONS);
  const staff = useSay(BANK_STAFF);
  return (
    <Workspace
      desk="operations"
      menu={[
        { to: "/app/operations", label: say("runs") },
        { to: "/app/operations/instructions", label: say("instructions") },
        { to: "/app/operations/reconciliation", label: say("reconciliation") },
        { to: "/app/operations/breaks", label: say("breaks") },
        { to: "/app/operations/webhooks", label: say("webhooks") },
        { to: "/app/operations/bank-staff", label: staff("title") },
        { to: "/app/operations/work", label: say("work") },
        { to: "/app/operations/books", label: say("books") },
      ]}
    >
      <Outlet />
    </Workspace>
  );
};
