import { holdByBank, reasonCodeSchema, rejectByBank, releaseByBank } from "@firstlot/core/bank/bank-decision";
import type { ConfirmDeps } from "@firstlot/core/bank/confirm-instruction";
import { instructionIdSchema } from "@firstlot/core/bank/instruction";
import { listInstructions, loadInstruction } from "@firstlot/core/bank/instruction-store";
import { type PartnerRefusal, registerConfirmationKey } from "@firstlot/core/bank/manage-partner";
import { loadPartner } from "@firstlot/core/bank/partner-store";
import type { Permission } from "@firstlot/core/identity/permission-table";
import { currencySchema } from "@firstlot/core/money/currency";
import type { SecretBox } from "@firstlot/core/webhook/secret-box";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { instructionView, partnerView } from "../bank-views.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present, versionTag } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";
import { nextAfter, sortKeyOf } from "../sort-cursor.ts";
import { callingPartner } from "./partner-caller.ts";

const STATUSES = [
  "created",
  "held",
  "cancelled",
  "sent",
  "accepted",
  "unknown",
  "settled",
  "rejected",
  "returned",
] as const;

const listRoute = declare({
  method: "get",
  path: "/instructions",
  operationId: "listInstructions",
  tags: ["instructions"],
  summary: "Your instructions in one status",
  "x-permission": "bank.list-instructions",
  request: {
    query: pageQuery.extend({
      status: z.enum(STATUSES).default("sent"),
      currency: currencySchema.optional(),
    }),
  },
  responses: { 200: json(pageOf(instructionView), "By currency, oldest first"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/instructions/{instructionId}",
  operationId: "readInstruction",
  tags: ["instructions"],
  summary: "An instruction as it stands now",
  "x-permission": "bank.read-instruction",
  request: { params: z.object({ instructionId: instructionIdSchema }) },
  responses: { 200: json(instructionView, "The instruction"), ...problems },
});

const ownRoute = declare({
  method: "get",
  path: "/me",
  operationId: "readOwnPartner",
  tags: ["partner"],
  summary: "What we know of you: calendar, currencies, keys",
  "x-permission": "bank.read-own",
  responses: { 200: json(partnerView, "You"), ...problems },
});

const keyRoute = declare({
  method: "post",
  path: "/confirmation-keys",
  operationId: "registerConfirmationKey",
  tags: ["partner"],
  summary: "Register the next key that you sign with",
  description: "Keys in use are believed until the overlap ends, and refused after.",
  "x-permission": "bank.rotate-key",
  request: {
    headers: commandHeaders,
    body: body(
      z.strictObject({
        key: z.string().max(200).openapi({ example: "whpk_…" }),
        overlapHours: z.int().min(0).max(720).default(24),
      }),
    ),
  },
  responses: { 200: json(partnerView, "With the new key"), ...problems },
});

const reason = z.string().trim().min(1).max(500);
const decisionRoute = <
  const N extends string,
  const P extends "hold" | "release" | "reject",
  const S extends z.ZodType,
>(
  operationId: N,
  path: P,
  about: { summary: string; permission: Permission; schema: S },
) =>
  declare({
    method: "post",
    path: `/instructions/{instructionId}/${path}`,
    operationId,
    tags: ["instructions"],
    summary: about.summary,
    "x-permission": about.permission,
    request: {
      params: z.object({ instructionId: instructionIdSchema }),
      headers: commandHeaders,
      body: body(about.schema),
    },
    responses: { 200: json(instructionView, "The instruction"), ...problems },
  });
const holdRoute = decisionRoute("holdOwnInstruction", "hold", {
  summary: "Keep an instruction that was not sent yet out of the runs, with a reason",
  permission: "bank.hold-own-instruction",
  schema: z.strictObject({ reason }),
});
const releaseRoute = decisionRoute("releaseOwnInstruction", "release", {
  summary: "Let an instruction that you hold go with the next run",
  permission: "bank.release-own-instruction",
  schema: z.strictObject({}),
});
const rejectRoute = decisionRoute("rejectInstruction", "reject", {
  summary: "Say that you will not execute an instruction, with an ISO 20022 reason code",
  permission: "bank.reject-instruction",
  schema: z.strictObject({ code: reasonCodeSchema }),
});

const HOUR_MS = 3_600_000;

type Decided = Awaited<ReturnType<typeof holdByBank>>;
const decisionAnswer = (c: ApiContext, done: Decided) => {
  if (!done.ok) return refuse(c, done.error);
  commandAnswer(c, done.value);
  return c.json(present(instructionView, done.value.value), 200);
};

/** What a bank decides about its instructions; each is the bank's own word, by its machine credentials. */
const decisionRoutes = (deps: ConfirmDeps) =>
  router()
    .openapi(holdRoute, async (c) => {
      const input = { partnerId: callingPartner(c), ...c.req.valid("param"), ...c.req.valid("json") };
      return decisionAnswer(c, await holdByBank(deps, commandFrom(c, input), input));
    })
    .openapi(releaseRoute, async (c) => {
      const input = { partnerId: callingPartner(c), ...c.req.valid("param") };
      return decisionAnswer(c, await releaseByBank(deps, commandFrom(c, input), input));
    })
    .openapi(rejectRoute, async (c) => {
      const input = { partnerId: callingPartner(c), ...c.req.valid("param"), ...c.req.valid("json") };
      return decisionAnswer(c, await rejectByBank(deps, commandFrom(c, input), input));
    });

/** A bank's view of its instructions and of itself. */
export const instructionRoutes = (deps: ConfirmDeps & { box: SecretBox }) =>
  router()
    .route("/", decisionRoutes(deps))
    .openapi(listRoute, async (c) => {
      const partnerId = callingPartner(c);
      const { limit, cursor, status, currency } = c.req.valid("query");
      const scope = `instructions:${partnerId}:${status}:${currency ?? ""}`;
      const after = sortKeyOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const filter = currency === undefined ? {} : { currency };
      const page = await listInstructions(deps.store, { partnerId, status, ...filter, limit, after });
      const answer = { items: page.instructions, ...nextAfter(c, scope, page.next) };
      return c.json(present(pageOf(instructionView), answer), 200);
    })
    .openapi(readRoute, async (c) => {
      const instruction = await loadInstruction(deps.store, c.req.valid("param").instructionId);
      if (instruction?.partnerId !== callingPartner(c)) return refuse(c, { kind: "not_found" });
      versionTag(c, instruction);
      return c.json(present(instructionView, instruction), 200);
    })
    .openapi(ownRoute, async (c) => {
      const partner = await loadPartner(deps.store, callingPartner(c));
      if (!partner) return refuse(c, { kind: "not_found" });
      return c.json(present(partnerView, partner), 200);
    })
    .openapi(keyRoute, async (c) => {
      const { key, overlapHours } = c.req.valid("json");
      const input = { partnerId: callingPartner(c), key, overlapMs: overlapHours * HOUR_MS };
      const done = await registerConfirmationKey(deps, commandFrom(c, input), input);
      if (!done.ok) return refuse(c, done.error satisfies PartnerRefusal);
      commandAnswer(c, done.value);
      return c.json(present(partnerView, done.value.value), 200);
    });
