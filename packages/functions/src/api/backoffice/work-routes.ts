import type { Store } from "@firstlot/core/kernel/store";
import { retryParked } from "@firstlot/core/work/retry-parked";
import { listParked } from "@firstlot/core/work/run-work";
import { workIdSchema } from "@firstlot/core/work/work-item";
import { workKindSchema } from "@firstlot/core/work/work-kind";
import { listSwitches, setSwitch } from "@firstlot/core/work/work-switch";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { nextOf, positionOf, present } from "../respond.ts";
import { commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";
import { factsSchema } from "../wire.ts";
import { decidingPerson } from "./deciding-person.ts";

const tags = ["work"];

const workView = z
  .object({
    id: z.string(),
    kind: z.string(),
    ref: z.string(),
    data: factsSchema,
    status: z.string(),
    attempt: z.int(),
    dueAt: z.string(),
    parkedAt: z.string().optional(),
    lastError: z.string().optional(),
  })
  .openapi("ParkedWork");

const retryView = z
  .object({
    /** `asked` waits for another person; `released` runs again. */
    status: z.enum(["asked", "released"]),
    item: workView,
  })
  .openapi("WorkRetry");

const switchView = z.object({ kind: workKindSchema, off: z.boolean() }).openapi("WorkSwitch");
const switchesView = z.object({ items: z.array(switchView) });

const parkedRoute = declare({
  method: "get",
  path: "/work/parked",
  operationId: "listParkedWork",
  tags,
  summary: "Work that failed too often and waits for an operator, newest first",
  "x-permission": "work.read",
  request: { query: pageQuery },
  responses: { 200: json(pageOf(workView), "A page of parked work"), ...problems },
});

const retryRoute = declare({
  method: "post",
  path: "/work/parked/{workId}/retry",
  operationId: "retryParkedWork",
  tags,
  summary: "Ask for a retry, or release the one that another person asked for",
  "x-permission": "work.propose-retry",
  request: { params: z.object({ workId: workIdSchema }), headers: commandHeaders },
  responses: { 200: json(retryView, "Asked or released"), ...problems },
});

const switchesRoute = declare({
  method: "get",
  path: "/work/switches",
  operationId: "listWorkSwitches",
  tags,
  summary: "Every kind of work and whether it is stopped",
  "x-permission": "work.read",
  responses: { 200: json(switchesView, "Kinds with their switches"), ...problems },
});

const switchRoute = declare({
  method: "post",
  path: "/work/switches/{kind}",
  operationId: "setWorkSwitch",
  tags,
  summary: "Stop a kind of work or let it go on; its items wait and lose nothing",
  "x-permission": "work.switch",
  request: {
    params: z.object({ kind: workKindSchema }),
    headers: commandHeaders,
    body: body(z.strictObject({ off: z.boolean() })),
  },
  responses: { 200: json(switchView, "The switch"), ...problems },
});

/** Deferred work, as operators look after it. */
export const workRoutes = (deps: { store: Store }) =>
  router()
    .openapi(parkedRoute, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const after = positionOf(c, "parked", cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listParked(deps.store, { limit, after });
      const found = { items: page.items, ...nextOf(c, "parked", page.next) };
      return c.json(present(pageOf(workView), found), 200);
    })
    .openapi(retryRoute, async (c) => {
      const { workId } = c.req.valid("param");
      const { personId } = decidingPerson(c);
      const done = await retryParked(deps, commandFrom(c, { workId }), { id: workId, personId });
      if (!done.ok) return refuse(c, done.error);
      c.header("Cache-Control", "no-store");
      return c.json(present(retryView, done.value), 200);
    })
    .openapi(switchesRoute, async (c) =>
      c.json(present(switchesView, { items: await listSwitches(deps.store) }), 200),
    )
    .openapi(switchRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      const done = await setSwitch(deps, commandFrom(c, input), input);
      if (!done.ok) return refuse(c, done.error);
      c.header("Cache-Control", "no-store");
      return c.json(present(switchView, done.value), 200);
    });
