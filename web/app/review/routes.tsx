import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { RootRoute } from "../router.tsx";

/** The review desk: the queue and its cases. */
export function reviewRoutes(root: RootRoute) {
  const workspace = createRoute({
    getParentRoute: () => root,
    path: "/app/review",
    component: lazyRouteComponent(() => import("./review-workspace.tsx"), "ReviewWorkspace"),
  });
  const queue = createRoute({
    getParentRoute: () => workspace,
    path: "/",
    component: lazyRouteComponent(() => import("./queue.tsx"), "Queue"),
  });
  return workspace.addChildren([queue]);
}
