import { Outlet } from "@tanstack/react-router";
import { useSay } from "../../ui/language.tsx";
import { Workspace } from "../shell.tsx";
import "./review.css";
import { REVIEW } from "./review-messages.ts";

/** The review desk with its menu. */
export const ReviewWorkspace = () => {
  const say = useSay(REVIEW);
  return (
    <Workspace
      desk="review"
      menu={[
        { to: "/app/review", label: say("queue") },
        { to: "/app/review/payments", label: say("payments") },
        { to: "/app/review/cancellations", label: say("cancellations") },
      ]}
    >
      <Outlet />
    </Workspace>
  );
};
