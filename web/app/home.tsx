import { RefusedError } from "@firstlot/sdk/client";
import { Navigate } from "@tanstack/react-router";
import { desksOf } from "../ui/desks.ts";
import { useMe } from "./me.ts";
import { LoadFailed, Skeleton } from "./parts/problem.tsx";

const SIGNED_OUT = new RefusedError({ code: "sign_in_required", title: "", status: 401 });

/** `/app`: leads to the workspace of the person's role. */
export const Home = () => {
  const me = useMe();
  if (me === undefined) return <Skeleton lines={6} />;
  if (me === null) return <LoadFailed isScreen error={SIGNED_OUT} />;
  const [desk] = desksOf(me);
  if (desk !== undefined) return <Navigate to={desk.to} />;
  return <Navigate to="/app/enterprise" search={{}} />;
};
