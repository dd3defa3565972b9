import { type AnyRoute, createRoute, lazyRouteComponent } from "@tanstack/react-router";
import type { EnterpriseRoute } from "./enterprise-route.ts";

/** The reviews of an enterprise as it follows them. */
export const ownReviewRoutes = (enterprise: EnterpriseRoute): readonly AnyRoute[] => [
  createRoute({
    getParentRoute: () => enterprise,
    path: "reviews",
    component: lazyRouteComponent(() => import("./review/review-list.tsx"), "ReviewList"),
  }),
  createRoute({
    getParentRoute: () => enterprise,
    path: "reviews/$caseId",
    component: lazyRouteComponent(() => import("./review/own-review.tsx"), "OwnReview"),
  }),
];
