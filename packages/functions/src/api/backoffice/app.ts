import type { Platform } from "../../platform.ts";
import type { Wired } from "../../wiring/deps.ts";
import { createApp } from "../app.ts";
import { BACKOFFICE_BASE } from "../bases.ts";
import { evidenceReadRoutes } from "../evidence-read-routes.ts";
import { type ApiDescription, serveDocument } from "../openapi.ts";
import { auditRootRoutes } from "./audit-root-routes.ts";
import { auditRoutes } from "./audit-routes.ts";
import { bankStaffRoutes } from "./bank-staff-routes.ts";
import { breakRoutes } from "./break-routes.ts";
import { staffCampaignRoutes } from "./campaign-routes.ts";
import { staffEnterpriseRoutes } from "./enterprise-routes.ts";
import { instructionRoutes } from "./instruction-routes.ts";
import { ledgerRoutes } from "./ledger-routes.ts";
import { logRegulatorViews } from "./log-views.ts";
import { partnerRoutes } from "./partner-routes.ts";
import { platformPeopleRoutes } from "./platform-people-routes.ts";
import { reconciliationRoutes } from "./reconciliation-routes.ts";
import { reviewRoutes } from "./review-routes.ts";
import { runRoutes } from "./run-routes.ts";
import { searchRoutes } from "./search-routes.ts";
import { settlementRoutes } from "./settlement-routes.ts";
import { userRoutes } from "./user-routes.ts";
import { webhookRoutes } from "./webhook-routes.ts";
import { workRoutes } from "./work-routes.ts";

export { BACKOFFICE_BASE };

/** What the document of this API says of it. */
export const BACKOFFICE_API: ApiDescription = {
  title: "Firstlot staff API",
  description:
    "For analysts, approvers, operators and regulators. Every answer that refuses is a problem document (RFC 9457) with a stable `code`. " +
    "A POST takes an `Idempotency-Key`: the same key with the same body is done once.",
  base: BACKOFFICE_BASE,
  tags: {
    review: "Cases, their steps, and decisions by two people",
    evidence: "Documents and data that claims rest on",
    enterprises: "Enterprises and their standing",
    campaigns: "Campaigns and their pauses",
    users: "People, their sessions and staff roles",
    banks: "Banks, their standing and keys",
    instructions: "What a bank was told to pay",
    reconciliation: "Our books beside the bank's",
    breaks: "Differences and quarantined messages, closed by two people",
    settlement: "Tranches, payments and the runs that carry them",
    ledger: "Accounts, entries and trial balances",
    webhooks: "What was delivered to banks",
    work: "Deferred work that needs a person, and its switches",
    audit: "Who did what, chained by hashes",
  },
};

/** The API of reviewers, operators and regulators. */
export function createBackofficeApp(platform: Platform, wired: Wired) {
  const { store } = platform;
  const app = createApp(platform, { sessions: true });
  app.use(logRegulatorViews);
  for (const routes of [
    reviewRoutes(wired.review),
    evidenceReadRoutes(wired.evidence),
    staffEnterpriseRoutes(wired.enterprise),
    staffCampaignRoutes(wired.campaign),
    searchRoutes({ store }),
    userRoutes(wired.identity),
    platformPeopleRoutes(wired.identity),
    partnerRoutes({ store, box: platform.secretBox }),
    bankStaffRoutes({ store }),
    instructionRoutes({ store }),
    reconciliationRoutes(wired.evidence),
    breakRoutes(wired.breaks),
    settlementRoutes(wired.settlement),
    runRoutes({ store }),
    ledgerRoutes({ store }),
    webhookRoutes({ store }),
    workRoutes({ store }),
    auditRoutes({ store }),
    auditRootRoutes({ store, blobs: platform.blobs }),
  ])
    app.route(BACKOFFICE_BASE, routes);
  serveDocument(app, BACKOFFICE_API);
  return app;
}
