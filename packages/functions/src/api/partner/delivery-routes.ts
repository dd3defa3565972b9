import { addMs, type Instant, instantSchema } from "@firstlot/core/kernel/instant";
import type { Store } from "@firstlot/core/kernel/store";
import { deliveryIdSchema } from "@firstlot/core/webhook/delivery";
import { listAttempts, listDeliveries, loadDeliveryOf } from "@firstlot/core/webhook/delivery-store";
import { endpointIdSchema } from "@firstlot/core/webhook/endpoint";
import { loadEndpoint } from "@firstlot/core/webhook/endpoint-store";
import { listMessages } from "@firstlot/core/webhook/message";
import { replayDelivery } from "@firstlot/core/webhook/replay";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present } from "../respond.ts";
import { commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";
import { nextAfter, sortKeyOf } from "../sort-cursor.ts";
import { deliveryView, deliveryWithAttemptsView, messageView } from "../webhook-views.ts";
import { callingPartner } from "./partner-caller.ts";

const listRoute = declare({
  method: "get",
  path: "/endpoints/{endpointId}/deliveries",
  operationId: "listDeliveries",
  tags: ["deliveries"],
  summary: "What went to an endpoint, newest first",
  "x-permission": "webhook.read-deliveries",
  request: { params: z.object({ endpointId: endpointIdSchema }), query: pageQuery },
  responses: { 200: json(pageOf(deliveryView), "Deliveries"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/deliveries/{deliveryId}",
  operationId: "readDelivery",
  tags: ["deliveries"],
  summary: "A delivery with every attempt",
  "x-permission": "webhook.read-deliveries",
  request: { params: z.object({ deliveryId: deliveryIdSchema }) },
  responses: { 200: json(deliveryWithAttemptsView, "The delivery"), ...problems },
});

const replayRoute = declare({
  method: "post",
  path: "/deliveries/{deliveryId}/replay",
  operationId: "replayDelivery",
  tags: ["deliveries"],
  summary: "Send a message again under its own webhook-id",
  "x-permission": "webhook.replay",
  request: { params: z.object({ deliveryId: deliveryIdSchema }), headers: commandHeaders },
  responses: { 200: json(deliveryView, "The delivery"), ...problems },
});

const pollRoute = declare({
  method: "get",
  path: "/events",
  operationId: "pollMessages",
  tags: ["events"],
  summary: "Your messages in the order of time",
  description:
    "Go on with `next` while there is one, then with `since` of the last message you have. The youngest two seconds " +
    "are held back, so that nothing is written behind your place. Duplicates are possible; deduplicate on `id`.",
  "x-permission": "webhook.poll-messages",
  request: { query: pageQuery.extend({ since: instantSchema.optional() }) },
  responses: { 200: json(pageOf(messageView), "Messages"), ...problems },
});

/** Messages appear in an index that lags; what is younger than this is not handed out yet. */
const POLL_LAG_MS = 2_000;

/** The delivery log, replay, and polling instead of webhooks. */
export const deliveryRoutes = (deps: { store: Store }) =>
  router()
    .openapi(listRoute, async (c) => {
      const { endpointId } = c.req.valid("param");
      const { limit, cursor } = c.req.valid("query");
      const endpoint = await loadEndpoint(deps.store, { partnerId: callingPartner(c), id: endpointId });
      if (!endpoint) return refuse(c, { kind: "not_found" });
      const scope = `deliveries:${endpointId}`;
      const after = sortKeyOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listDeliveries(deps.store, { endpointId, newestFirst: true, limit, after });
      const answer = { items: page.deliveries, ...nextAfter(c, scope, page.next) };
      return c.json(present(pageOf(deliveryView), answer), 200);
    })
    .openapi(readRoute, async (c) => {
      const id = c.req.valid("param").deliveryId;
      const delivery = await loadDeliveryOf(deps.store, { partnerId: callingPartner(c), id });
      if (!delivery) return refuse(c, { kind: "not_found" });
      const log = await listAttempts(deps.store, id);
      return c.json(present(deliveryWithAttemptsView, { ...delivery, log }), 200);
    })
    .openapi(replayRoute, async (c) => {
      const input = { partnerId: callingPartner(c), deliveryId: c.req.valid("param").deliveryId };
      const done = await replayDelivery(deps, commandFrom(c, input), input);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(deliveryView, done.value.value), 200);
    })
    .openapi(pollRoute, async (c) => {
      const partnerId = callingPartner(c);
      const { limit, cursor, since } = c.req.valid("query");
      const scope = `events:${partnerId}`;
      const after = sortKeyOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const from = since === undefined ? {} : { from: since };
      const page = await listMessages(deps.store, { partnerId, limit, after, ...from });
      const until: Instant = addMs(c.var.platform.clock.business(), -POLL_LAG_MS);
      const items = page.messages.filter(({ at }) => at <= until);
      const next = items.length === page.messages.length ? page.next : undefined;
      return c.json(present(pageOf(messageView), { items, ...nextAfter(c, scope, next) }), 200);
    });
