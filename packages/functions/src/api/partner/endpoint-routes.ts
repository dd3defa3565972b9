import type { Permission } from "@firstlot/core/identity/permission-table";
import { instantSchema } from "@firstlot/core/kernel/instant";
import { createEndpoint, type EndpointDeps, type WithSecret } from "@firstlot/core/webhook/create-endpoint";
import { endpointIdSchema } from "@firstlot/core/webhook/endpoint";
import { listEndpoints, loadEndpoint } from "@firstlot/core/webhook/endpoint-store";
import {
  describeEndpoint,
  pause,
  ping,
  recover,
  requestVerification,
  resume,
  rotate,
} from "@firstlot/core/webhook/manage-endpoint";
import { EVENT_TYPES } from "@firstlot/core/webhook/message";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present, versionTag } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare, editHeaders, versionOf } from "../route.ts";
import { endpointView, endpointWithSecretView } from "../webhook-views.ts";
import { callingPartner } from "./partner-caller.ts";

const params = z.object({ endpointId: endpointIdSchema });
const eventTypes = z.array(z.enum(EVENT_TYPES)).min(1).max(EVENT_TYPES.length);
const description = z.string().max(200);
const tags = ["endpoints"];
const MAY_MANAGE: Permission = "webhook.manage-endpoint";

const listRoute = declare({
  method: "get",
  path: "/endpoints",
  operationId: "listEndpoints",
  tags,
  summary: "Your endpoints",
  "x-permission": "webhook.list-endpoints",
  responses: { 200: json(z.object({ items: z.array(endpointView) }), "All of them"), ...problems },
});

const createRoute = declare({
  method: "post",
  path: "/endpoints",
  operationId: "createEndpoint",
  tags,
  summary: "Register an endpoint",
  description:
    "Its secret is shown once. We then send `endpoint.challenge`; nothing else comes before it is answered.",
  "x-permission": "webhook.create-endpoint",
  request: {
    headers: commandHeaders,
    body: body(
      z.strictObject({ url: z.string().max(500), description: description.default(""), eventTypes }),
    ),
  },
  responses: {
    201: json(endpointWithSecretView, "The endpoint with its secret"),
    200: json(endpointWithSecretView, "The same, for a retry, without the secret"),
    ...problems,
  },
});

const readRoute = declare({
  method: "get",
  path: "/endpoints/{endpointId}",
  operationId: "readEndpoint",
  tags,
  summary: "One endpoint",
  "x-permission": "webhook.manage-endpoint",
  request: { params },
  responses: { 200: json(endpointView, "The endpoint"), ...problems },
});

const describeRoute = declare({
  method: "patch",
  path: "/endpoints/{endpointId}",
  operationId: "describeEndpoint",
  tags,
  summary: "Change what an endpoint receives",
  "x-permission": MAY_MANAGE,
  request: {
    params,
    headers: editHeaders,
    body: body(z.strictObject({ description: description.optional(), eventTypes: eventTypes.optional() })),
  },
  responses: { 200: json(endpointView, "The endpoint"), ...problems },
});

const act = <const N extends string, const P extends string>(
  operationId: N,
  path: P,
  about: { permission: Permission; summary: string },
) =>
  declare({
    method: "post",
    path: `/endpoints/{endpointId}/${path}`,
    operationId,
    tags,
    summary: about.summary,
    "x-permission": about.permission,
    request: { params, headers: commandHeaders },
    responses: { 200: json(endpointView, "The endpoint"), ...problems },
  });
const pauseRoute = act("pauseEndpoint", "pause", {
  permission: MAY_MANAGE,
  summary: "Keep messages, send none",
});
const resumeRoute = act("resumeEndpoint", "resume", {
  permission: MAY_MANAGE,
  summary: "Send again, what was kept first and in sequence",
});
const verifyRoute = act("verifyEndpoint", "verify", {
  permission: MAY_MANAGE,
  summary: "Send the challenge again, also of a disabled endpoint",
});
const pingRoute = act("pingEndpoint", "ping", { permission: "webhook.ping", summary: "Send endpoint.ping" });

const rotateRoute = declare({
  method: "post",
  path: "/endpoints/{endpointId}/secrets",
  operationId: "rotateSecret",
  tags,
  summary: "Make the next secret",
  description: "The old one signs beside it until the overlap ends (1 hour to 30 days).",
  "x-permission": "webhook.rotate-secret",
  request: {
    params,
    headers: commandHeaders,
    body: body(z.strictObject({ overlapHours: z.int().min(1).max(720).default(24) })),
  },
  responses: { 200: json(endpointWithSecretView, "The endpoint with its new secret"), ...problems },
});

