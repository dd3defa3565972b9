import { enterpriseIdSchema } from "@firstlot/core/identity/actor";
import { appeal } from "@firstlot/core/review/appeal-case";
import { policyOf } from "@firstlot/core/review/policies";
import { caseIdSchema, type ReviewCase } from "@firstlot/core/review/review-case";
import { loadCase } from "@firstlot/core/review/review-store";
import type { ReviewDeps } from "@firstlot/core/review/work-case";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { applicantCaseView, forApplicant } from "../backoffice/review-views.ts";
import { json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present, versionTag } from "../respond.ts";
import { commandFrom, commandHeaders, declare } from "../route.ts";

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

const shown = (reviewCase: ReviewCase) =>
  present(applicantCaseView, forApplicant(reviewCase, policyOf(reviewCase.policy).notChecked));

/** Reviews as their applicants see them. */
export const ownReviewRoutes = (deps: ReviewDeps) =>
  router()
    .openapi(readRoute, async (c) => {
      const { enterpriseId, caseId } = c.req.valid("param");
      const found = await loadCase(deps.store, caseId);
      if (found?.subject.enterpriseId !== enterpriseId) return refuse(c, { kind: "not_found" });
      versionTag(c, found);
      c.header("Cache-Control", "no-store");
      return c.json(shown(found), 200);
    })
    .openapi(appealRoute, async (c) => {
      const input = c.req.valid("param");
      const done = await appeal(deps, commandFrom(c, input), input);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(shown(done.value.value), 200);
    });
