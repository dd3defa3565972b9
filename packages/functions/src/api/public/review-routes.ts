import { enterpriseIdSchema } from "@firstlot/core/identity/actor";
import { appeal } from "@firstlot/core/review/appeal-case";
import { caseIdSchema, type ReviewCase } from "@firstlot/core/review/review-case";
import { listCasesOf, loadCase } from "@firstlot/core/review/review-store";
import type { ReviewDeps } from "@firstlot/core/review/work-case";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { json } from "../content.ts";
import { applicantCaseRowView, applicantCaseView, ownCaseOf, ownCaseRowOf } from "../own-case.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, nextOf, positionOf, present, versionTag } from "../respond.ts";
import { commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";

const params = z.object({ enterpriseId: enterpriseIdSchema, caseId: caseIdSchema });
const answered = { 200: json(applicantCaseView, "The case"), ...problems } as const;

const readRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}/cases/{caseId}",
  operationId: "readOwnCase",
  tags: ["review"],
  summary: "A case about one's enterprise: its steps, what was asked, and the decision with its reasons",
  "x-permission": "review.read-own",
  request: { params },
  responses: answered,
});

const appealRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/cases/{caseId}/appeal",
  operationId: "appealCase",
  tags: ["review"],
  summary: "Ask once for another look at a refusal; other persons decide",
  "x-permission": "enterprise.appeal",
  request: { params, headers: commandHeaders },
  responses: answered,
});

const listRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}/cases",
  operationId: "listOwnCases",
  tags: ["review"],
  summary: "The reviews of one's enterprise, its campaigns and its tranches, newest first",
  "x-permission": "review.read-own",
  request: { params: params.pick({ enterpriseId: true }), query: pageQuery },
  responses: { 200: json(pageOf(applicantCaseRowView), "A page of cases"), ...problems },
});

/** Reviews as their applicants see them. */
export const ownReviewRoutes = (deps: ReviewDeps) => {
  const shown = async (reviewCase: ReviewCase) =>
    present(applicantCaseView, await ownCaseOf(deps.store, reviewCase));
  return router()
    .openapi(listRoute, async (c) => {
      const { enterpriseId } = c.req.valid("param");
      const { limit, cursor } = c.req.valid("query");
      const scope = `cases-of:${enterpriseId}`;
      const after = positionOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listCasesOf(deps.store, { enterpriseId, limit, after });
      const items = await Promise.all(page.items.map((one) => ownCaseRowOf(deps.store, one)));
      c.header("Cache-Control", "no-store");
      return c.json(present(pageOf(applicantCaseRowView), { items, ...nextOf(c, scope, page.next) }), 200);
    })
    .openapi(readRoute, async (c) => {
      const { enterpriseId, caseId } = c.req.valid("param");
      const found = await loadCase(deps.store, caseId);
      if (found?.subject.enterpriseId !== enterpriseId) return refuse(c, { kind: "not_found" });
      versionTag(c, found);
      c.header("Cache-Control", "no-store");
      return c.json(await shown(found), 200);
    })
    .openapi(appealRoute, async (c) => {
      const input = c.req.valid("param");
      const done = await appeal(deps, commandFrom(c, input), input);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(await shown(done.value.value), 200);
    });
};
