import { Outlet } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { Workspace } from "../shell.tsx";
import "./regulator.css";
import { REGULATOR } from "./regulator-messages.ts";

/** Oversight with its menu: everything is read, nothing is changed, every view is logged. */
export const RegulatorWorkspace = () => {
  const say = useSay(REGULATOR);
  return (
    <Workspace
      desk="regulator"
      menu={[
        { to: "/app/regulator", label: say("campaigns") },
        { to: "/app/regulator/enterprises", label: say("enterprises") },
        { to: "/app/regulator/roots", label: say("roots") },
        { to: "/app/regulator/staff", label: say("staff") },
      ]}
    >
      <Outlet />
      <p className="muted small logged">{say("logged")}</p>
    </Workspace>
  );
};
