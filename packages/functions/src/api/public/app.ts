import type { Platform } from "../../platform.ts";
import type { Wired } from "../../wiring/deps.ts";
import { createApp } from "../app.ts";
import { campaignRoutes } from "./campaign-routes.ts";
import { catalogueRoutes } from "./catalogue-routes.ts";
import { enterpriseRoutes } from "./enterprise-routes.ts";
import { evidenceRoutes } from "./evidence-routes.ts";
import { mediaRoutes } from "./media-routes.ts";
import { memberRoutes } from "./member-routes.ts";
import { noticeRoutes } from "./notice-routes.ts";
import { campaignPledgeRoutes, pledgeRoutes } from "./pledge-routes.ts";
import { refundRoutes } from "./refund-routes.ts";
import { ownReviewRoutes } from "./review-routes.ts";
import { settlementRoutes } from "./settlement-routes.ts";

/** Where the API for visitors, backers and enterprises is served. */
export const PUBLIC_BASE = "/api/public/v1";

/** The API of visitors, backers and enterprises. */
export function createPublicApp(platform: Platform, wired: Wired) {
  const app = createApp(platform);
  for (const routes of [
    memberRoutes(wired.identity),
    enterpriseRoutes({ enterprise: wired.enterprise, review: wired.review }),
    evidenceRoutes(wired.evidence),
    campaignRoutes(wired.campaign),
    mediaRoutes(wired.evidence),
    ownReviewRoutes(wired.review),
    settlementRoutes(wired.settlement),
    catalogueRoutes({ ...wired.publicCampaign, ...wired.catalogue }),
    pledgeRoutes(wired.pledges),
    campaignPledgeRoutes(wired.pledges),
    refundRoutes(wired.refunds),
    noticeRoutes({ store: platform.store }),
  ])
    app.route(PUBLIC_BASE, routes);
  return app;
}
