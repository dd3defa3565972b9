import type { Platform } from "../../platform.ts";
import type { Wired } from "../../wiring/deps.ts";
import { createApp } from "../app.ts";
import { evidenceRoutes } from "../public/evidence-routes.ts";
import { auditRoutes } from "./audit-routes.ts";
import { breakRoutes } from "./break-routes.ts";
import { staffCampaignRoutes } from "./campaign-routes.ts";
import { staffEnterpriseRoutes } from "./enterprise-routes.ts";
import { instructionRoutes } from "./instruction-routes.ts";
import { ledgerRoutes } from "./ledger-routes.ts";
import { partnerRoutes } from "./partner-routes.ts";
import { reconciliationRoutes } from "./reconciliation-routes.ts";
import { reviewRoutes } from "./review-routes.ts";
import { runRoutes } from "./run-routes.ts";
import { settlementRoutes } from "./settlement-routes.ts";
import { userRoutes } from "./user-routes.ts";
import { webhookRoutes } from "./webhook-routes.ts";
import { workRoutes } from "./work-routes.ts";

/** Where the API of the platform's staff is served. */
export const BACKOFFICE_BASE = "/api/backoffice/v1";

/** The API of reviewers, operators and regulators. */
export function createBackofficeApp(platform: Platform, wired: Wired) {
  const { store } = platform;
  const app = createApp(platform);
  for (const routes of [
    reviewRoutes(wired.review),
    evidenceRoutes(wired.evidence),
    staffEnterpriseRoutes(wired.enterprise),
    staffCampaignRoutes(wired.campaign),
    userRoutes(wired.identity),
    partnerRoutes({ store, box: platform.secretBox }),
    instructionRoutes({ store }),
    reconciliationRoutes(wired.evidence),
    breakRoutes({ store }),
    settlementRoutes(wired.settlement),
    runRoutes({ store }),
    ledgerRoutes({ store }),
    webhookRoutes({ store }),
    workRoutes({ store }),
    auditRoutes({ store }),
  ])
    app.route(BACKOFFICE_BASE, routes);
  return app;
}
