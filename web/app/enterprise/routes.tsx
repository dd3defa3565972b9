import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { RootRoute } from "../router.tsx";
import { campaignRoutes } from "./campaign-routes.tsx";
import { enterpriseRoute } from "./enterprise-route.ts";
import { recordRoutes } from "./record-routes.tsx";
import { ownReviewRoutes } from "./review-routes.tsx";

/** Enterprises: the list of one's own, the way in, and the workspace of each. */
export function enterpriseRoutes(root: RootRoute) {
  const own = createRoute({
    getParentRoute: () => root,
    path: "/app/enterprise",
    validateSearch: ({ all }): { all?: boolean } => (all === true ? { all } : {}),
    component: lazyRouteComponent(() => import("./own-enterprises.tsx"), "OwnEnterprises"),
  });
  const fresh = createRoute({
    getParentRoute: () => root,
    path: "/app/enterprise/new",
    component: lazyRouteComponent(() => import("./new-enterprise.tsx"), "NewEnterprise"),
  });
  const enterprise = enterpriseRoute(root);
  const home = createRoute({
    getParentRoute: () => enterprise,
    path: "/",
    component: lazyRouteComponent(() => import("./home.tsx"), "EnterpriseHome"),
  });
  const file = createRoute({
    getParentRoute: () => enterprise,
    path: "/file",
    validateSearch: (search: Record<string, unknown>): { section?: string } =>
      typeof search.section === "string" ? { section: search.section } : {},
    component: lazyRouteComponent(() => import("./onboarding/file-screen.tsx"), "FileScreen"),
  });
  return [
    own,
    fresh,
    enterprise.addChildren([
      home,
      file,
      ...ownReviewRoutes(enterprise),
      ...campaignRoutes(enterprise),
      ...recordRoutes(enterprise),
    ]),
  ] as const;
}