const recoverRoute = declare({
  method: "post",
  path: "/endpoints/{endpointId}/recover",
  operationId: "recoverEndpoint",
  tags,
  summary: "Send everything undelivered since a moment, in sequence",
  "x-permission": "webhook.recover",
  request: { params, headers: commandHeaders, body: body(z.strictObject({ since: instantSchema })) },
  responses: { 200: json(endpointView, "The endpoint"), ...problems },
});

const withSecret = ({ endpoint, texts }: WithSecret) =>
  present(endpointWithSecretView, texts === undefined ? endpoint : { ...endpoint, secret: texts });

const HOUR_MS = 3_600_000;
type Managed = Awaited<ReturnType<typeof pause>>;

const input = (c: ApiContext, { endpointId }: z.infer<typeof params>) => ({
  partnerId: callingPartner(c),
  endpointId,
});

const answer = (c: ApiContext, done: Managed) => {
  if (!done.ok) return refuse(c, done.error);
  const { value, replayed } = done.value;
  commandAnswer(c, { value: value.endpoint, replayed });
  return c.json(present(endpointView, value.endpoint), 200);
};

/** Where a bank's messages go. */
export const endpointRoutes = (deps: EndpointDeps) =>
  router().route("/", reads(deps)).route("/", secrets(deps)).route("/", acts(deps));

const reads = (deps: EndpointDeps) =>
  router()
    .openapi(listRoute, async (c) => {
      const items = await listEndpoints(deps.store, callingPartner(c));
      return c.json(present(z.object({ items: z.array(endpointView) }), { items }), 200);
    })
    .openapi(readRoute, async (c) => {
      const id = c.req.valid("param").endpointId;
      const endpoint = await loadEndpoint(deps.store, { partnerId: callingPartner(c), id });
      if (!endpoint) return refuse(c, { kind: "not_found" });
      versionTag(c, endpoint);
      return c.json(present(endpointView, endpoint), 200);
    });

const secrets = (deps: EndpointDeps) =>
  router()
    .openapi(createRoute, async (c) => {
      const wanted = { partnerId: callingPartner(c), ...c.req.valid("json") };
      const done = await createEndpoint(deps, commandFrom(c, wanted), wanted);
      if (!done.ok) return refuse(c, done.error);
      const { value, replayed } = done.value;
      commandAnswer(c, { value: value.endpoint, replayed });
      return c.json(withSecret(value), replayed ? 200 : 201);
    })
    .openapi(rotateRoute, async (c) => {
      const overlapMs = c.req.valid("json").overlapHours * HOUR_MS;
      const wanted = { ...input(c, c.req.valid("param")), overlapMs };
      const done = await rotate(deps, commandFrom(c, wanted), wanted);
      if (!done.ok) return refuse(c, done.error);
      const { value, replayed } = done.value;
      commandAnswer(c, { value: value.endpoint, replayed });
      return c.json(withSecret(value), 200);
    });

const acts = (deps: EndpointDeps) =>
  router()
    .openapi(describeRoute, async (c) => {
      const version = versionOf(c.req.valid("header")["if-match"]);
      const wanted = { ...input(c, c.req.valid("param")), ...c.req.valid("json"), version };
      return answer(c, await describeEndpoint(deps, commandFrom(c, wanted), wanted));
    })
    .openapi(pauseRoute, async (c) => {
      const wanted = input(c, c.req.valid("param"));
      return answer(c, await pause(deps, commandFrom(c, wanted), wanted));
    })
    .openapi(resumeRoute, async (c) => {
      const wanted = input(c, c.req.valid("param"));
      return answer(c, await resume(deps, commandFrom(c, wanted), wanted));
    })
    .openapi(verifyRoute, async (c) => {
      const wanted = input(c, c.req.valid("param"));
      return answer(c, await requestVerification(deps, commandFrom(c, wanted), wanted));
    })
    .openapi(pingRoute, async (c) => {
      const wanted = input(c, c.req.valid("param"));
      return answer(c, await ping(deps, commandFrom(c, wanted), wanted));
    })
    .openapi(recoverRoute, async (c) => {
      const wanted = { ...input(c, c.req.valid("param")), ...c.req.valid("json") };
      return answer(c, await recover(deps, commandFrom(c, wanted), wanted));
    });
