import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { RootRoute } from "../router.tsx";
import { CAMPAIGN_STATES, ENTERPRISE_STATES, lookUpOf } from "./regulator-data.ts";

/** Oversight: look-ups, records with their audit trail, the daily roots, the staff. */
export function regulatorRoutes(root: RootRoute) {
  const workspace = createRoute({
    getParentRoute: () => root,
    path: "/app/regulator",
    component: lazyRouteComponent(() => import("./regulator-workspace.tsx"), "RegulatorWorkspace"),
  });
  const campaigns = createRoute({
    getParentRoute: () => workspace,
    path: "/",
    validateSearch: lookUpOf(CAMPAIGN_STATES),
    component: lazyRouteComponent(() => import("./campaigns.tsx"), "Campaigns"),
  });
  const campaign = createRoute({
    getParentRoute: () => workspace,
    path: "/campaigns/$enterpriseId/$campaignId",
    component: lazyRouteComponent(() => import("./campaign-record.tsx"), "CampaignRecord"),
  });
  const enterprises = createRoute({
    getParentRoute: () => workspace,
    path: "/enterprises",
    validateSearch: lookUpOf(ENTERPRISE_STATES),
    component: lazyRouteComponent(() => import("./enterprises.tsx"), "Enterprises"),
  });
  const enterprise = createRoute({
    getParentRoute: () => workspace,
    path: "/enterprises/$enterpriseId",
    component: lazyRouteComponent(() => import("./enterprise-record.tsx"), "EnterpriseRecord"),
  });
  const trail = createRoute({
    getParentRoute: () => workspace,
    path: "/trail/$aggregateId",
    component: lazyRouteComponent(() => import("./trail.tsx"), "TrailScreen"),
  });
  const roots = createRoute({
    getParentRoute: () => workspace,
    path: "/roots",
    component: lazyRouteComponent(() => import("./roots.tsx"), "Roots"),
  });
  const staff = createRoute({
    getParentRoute: () => workspace,
    path: "/staff",
    component: lazyRouteComponent(() => import("./staff.tsx"), "Staff"),
  });
  return workspace.addChildren([campaigns, campaign, enterprises, enterprise, trail, roots, staff]);
}
