import { listQuarantined, quarantineIdSchema } from "@firstlot/core/bank/quarantine";
import { confirmQuarantineClosing, proposeQuarantineClosing } from "@firstlot/core/bank/resolve-quarantine";
import type { Store } from "@firstlot/core/kernel/store";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present } from "../respond.ts";
import { commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";
import { nextAfter, sortKeyOf } from "../sort-cursor.ts";
import { decidingPerson } from "./deciding-person.ts";
import { quarantinedView } from "./reconciliation-views.ts";

const tags = ["breaks"];
const note = z.string().min(1).max(500);

const quarantineRoute = declare({
  method: "get",
  path: "/quarantine",
  operationId: "listQuarantined",
  tags,
  summary: "Words of banks that were not applied",
  "x-permission": "recon.read",
  request: { query: pageQuery.extend({ status: z.enum(["open", "proposed", "closed"]).default("open") }) },
  responses: { 200: json(pageOf(quarantinedView), "Oldest first"), ...problems },
});
const quarantineParams = z.object({ quarantineId: quarantineIdSchema });
const proposeClosingRoute = declare({
  method: "post",
  path: "/quarantine/{quarantineId}/propose-closing",
  operationId: "proposeQuarantineClosing",
  tags,
  summary: "Say what was found out; another person closes it",
  "x-permission": "recon.propose-resolution",
  request: { params: quarantineParams, headers: commandHeaders, body: body(z.strictObject({ note })) },
  responses: { 200: json(quarantinedView, "The message"), ...problems },
});
const closeRoute = declare({
  method: "post",
  path: "/quarantine/{quarantineId}/close",
  operationId: "closeQuarantined",
  tags,
  summary: "Close what another person found out",
  "x-permission": "recon.confirm-resolution",
  request: { params: quarantineParams, headers: commandHeaders },
  responses: { 200: json(quarantinedView, "The message"), ...problems },
});

/** Words of banks that contradict the books, closed by two persons. */
export const quarantineRoutes = (deps: { readonly store: Store }) =>
  router()
    .openapi(quarantineRoute, async (c) => {
      const { limit, cursor, status } = c.req.valid("query");
      const scope = `quarantine:${status}`;
      const after = sortKeyOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listQuarantined(deps.store, { status, limit, after });
      const found = { items: page.quarantined, ...nextAfter(c, scope, page.next) };
      return c.json(present(pageOf(quarantinedView), found), 200);
    })
    .openapi(proposeClosingRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      const command = commandFrom(c, input);
      const done = await proposeQuarantineClosing(deps, command, { ...input, by: decidingPerson(c) });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(quarantinedView, done.value.value), 200);
    })
    .openapi(closeRoute, async (c) => {
      const input = c.req.valid("param");
      const command = commandFrom(c, input);
      const done = await confirmQuarantineClosing(deps, command, { ...input, by: decidingPerson(c) });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(quarantinedView, done.value.value), 200);
    });
