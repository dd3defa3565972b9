import type { Platform } from "../../platform.ts";
import type { Wired } from "../../wiring/deps.ts";
import { createApp } from "../app.ts";
import { PARTNER_BASE } from "../bases.ts";
import { type ApiDescription, serveDocument } from "../openapi.ts";
import { confirmationRoutes } from "./confirmation-routes.ts";
import { deliveryRoutes } from "./delivery-routes.ts";
import { endpointRoutes } from "./endpoint-routes.ts";
import { instructionRoutes } from "./instruction-routes.ts";
import { nameQuestionRoutes } from "./name-question-routes.ts";
import { statementRoutes } from "./statement-routes.ts";

export { PARTNER_BASE };

/** What the document of this API says of it. */
export const PARTNER_API: ApiDescription = {
  title: "Firstlot bank API",
  description:
    "For bank partners. Every answer that refuses is a problem document (RFC 9457) with a stable `code`. " +
    "A POST takes an `Idempotency-Key`: the same key with the same body is done once.",
  base: PARTNER_BASE,
  tags: {
    confirmations: "Signed messages about what happened at the bank",
    statements: "Account statements, camt.053 or CSV",
    instructions: "What the bank is told to pay",
    endpoints: "Where settlement webhooks go, and their secrets",
    deliveries: "Each message and each attempt to deliver it",
    events: "Messages to poll, for a bank without an endpoint",
    "name-checks": "Whether accounts belong to names, for a bank whose staff answer",
    partner: "What we know of the bank",
  },
};

/** What a bank works with, whoever of it does: its machines here, its staff through the portal. */
export const partnerRooms = ({ store }: Pick<Platform, "store">, wired: Wired) => [
  statementRoutes(wired.evidence),
  instructionRoutes(wired.bankDesk),
  nameQuestionRoutes(wired.nameQuestions),
  endpointRoutes(wired.endpoints),
  deliveryRoutes({ store }),
];

/** The API of bank partners: signed confirmations in, statements, endpoints, deliveries, polling. */
export function createPartnerApp(platform: Platform, wired: Wired) {
  const { store, secretBox: box } = platform;
  const app = createApp(platform);
  for (const routes of [confirmationRoutes({ store, box }), ...partnerRooms(platform, wired)])
    app.route(PARTNER_BASE, routes);
  serveDocument(app, PARTNER_API);
  return app;
}
