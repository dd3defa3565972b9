import type { UserPrincipal } from "@firstlot/core/identity/actor";
import type { StoredItem } from "@firstlot/core/kernel/store";
import { caseOr404 } from "@firstlot/core/review/change-case";
import { previewExplanation } from "@firstlot/core/review/explain-decision";
import { explanationSchema } from "@firstlot/core/review/explanation";
import { currentPolicy, publishedPolicies } from "@firstlot/core/review/policies";
import { policySchema } from "@firstlot/core/review/policy";
import { replayDecision } from "@firstlot/core/review/replay-decision";
import type { ReviewCase, Subject } from "@firstlot/core/review/review-case";
import { listCases } from "@firstlot/core/review/review-store";
import type { StepDeps } from "@firstlot/core/review/run-step";
import { waitsFor } from "@firstlot/core/review/waiting-on";
import type { ReviewDeps } from "@firstlot/core/review/work-case";
import { z } from "@hono/zod-openapi";
import { actingPerson } from "../acting-person.ts";
import { router } from "../app.ts";
import { json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { nextOf, positionOf, present, versionTag } from "../respond.ts";
import { declare, pageQuery } from "../route.ts";
import { type DeskDeps, deskCaseOf, deskRowsOf } from "./case-desk.ts";
import { deskCaseView, deskPageView } from "./desk-views.ts";

const caseParams = z.object({ caseId: z.string().max(40) });
const tags = ["review"];
const flag = z.enum(["true", "false"]).default("false");

const listRoute = declare({
  method: "get",
  path: "/review/cases",
  operationId: "listCases",
  tags,
  "x-permission": "review.list",
  request: {
    query: pageQuery.extend({
      over: flag,
      kind: z.enum(["enterprise", "campaign", "tranche"]).optional(),
      /** Only cases that wait for the caller; a page may be shorter than asked while there is a next one. */
      mine: flag,
    }),
  },
  responses: { 200: json(deskPageView, "Cases by the time their decision is due"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/review/cases/{caseId}",
  operationId: "readCase",
  tags,
  "x-permission": "review.read",
  request: { params: caseParams },
  responses: { 200: json(deskCaseView, "The case with every run and what happened to it"), ...problems },
});

const previewRoute = declare({
  method: "get",
  path: "/review/cases/{caseId}/explanation",
  operationId: "readExplanationPreview",
  tags,
  summary: "What the applicant would read if the case were decided like this now",
  "x-permission": "review.read",
  request: {
    params: caseParams,
    query: z.object({
      verdict: z.enum(["approve", "reject"]),
      /** Codes that the deciders add, parted by commas. */
      reasonCodes: z
        .string()
        .regex(/^([a-z][a-z0-9_]{1,60})(,[a-z][a-z0-9_]{1,60}){0,9}$/)
        .optional(),
    }),
  },
  responses: {
    200: json(z.strictObject(explanationSchema.shape).openapi("Explanation"), "The explanation"),
    ...problems,
  },
});

const replayRoute = declare({
  method: "get",
  path: "/review/cases/{caseId}/replay",
  operationId: "replayDecision",
  tags,
  "x-permission": "review.replay",
  request: { params: caseParams },
  responses: {
    200: json(
      z
        .object({
          caseId: z.string(),
          steps: z.array(z.object({ step: z.string(), run: z.int(), recomputed: z.boolean() })),
        })
        .openapi("Replay"),
      "Recomputed from evidence bytes, rows and policy version: the same decision",
    ),
    ...problems,
  },
});

const policiesRoute = declare({
  method: "get",
  path: "/review/policies",
  operationId: "listPolicies",
  tags,
  "x-permission": "review.read-policy",
  responses: {
    200: json(
      z.object({ items: z.array(policySchema.extend({ current: z.boolean() })) }).openapi("Policies"),
      "Every published policy",
    ),
    ...problems,
  },
});

/** Reads of one answer at most; a filter that finds little gives a short page and its `next`. */
const READS_MAX = 8;

interface Asked {
  readonly over: boolean;
  readonly kind: Subject["kind"] | undefined;
  readonly mine: boolean;
  readonly limit: number;
  readonly after: StoredItem | undefined;
  readonly by: UserPrincipal;
}

/** A page of the queue, filtered. Each read takes no more than is still missing, so that no case is skipped. */
async function filteredCases(deps: DeskDeps, asked: Asked) {
  const { over, kind, mine, limit, by } = asked;
  const fits = async (reviewCase: ReviewCase): Promise<boolean> => {
    if (kind !== undefined && reviewCase.subject.kind !== kind) return false;
    if (!mine) return true;
    const hasConflict = await deps.hasConflict(by.personId, reviewCase.subject.enterpriseId);
    return waitsFor(reviewCase, { ...by, roles: by.staffRoles, hasConflict });
  };
  const items: ReviewCase[] = [];
  let { after } = asked;
  for (let reads = 0; reads < READS_MAX; reads++) {
    const page = await listCases(deps.store, { over, limit: limit - items.length, after });
    for (const one of page.items) if (await fits(one)) items.push(one);
    after = page.next;
    if (after === undefined || items.length === limit) break;
  }
  return { items, next: after };
}

/** The reads of the review desk: its queue, a case, what a decision would say, its replay, the policies. */
export const reviewReadRoutes = (deps: ReviewDeps & StepDeps) =>
  router()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, kind, ...flags } = c.req.valid("query");
      const over = flags.over === "true";
      const mine = flags.mine === "true";
      const by = actingPerson(c);
      const scope = `cases:${over}:${kind ?? ""}:${mine ? by.userId : ""}`;
      const after = positionOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await filteredCases(deps, { over, kind, mine, limit, after, by });
      const items = await deskRowsOf(deps, page.items, by);
      const asOf = c.var.platform.clock.business();
      return c.json(present(deskPageView, { items, asOf, ...nextOf(c, scope, page.next) }), 200);
    })
    .openapi(readRoute, async (c) => {
      const found = await caseOr404(deps.store, c.req.valid("param").caseId);
      if (!found.ok) return refuse(c, found.error);
      versionTag(c, found.value);
      c.header("Cache-Control", "no-store");
      const shown = await deskCaseOf(deps, found.value, actingPerson(c));
      return c.json(present(deskCaseView, { ...shown, asOf: c.var.platform.clock.business() }), 200);
    })
    .openapi(previewRoute, async (c) => {
      const { caseId } = c.req.valid("param");
      const { verdict, reasonCodes } = c.req.valid("query");
      const now = c.var.platform.clock.business();
      const asked = { caseId, verdict, reasonCodes: reasonCodes?.split(",") ?? [], now };
      const preview = await previewExplanation(deps.store, asked);
      return preview.ok ? c.json(present(explanationSchema, preview.value), 200) : refuse(c, preview.error);
    })
    .openapi(replayRoute, async (c) => {
      const replayed = await replayDecision(deps, c.req.valid("param"));
      if (!replayed.ok) return refuse(c, replayed.error);
      return c.json({ caseId: replayed.value.caseId, steps: [...replayed.value.steps] }, 200);
    })
    .openapi(policiesRoute, (c) =>
      c.json(
        {
          items: publishedPolicies().map((policy) => ({
            ...policy,
            current: currentPolicy(policy.id).version === policy.version,
          })),
        },
        200,
      ),
    );
