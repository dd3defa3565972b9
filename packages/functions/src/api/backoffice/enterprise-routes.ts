import { ENTERPRISE_STATUSES, type Enterprise } from "@firstlot/core/enterprise/enterprise";
import type { EnterpriseDeps } from "@firstlot/core/enterprise/enterprise-deps";
import { listEnterprises, loadEnterprise } from "@firstlot/core/enterprise/enterprise-store";
import {
  reinstateEnterprise,
  SUSPENSION_REASONS,
  suspendEnterprise,
} from "@firstlot/core/enterprise/suspend-enterprise";
import { enterpriseIdSchema } from "@firstlot/core/identity/actor";
import { z } from "@hono/zod-openapi";
import { actingPerson } from "../acting-person.ts";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { enterpriseOf, enterpriseRowOf, enterpriseRowView, enterpriseView } from "../enterprise-views.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present, versionTag } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";
import { nextAfter, sortKeyOf } from "../sort-cursor.ts";

const params = z.object({ enterpriseId: enterpriseIdSchema });
const tags = ["enterprises"];
const answers = { 200: json(enterpriseView, "The enterprise"), ...problems } as const;

const listRoute = declare({
  method: "get",
  path: "/enterprises",
  operationId: "listEnterprises",
  tags,
  summary: "Enterprises in one state, longest unchanged first",
  "x-permission": "enterprise.list",
  request: { query: pageQuery.extend({ status: z.enum(ENTERPRISE_STATUSES) }) },
  responses: { 200: json(pageOf(enterpriseRowView), "A page of enterprises"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}",
  operationId: "readAnyEnterprise",
  tags,
  summary: "The file with its people and its payout account",
  "x-permission": "enterprise.read-any",
  request: { params },
  responses: answers,
});

const suspendRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/suspend",
  operationId: "suspendEnterprise",
  tags,
  summary: "Stop an enterprise at once: campaigns pause, tranches wait, refunds go on",
  "x-permission": "enterprise.suspend",
  request: {
    params,
    headers: commandHeaders,
    body: body(z.strictObject({ reasonCode: z.enum(SUSPENSION_REASONS) })),
  },
  responses: answers,
});

const reinstateRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/reinstate",
  operationId: "reinstateEnterprise",
  tags,
  summary: "End a suspension",
  "x-permission": "enterprise.reinstate",
  request: { params, headers: commandHeaders },
  responses: answers,
});

/** Staff: the files of all enterprises. */
export function staffEnterpriseRoutes(deps: EnterpriseDeps) {
  const shown = async (c: ApiContext, enterprise: Enterprise) => {
    versionTag(c, enterprise);
    return present(enterpriseView, await enterpriseOf(deps.store, c.var.principal, enterprise));
  };
  return router()
    .openapi(listRoute, async (c) => {
      const { status, limit, cursor } = c.req.valid("query");
      const scope = `enterprises:${status}`;
      const after = sortKeyOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listEnterprises(deps.store, { status, limit, after });
      const items = page.items.map((one) => present(enterpriseRowView, enterpriseRowOf(one)));
      return c.json({ items, ...nextAfter(c, scope, page.next) }, 200);
    })
    .openapi(readRoute, async (c) => {
      const enterprise = await loadEnterprise(deps.store, c.req.valid("param").enterpriseId);
      return enterprise === undefined
        ? refuse(c, { kind: "not_found" })
        : c.json(await shown(c, enterprise), 200);
    })
    .openapi(suspendRoute, async (c) => {
      const { enterpriseId } = c.req.valid("param");
      const { reasonCode } = c.req.valid("json");
      const done = await suspendEnterprise(deps, commandFrom(c, { reasonCode }), {
        by: actingPerson(c).userId,
        enterpriseId,
        reasonCode,
      });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(await shown(c, done.value.value), 200);
    })
    .openapi(reinstateRoute, async (c) => {
      const { enterpriseId } = c.req.valid("param");
      const done = await reinstateEnterprise(deps, commandFrom(c, {}), {
        by: actingPerson(c).userId,
        enterpriseId,
      });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(await shown(c, done.value.value), 200);
    });
}
