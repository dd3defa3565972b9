import { nameCheckIdSchema } from "@firstlot/core/bank/name-check-id";
import {
  answerNameQuestion,
  listNameQuestions,
  type NameAnswerEffects,
  nameResultSchema,
  questionKindSchema,
} from "@firstlot/core/bank/name-question";
import type { Store } from "@firstlot/core/kernel/store";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { type AnyRefusal, problems, refuse } from "../problem.ts";
import { nextOf, positionOf, present } from "../respond.ts";
import { commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";
import { callingPartner } from "./partner-caller.ts";

const tags = ["name-checks"];

const questionView = z
  .object({
    id: z.string(),
    kind: questionKindSchema,
    /** The enterprise or the refund whose account it is. */
    about: z.string(),
    account: z.string(),
    name: z.string(),
    askedAt: z.string(),
  })
  .openapi("NameCheck");

const listRoute = declare({
  method: "get",
  path: "/name-checks",
  operationId: "listNameChecks",
  tags,
  summary: "Name checks that your API took and did not answer yet",
  "x-permission": "bank.list-name-checks",
  request: { query: pageQuery },
  responses: { 200: json(pageOf(questionView), "A page of open checks"), ...problems },
});

const answerRoute = declare({
  method: "post",
  path: "/name-checks/{id}/answer",
  operationId: "answerNameCheck",
  tags,
  summary:
    "Say whether the account belongs to the name; the check is closed and its data gone. A check is of one account: where another was named, it is gone too",
  "x-permission": "bank.answer-name-check",
  request: {
    params: z.object({ id: nameCheckIdSchema }),
    headers: commandHeaders,
    body: body(z.strictObject({ result: nameResultSchema })),
  },
  responses: {
    200: json(z.object({ id: z.string(), result: nameResultSchema }), "Taken"),
    ...problems,
  },
});

/** Name checks by a bank's staff. */
export const nameQuestionRoutes = (deps: { store: Store; effects: NameAnswerEffects<AnyRefusal> }) =>
  router()
    .openapi(listRoute, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const partnerId = callingPartner(c);
      const scope = `name-checks:${partnerId}`;
      const after = positionOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listNameQuestions(deps.store, { partnerId, limit, after });
      c.header("Cache-Control", "no-store");
      const items = page.items.map((question) => present(questionView, question));
      return c.json({ items, ...nextOf(c, scope, page.next) }, 200);
    })
    .openapi(answerRoute, async (c) => {
      const { id } = c.req.valid("param");
      const { result } = c.req.valid("json");
      const input = { partnerId: callingPartner(c), id, result };
      const done = await answerNameQuestion(deps, commandFrom(c, input), input);
      if (!done.ok) return refuse(c, done.error);
      if (done.value.replayed) c.header("Idempotency-Replayed", "true");
      return c.json({ id, result }, 200);
    });
