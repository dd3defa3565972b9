import type { MiddlewareHandler } from "hono";
import type { ApiEnv } from "../route.ts";

/** Every view of the regulator is logged: who, which route, which thing; ids only, and never what was searched for. */
export const logRegulatorViews: MiddlewareHandler<ApiEnv> = async (c, next) => {
  await next();
  const { principal, platform, requestId } = c.var;
  if (principal.kind !== "user" || !principal.staffRoles.includes("regulator")) return;
  platform.log({
    level: "info",
    event: "regulator.viewed",
    requestId,
    actor: principal.userId,
    method: c.req.method,
    ref: c.req.path,
    status: c.res.status,
  });
};
