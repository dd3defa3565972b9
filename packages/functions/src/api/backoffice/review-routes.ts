import type { UserPrincipal } from "@firstlot/core/identity/actor";
import { invariant } from "@firstlot/core/kernel/invariant";
import { approveConclusion, returnToAnalyst } from "@firstlot/core/review/decide-case";
import type { StepDeps } from "@firstlot/core/review/run-step";
import { STEP_KINDS } from "@firstlot/core/review/step";
import {
  claimCase,
  concludeCase,
  type ReviewDeps,
  recordStep,
  requestChange,
  rerunStep,
} from "@firstlot/core/review/work-case";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare } from "../route.ts";
import { reviewReadRoutes } from "./review-read-routes.ts";
import { caseView } from "./review-views.ts";

const caseParams = z.object({ caseId: z.string().max(40) });
const reasonCodes = z.array(z.string().regex(/^[a-z][a-z0-9_]{1,60}$/)).max(10);
const stepKind = z.enum(STEP_KINDS);
const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { "application/json": { schema } },
});
const body = <T extends z.ZodType>(schema: T) => ({
  required: true,
  content: { "application/json": { schema } },
});
const caseAnswer = { 200: json(caseView, "The case"), ...problems } as const;

/** Reviewers are always persons: the guard has refused everybody else. */
function reviewer(c: ApiContext): UserPrincipal {
  const { principal } = c.var;
  invariant(principal.kind === "user", "a reviewer is a person");
  return principal;
}

const act = <const P extends string>(name: string, path: P, permission: "review.claim" | "review.approve") =>
  declare({
    method: "post",
    path: `/review/cases/{caseId}/${path}`,
    operationId: name,
    tags: ["review"],
    "x-permission": permission,
    request: { params: caseParams, headers: commandHeaders },
    responses: caseAnswer,
  });
const claimRoute = act("claimCase", "claim", "review.claim");
const approveRoute = act("approveCase", "approve", "review.approve");

const recordRoute = declare({
  method: "post",
  path: "/review/cases/{caseId}/steps/{step}/result",
  operationId: "recordStep",
  tags: ["review"],
  "x-permission": "review.record-step",
  request: {
    params: caseParams.extend({ step: stepKind }),
    headers: commandHeaders,
    body: body(
      z.strictObject({
        outcome: z.enum(["passed", "warned", "failed"]),
        note: z.string().min(1).max(2_000),
        evidence: z
          .array(z.strictObject({ id: z.string().max(40), sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
          .max(20),
      }),
    ),
  },
  responses: caseAnswer,
});

const rerunRoute = declare({
  method: "post",
  path: "/review/cases/{caseId}/steps/{step}/rerun",
  operationId: "rerunStep",
  tags: ["review"],
  "x-permission": "review.rerun-step",
  request: { params: caseParams.extend({ step: stepKind }), headers: commandHeaders },
  responses: caseAnswer,
});

const requestRoute = declare({
  method: "post",
  path: "/review/cases/{caseId}/request-change",
  operationId: "requestChange",
  tags: ["review"],
  "x-permission": "review.request-change",
  request: {
    params: caseParams,
    headers: commandHeaders,
    body: body(z.strictObject({ reasonCodes: reasonCodes.min(1), message: z.string().min(1).max(2_000) })),
  },
  responses: caseAnswer,
});

const concludeRoute = declare({
  method: "post",
  path: "/review/cases/{caseId}/conclude",
  operationId: "concludeCase",
  tags: ["review"],
  "x-permission": "review.conclude",
  request: {
    params: caseParams,
    headers: commandHeaders,
    body: body(
      z.strictObject({
        verdict: z.enum(["approve", "reject"]),
        note: z.string().min(1).max(2_000),
        reasonCodes,
      }),
    ),
  },
  responses: caseAnswer,
});

const returnRoute = declare({
  method: "post",
  path: "/review/cases/{caseId}/return",
  operationId: "returnCase",
  tags: ["review"],
  "x-permission": "review.approve",
  request: {
    params: caseParams,
    headers: commandHeaders,
    body: body(z.strictObject({ reason: z.string().min(1).max(2_000) })),
  },
  responses: caseAnswer,
});

/** The review desk: queue, case, steps, decision by two persons, replay. */
export const reviewRoutes = (deps: ReviewDeps & StepDeps) =>
  router().route("/", acts(deps)).route("/", reviewReadRoutes(deps));

const acts = (deps: ReviewDeps) => {
  type Acted = Awaited<ReturnType<typeof claimCase>>;
  const answer = (c: ApiContext, done: Acted) => {
    if (!done.ok) return refuse(c, done.error);
    commandAnswer(c, done.value);
    return c.json(present(caseView, done.value.value), 200);
  };
  return router()
    .openapi(claimRoute, async (c) => {
      const { caseId } = c.req.valid("param");
      return answer(c, await claimCase(deps, commandFrom(c, { caseId }), { caseId, by: reviewer(c) }));
    })
    .openapi(recordRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      return answer(c, await recordStep(deps, commandFrom(c, input), { ...input, by: reviewer(c) }));
    })
    .openapi(rerunRoute, async (c) => {
      const input = c.req.valid("param");
      return answer(c, await rerunStep(deps, commandFrom(c, input), { ...input, by: reviewer(c) }));
    })
    .openapi(requestRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      return answer(c, await requestChange(deps, commandFrom(c, input), { ...input, by: reviewer(c) }));
    })
    .openapi(concludeRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      return answer(c, await concludeCase(deps, commandFrom(c, input), { ...input, by: reviewer(c) }));
    })
    .openapi(approveRoute, async (c) => {
      const { caseId } = c.req.valid("param");
      return answer(
        c,
        await approveConclusion(deps, commandFrom(c, { caseId }), { caseId, by: reviewer(c) }),
      );
    })
    .openapi(returnRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      return answer(c, await returnToAnalyst(deps, commandFrom(c, input), { ...input, by: reviewer(c) }));
    });
};
