import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { RootRoute } from "../router.tsx";

/** The workspace of one enterprise with its menu; every screen of it hangs on this route. */
export const enterpriseRoute = (root: RootRoute) =>
  createRoute({
    getParentRoute: () => root,
    path: "/app/enterprise/$enterpriseId",
    component: lazyRouteComponent(() => import("./enterprise-workspace.tsx"), "EnterpriseWorkspace"),
  });

/** The route that screens of an enterprise hang on. */
export type EnterpriseRoute = ReturnType<typeof enterpriseRoute>;
