import type { Platform } from "../../platform.ts";
import type { Wired } from "../../wiring/deps.ts";
import { createApp } from "../app.ts";
import { confirmationRoutes } from "./confirmation-routes.ts";
import { deliveryRoutes } from "./delivery-routes.ts";
import { endpointRoutes } from "./endpoint-routes.ts";
import { instructionRoutes } from "./instruction-routes.ts";
import { statementRoutes } from "./statement-routes.ts";

/** Where the API of the banks is served. */
export const PARTNER_BASE = "/api/partner/v1";

/** The API of bank partners: signed confirmations in, statements, endpoints, deliveries, polling. */
export function createPartnerApp(platform: Platform, wired: Wired) {
  const { store, secretBox: box } = platform;
  const app = createApp(platform);
  for (const routes of [
    confirmationRoutes({ store, box }),
    statementRoutes(wired.evidence),
    instructionRoutes({ store, box }),
    endpointRoutes(wired.endpoints),
    deliveryRoutes({ store }),
  ])
    app.route(PARTNER_BASE, routes);
  return app;
}
