import { type AnyRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { EnterpriseRoute } from "./enterprise-route.ts";

/** What an enterprise keeps on record besides its campaigns: its files, its members, its payout account. */
export const recordRoutes = (enterprise: EnterpriseRoute): readonly AnyRoute[] => [
  createRoute({
    getParentRoute: () => enterprise,
    path: "evidence",
    component: lazyRouteComponent(() => import("./evidence/evidence-list.tsx"), "EvidenceList"),
  }),
  createRoute({
    getParentRoute: () => enterprise,
    path: "evidence/$evidenceId",
    component: lazyRouteComponent(() => import("./evidence/evidence-file.tsx"), "EvidenceFileScreen"),
  }),
  createRoute({
    getParentRoute: () => enterprise,
    path: "members",
    component: lazyRouteComponent(() => import("./members/members-screen.tsx"), "MembersScreen"),
  }),
  createRoute({
    getParentRoute: () => enterprise,
    path: "payout",
    component: lazyRouteComponent(() => import("./payout/payout-screen.tsx"), "PayoutScreen"),
  }),
];
