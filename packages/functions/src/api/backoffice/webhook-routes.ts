import { partnerIdSchema } from "@firstlot/core/identity/actor";
import type { Store } from "@firstlot/core/kernel/store";
import { deliveryIdSchema } from "@firstlot/core/webhook/delivery";
import {
  listAttempts,
  listDeliveries,
  loadDelivery,
  loadDeliveryOf,
} from "@firstlot/core/webhook/delivery-store";
import { endpointIdSchema } from "@firstlot/core/webhook/endpoint";
import { listEndpoints, loadEndpoint } from "@firstlot/core/webhook/endpoint-store";
import { replayDelivery } from "@firstlot/core/webhook/replay";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present } from "../respond.ts";
import { commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";
import { nextAfter, sortKeyOf } from "../sort-cursor.ts";
import { deliveryView, deliveryWithAttemptsView, endpointView } from "../webhook-views.ts";

const tags = ["webhooks"];

const endpointsRoute = declare({
  method: "get",
  path: "/partners/{partnerId}/endpoints",
  operationId: "listEndpoints",
  tags,
  summary: "The endpoints of a bank",
  "x-permission": "webhook.read-all",
  request: { params: z.object({ partnerId: partnerIdSchema }) },
  responses: { 200: json(z.object({ items: z.array(endpointView) }), "All of them"), ...problems },
});

const deliveriesRoute = declare({
  method: "get",
  path: "/partners/{partnerId}/endpoints/{endpointId}/deliveries",
  operationId: "listDeliveries",
  tags,
  summary: "What went to an endpoint, newest first",
  "x-permission": "webhook.read-all",
  request: {
    params: z.object({ partnerId: partnerIdSchema, endpointId: endpointIdSchema }),
    query: pageQuery,
  },
  responses: { 200: json(pageOf(deliveryView), "Deliveries"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/deliveries/{deliveryId}",
  operationId: "readDelivery",
  tags,
  summary: "A delivery with every attempt",
  "x-permission": "webhook.read-all",
  request: { params: z.object({ deliveryId: deliveryIdSchema }) },
  responses: { 200: json(deliveryWithAttemptsView, "The delivery"), ...problems },
});

const replayRoute = declare({
  method: "post",
  path: "/partners/{partnerId}/deliveries/{deliveryId}/replay",
  operationId: "replayDelivery",
  tags,
  summary: "Send a message to a bank again",
  "x-permission": "webhook.replay-any",
  request: {
    params: z.object({ partnerId: partnerIdSchema, deliveryId: deliveryIdSchema }),
    headers: commandHeaders,
  },
  responses: { 200: json(deliveryView, "The delivery"), ...problems },
});

/** The webhook log of every bank, for operators. */
export const webhookRoutes = (deps: { store: Store }) =>
  router()
    .openapi(endpointsRoute, async (c) => {
      const items = await listEndpoints(deps.store, c.req.valid("param").partnerId);
      return c.json(present(z.object({ items: z.array(endpointView) }), { items }), 200);
    })
    .openapi(deliveriesRoute, async (c) => {
      const { partnerId, endpointId } = c.req.valid("param");
      const { limit, cursor } = c.req.valid("query");
      const endpoint = await loadEndpoint(deps.store, { partnerId, id: endpointId });
      if (!endpoint) return refuse(c, { kind: "not_found" });
      const scope = `deliveries:${endpointId}`;
      const after = sortKeyOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listDeliveries(deps.store, { endpointId, newestFirst: true, limit, after });
      const found = { items: page.deliveries, ...nextAfter(c, scope, page.next) };
      return c.json(present(pageOf(deliveryView), found), 200);
    })
    .openapi(readRoute, async (c) => {
      const delivery = await loadDelivery(deps.store, c.req.valid("param").deliveryId);
      if (!delivery) return refuse(c, { kind: "not_found" });
      const log = await listAttempts(deps.store, delivery.id);
      return c.json(present(deliveryWithAttemptsView, { ...delivery, log }), 200);
    })
    .openapi(replayRoute, async (c) => {
      const input = c.req.valid("param");
      const own = await loadDeliveryOf(deps.store, { partnerId: input.partnerId, id: input.deliveryId });
      if (!own) return refuse(c, { kind: "not_found" });
      const done = await replayDelivery(deps, commandFrom(c, input), input);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(deliveryView, done.value.value), 200);
    });
