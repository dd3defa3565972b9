import type { Platform } from "../../platform.ts";
import type { Wired } from "../../wiring/deps.ts";
import { createApp } from "../app.ts";
import { type ApiDescription, serveDocument } from "../openapi.ts";
import { campaignRoutes } from "./campaign-routes.ts";
import { catalogueRoutes } from "./catalogue-routes.ts";
import { enterpriseRoutes } from "./enterprise-routes.ts";
import { evidenceRoutes } from "./evidence-routes.ts";
import { fundingRoutes } from "./funding-routes.ts";
import { mediaRoutes } from "./media-routes.ts";
import { memberRoutes } from "./member-routes.ts";
import { noticeRoutes } from "./notice-routes.ts";
import { campaignPledgeRoutes, pledgeRoutes } from "./pledge-routes.ts";
import { refundRoutes } from "./refund-routes.ts";
import { ownReviewRoutes } from "./review-routes.ts";
import { settlementRoutes } from "./settlement-routes.ts";

/** Where the API for visitors, backers and enterprises is served. */
export const PUBLIC_BASE = "/api/public/v1";

/** What the document of this API says of it. */
export const PUBLIC_API: ApiDescription = {
  title: "Firstlot public API",
  description:
    "For visitors, backers and enterprises. Every answer that refuses is a problem document (RFC 9457) with a stable `code`. " +
    "A POST takes an `Idempotency-Key`: the same key with the same body is done once.",
  base: PUBLIC_BASE,
  tags: {
    catalogue: "Campaigns as everybody sees them, and the price of a basket",
    pledges: "Reserve, pay, withdraw, receive",
    me: "Who you are here, your language and sessions",
    notices: "What the platform told you",
    members: "The people of an enterprise and their roles",
    enterprise: "An enterprise's file, its verification and payout account",
    evidence: "Documents and data that claims rest on",
    campaigns: "An enterprise's campaigns, from draft to delivery",
    review: "Cases about an enterprise, as it sees them",
    settlement: "Tranches and payment requests of a funded campaign",
  },
};

/** The API of visitors, backers and enterprises. */
export function createPublicApp(platform: Platform, wired: Wired) {
  const app = createApp(platform, { sessions: true });
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
    fundingRoutes(wired.pledges),
    refundRoutes(wired.refunds),
    noticeRoutes({ store: platform.store }),
  ])
    app.route(PUBLIC_BASE, routes);
  serveDocument(app, PUBLIC_API);
  return app;
}
