import { createMiddleware } from "hono/factory";
import type { Platform } from "../../platform.ts";
import type { Wired } from "../../wiring/deps.ts";
import { createApp } from "../app.ts";
import { PORTAL_BASE } from "../bases.ts";
import { partnerRooms } from "../partner/app.ts";
import { refuse } from "../problem.ts";
import type { ApiEnv } from "../route.ts";

export { PORTAL_BASE };

/**
 * Only the staff of a bank come in, by the session of their browser, and act for their bank from here on. A token is
 * refused whoever holds it: machines have a door of their own.
 */
const bankDoor = createMiddleware<ApiEnv>(async (c, next) => {
  if (c.req.header("authorization") !== undefined) return refuse(c, { kind: "sign_in_required" });
  const { principal } = c.var;
  if (principal.kind !== "user") return refuse(c, { kind: "sign_in_required" });
  const { bankOf: partnerId, userId, signedInAt, secondFactor } = principal;
  if (partnerId === undefined) return refuse(c, { kind: "forbidden" });
  c.set("principal", { kind: "partner", partnerId, person: { userId, signedInAt, secondFactor } });
  return next();
});

/** The second door to the rooms of the bank API: the same routes, for people instead of machines. */
export function createPortalApp(platform: Platform, wired: Wired) {
  const app = createApp(platform, { sessions: true });
  app.use(bankDoor);
  for (const routes of partnerRooms(platform, wired)) app.route(PORTAL_BASE, routes);
  return app;
}
