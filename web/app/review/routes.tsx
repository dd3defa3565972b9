import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { RootRoute } from "../router.tsx";
import { filterOf } from "./review-data.ts";

const stepOf = (search: Record<string, unknown>): { step?: string } =>
  typeof search.step === "string" ? { step: search.step } : {};

/** The review desk: the queue, its cases, payments, and campaigns that approvers may cancel. */
export function reviewRoutes(root: RootRoute) {
  const workspace = createRoute({
    getParentRoute: () => root,
    path: "/app/review",
    component: lazyRouteComponent(() => import("./review-workspace.tsx"), "ReviewWorkspace"),
  });
  const queue = createRoute({
    getParentRoute: () => workspace,
    path: "/",
    validateSearch: filterOf,
    component: lazyRouteComponent(() => import("./queue.tsx"), "Queue"),
  });
  const caseRoute = createRoute({
    getParentRoute: () => workspace,
    path: "/cases/$caseId",
    validateSearch: stepOf,
    component: lazyRouteComponent(() => import("./case-screen.tsx"), "CaseScreen"),
  });
  const payments = createRoute({
    getParentRoute: () => workspace,
    path: "/payments",
    component: lazyRouteComponent(() => import("./payments/payments.tsx"), "Payments"),
  });
  const payment = createRoute({
    getParentRoute: () => workspace,
    path: "/payments/$paymentId",
    component: lazyRouteComponent(() => import("./payments/payment.tsx"), "PaymentScreen"),
  });
  const campaigns = createRoute({
    getParentRoute: () => workspace,
    path: "/cancellations",
    component: lazyRouteComponent(() => import("./cancel/campaigns.tsx"), "CancellableCampaigns"),
  });
  const campaign = createRoute({
    getParentRoute: () => workspace,
    path: "/cancellations/$enterpriseId/$campaignId",
    component: lazyRouteComponent(() => import("./cancel/campaign.tsx"), "CancelCampaign"),
  });
  return workspace.addChildren([queue, caseRoute, payments, payment, campaigns, campaign]);
}
