import { confirmDecision, dropDecision, requestDecision } from "@firstlot/core/bank/decide-instruction";
import { instructionIdSchema } from "@firstlot/core/bank/instruction";
import { listInstructions, loadInstruction } from "@firstlot/core/bank/instruction-store";
import { partnerIdSchema } from "@firstlot/core/identity/actor";
import type { Store } from "@firstlot/core/kernel/store";
import { currencySchema } from "@firstlot/core/money/currency";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { instructionBoardView } from "../bank-views.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present, versionTag } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";
import { nextAfter, sortKeyOf } from "../sort-cursor.ts";
import { decidingPerson } from "./deciding-person.ts";

const params = z.object({ instructionId: instructionIdSchema });
const tags = ["instructions"];
const answered = { 200: json(instructionBoardView, "The instruction"), ...problems } as const;

const listRoute = declare({
  method: "get",
  path: "/instructions",
  operationId: "listInstructions",
  tags,
  summary: "Instructions of a bank in one status",
  "x-permission": "settlement.read",
  request: {
    query: pageQuery.extend({
      partnerId: partnerIdSchema,
      status: z
        .enum([
          "created",
          "held",
          "cancelled",
          "sent",
          "accepted",
          "unknown",
          "settled",
          "rejected",
          "returned",
        ])
        .default("created"),
      currency: currencySchema.optional(),
    }),
  },
  responses: { 200: json(pageOf(instructionBoardView), "By currency, oldest first"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/instructions/{instructionId}",
  operationId: "readInstruction",
  tags,
  summary: "One instruction",
  "x-permission": "settlement.read",
  request: { params },
  responses: answered,
});

const askRoute = <const N extends string, const P extends "hold" | "release">(operationId: N, path: P) =>
  declare({
    method: "post",
    path: `/instructions/{instructionId}/${path}`,
    operationId,
    tags,
    summary: `Ask that an instruction be ${path === "hold" ? "held" : "released"}; another person confirms`,
    "x-permission": path === "hold" ? "bank.hold-instruction" : "bank.release-instruction",
    request: {
      params,
      headers: commandHeaders,
      body: body(z.strictObject({ reason: z.string().min(1).max(500) })),
    },
    responses: answered,
  });
const holdRoute = askRoute("holdInstruction", "hold");
const releaseRoute = askRoute("releaseInstruction", "release");

const decideRoute = <const N extends string, const P extends string>(
  operationId: N,
  path: P,
  summary: string,
) =>
  declare({
    method: "post",
    path: `/instructions/{instructionId}/${path}`,
    operationId,
    tags,
    summary,
    "x-permission": "bank.release-instruction",
    request: { params, headers: commandHeaders },
    responses: answered,
  });
const confirmRoute = decideRoute(
  "confirmInstructionRequest",
  "confirm",
  "Confirm what another person asked for",
);
const dropRoute = decideRoute("dropInstructionRequest", "drop", "Take a request back");

type Decided = Awaited<ReturnType<typeof confirmDecision>>;
const answer = (c: ApiContext, done: Decided) => {
  if (!done.ok) return refuse(c, done.error);
  commandAnswer(c, done.value);
  return c.json(present(instructionBoardView, done.value.value), 200);
};

/** The settlements board's instructions: read, hold and release by two persons. */
export const instructionRoutes = (deps: { store: Store }) =>
  router()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, partnerId, status, currency } = c.req.valid("query");
      const scope = `instructions:${partnerId}:${status}:${currency ?? ""}`;
      const after = sortKeyOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const filter = currency === undefined ? {} : { currency };
      const page = await listInstructions(deps.store, { partnerId, status, ...filter, limit, after });
      const found = { items: page.instructions, ...nextAfter(c, scope, page.next) };
      return c.json(present(pageOf(instructionBoardView), found), 200);
    })
    .openapi(readRoute, async (c) => {
      const instruction = await loadInstruction(deps.store, c.req.valid("param").instructionId);
      if (!instruction) return refuse(c, { kind: "not_found" });
      versionTag(c, instruction);
      return c.json(present(instructionBoardView, instruction), 200);
    })
    .openapi(holdRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json"), action: "hold" as const };
      return answer(
        c,
        await requestDecision(deps, commandFrom(c, input), { ...input, by: decidingPerson(c) }),
      );
    })
    .openapi(releaseRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json"), action: "release" as const };
      return answer(
        c,
        await requestDecision(deps, commandFrom(c, input), { ...input, by: decidingPerson(c) }),
      );
    })
    .openapi(confirmRoute, async (c) => {
      const input = c.req.valid("param");
      return answer(
        c,
        await confirmDecision(deps, commandFrom(c, input), { ...input, by: decidingPerson(c) }),
      );
    })
    .openapi(dropRoute, async (c) => {
      const input = c.req.valid("param");
      return answer(c, await dropDecision(deps, commandFrom(c, input), input));
    });
