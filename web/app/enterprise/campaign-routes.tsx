import { type AnyRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { EnterpriseRoute } from "./enterprise-route.ts";

/** Screens of one campaign: what it is, writing, checking before it is submitted. */
function ofCampaign(enterprise: EnterpriseRoute) {
  const campaign = createRoute({
    getParentRoute: () => enterprise,
    path: "campaigns/$campaignId",
    component: lazyRouteComponent(() => import("./campaign/campaign-frame.tsx"), "CampaignFrame"),
  });
  const parent = { getParentRoute: () => campaign };
  return campaign.addChildren([
    createRoute({
      ...parent,
      path: "/",
      component: lazyRouteComponent(() => import("./campaign/overview.tsx"), "CampaignOverview"),
    }),
    createRoute({
      ...parent,
      path: "edit",
      validateSearch: (search: Record<string, unknown>): { section?: string } =>
        typeof search.section === "string" ? { section: search.section } : {},
      component: lazyRouteComponent(() => import("./campaign/editor/editor-screen.tsx"), "EditorScreen"),
    }),
    createRoute({
      ...parent,
      path: "check",
      component: lazyRouteComponent(() => import("./campaign/check-answers.tsx"), "CheckAnswers"),
    }),
    createRoute({
      ...parent,
      path: "funding",
      component: lazyRouteComponent(() => import("./funding/funding-screen.tsx"), "FundingScreen"),
    }),
    createRoute({
      ...parent,
      path: "money",
      component: lazyRouteComponent(() => import("./money/money-screen.tsx"), "MoneyScreen"),
    }),
    createRoute({
      ...parent,
      path: "money/payments/new",
      component: lazyRouteComponent(() => import("./money/payment-form.tsx"), "PaymentForm"),
    }),
    createRoute({
      ...parent,
      path: "money/payments/$paymentId",
      component: lazyRouteComponent(() => import("./money/payment-screen.tsx"), "PaymentScreen"),
    }),
    createRoute({
      ...parent,
      path: "money/payments/$paymentId/edit",
      component: lazyRouteComponent(() => import("./money/payment-form.tsx"), "PaymentDraftForm"),
    }),
    createRoute({
      ...parent,
      path: "orders",
      validateSearch: (search: Record<string, unknown>): { show?: string } =>
        typeof search.show === "string" ? { show: search.show } : {},
      component: lazyRouteComponent(() => import("./orders/orders-screen.tsx"), "OrdersScreen"),
    }),
  ]);
}

/** What an enterprise does with its campaigns. */
export const campaignRoutes = (enterprise: EnterpriseRoute): readonly AnyRoute[] => [
  createRoute({
    getParentRoute: () => enterprise,
    path: "campaigns",
    component: lazyRouteComponent(() => import("./campaign/campaign-list.tsx"), "CampaignList"),
  }),
  ofCampaign(enterprise),
];
