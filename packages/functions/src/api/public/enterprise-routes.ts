import { applicationTasks } from "@firstlot/core/enterprise/application-tasks";
import { applyForVerification } from "@firstlot/core/enterprise/apply-for-verification";
import { changePayoutAccount } from "@firstlot/core/enterprise/change-payout-account";
import { type Enterprise, PEOPLE_MAX, profileDraftSchema } from "@firstlot/core/enterprise/enterprise";
import type { EnterpriseDeps } from "@firstlot/core/enterprise/enterprise-deps";
import { namedPersonSchema } from "@firstlot/core/enterprise/enterprise-people";
import { loadEnterprise } from "@firstlot/core/enterprise/enterprise-store";
import { namedAccountSchema } from "@firstlot/core/enterprise/payout-account";
import { loadPayoutAccount } from "@firstlot/core/enterprise/payout-account-store";
import { editApplication, startApplication } from "@firstlot/core/enterprise/write-application";
import { enterpriseIdSchema } from "@firstlot/core/identity/actor";
import { appeal } from "@firstlot/core/review/appeal-case";
import type { ReviewDeps } from "@firstlot/core/review/work-case";
import { z } from "@hono/zod-openapi";
import { actingPerson } from "../acting-person.ts";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import {
  enterpriseOf,
  enterpriseRowOf,
  enterpriseRowView,
  enterpriseView,
  payoutAccountOf,
  payoutAccountView,
} from "../enterprise-views.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present, versionTag } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare, editHeaders, versionOf } from "../route.ts";

/** What the routes of enterprises need. */
export interface EnterpriseRouteDeps {
  readonly enterprise: EnterpriseDeps;
  readonly review: ReviewDeps;
}

const params = z.object({ enterpriseId: enterpriseIdSchema });
const tags = ["enterprise"];
const answers = { 200: json(enterpriseView, "The enterprise"), ...problems } as const;

const startRoute = declare({
  method: "post",
  path: "/enterprises",
  operationId: "startApplication",
  tags,
  summary: "Begin the file of an enterprise; who begins it is its first owner",
  "x-permission": "enterprise.start",
  request: { headers: commandHeaders, body: body(z.strictObject({ profile: profileDraftSchema })) },
  responses: { ...answers, 201: json(enterpriseView, "The new file") },
});

const listRoute = declare({
  method: "get",
  path: "/enterprises",
  operationId: "listOwnEnterprises",
  tags,
  summary: "The enterprises that one belongs to",
  "x-permission": "enterprise.list-own",
  responses: { 200: json(z.object({ items: z.array(enterpriseRowView) }), "All of them"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}",
  operationId: "readEnterprise",
  tags,
  summary: "The file with its payout account",
  "x-permission": "enterprise.read",
  request: { params },
  responses: answers,
});

const taskView = z.object({ pointer: z.string(), code: z.string(), detail: z.string() });
const tasksRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}/tasks",
  operationId: "listApplicationTasks",
  tags,
  summary: "What is missing before the enterprise can apply",
  "x-permission": "enterprise.read",
  request: { params },
  responses: { 200: json(z.object({ items: z.array(taskView) }), "What is missing"), ...problems },
});

const editRoute = declare({
  method: "put",
  path: "/enterprises/{enterpriseId}/application",
  operationId: "editApplication",
  tags,
  summary: "Replace what the applicant says of the enterprise and its people",
  "x-permission": "enterprise.edit",
  request: {
    params,
    headers: editHeaders,
    body: body(
      z.strictObject({ profile: profileDraftSchema, people: z.array(namedPersonSchema).max(PEOPLE_MAX) }),
    ),
  },
  responses: answers,
});

const applyRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/apply",
  operationId: "applyForVerification",
  tags,
  summary: "Hand the file in for review, or answer a requested change",
  "x-permission": "enterprise.apply",
  request: { params, headers: commandHeaders.extend(editHeaders.partial().shape) },
  responses: answers,
});

const appealRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/appeal",
  operationId: "appealEnterprise",
  tags,
  summary: "Ask once for another look at a rejection, by other persons",
  "x-permission": "enterprise.appeal",
  request: { params, headers: commandHeaders },
  responses: answers,
});

const accountRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/payout-account",
  operationId: "changePayoutAccount",
  tags,
  summary: "Name the payout account; a change waits 72 hours and for the bank's name check",
  "x-permission": "enterprise.change-payout-account",
  request: { params, headers: commandHeaders, body: body(namedAccountSchema) },
  responses: { 200: json(payoutAccountView, "The account"), ...problems },
});

/** Applicants and members: the file of their enterprise. */
export function enterpriseRoutes({ enterprise: deps, review }: EnterpriseRouteDeps) {
  const shown = async (c: ApiContext, enterprise: Enterprise) => {
    versionTag(c, enterprise);
    return present(enterpriseView, await enterpriseOf(deps.store, c.var.principal, enterprise));
  };
  return router()
    .openapi(startRoute, async (c) => {
      const { profile } = c.req.valid("json");
      const done = await startApplication(deps, commandFrom(c, { profile }), {
        by: actingPerson(c),
        profile,
      });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(await shown(c, done.value.value), done.value.replayed ? 200 : 201);
    })
    .openapi(listRoute, async (c) => {
      const { memberships } = actingPerson(c);
      const rows = await Promise.all(
        memberships.map(async ({ enterpriseId, role }) => {
          const enterprise = await loadEnterprise(deps.store, enterpriseId);
          return enterprise === undefined ? [] : [enterpriseRowOf(enterprise, role)];
        }),
      );
      return c.json({ items: rows.flat().map((row) => present(enterpriseRowView, row)) }, 200);
    })
    .openapi(readRoute, async (c) => {
      const enterprise = await loadEnterprise(deps.store, c.req.valid("param").enterpriseId);
      return enterprise === undefined
        ? refuse(c, { kind: "not_found" })
        : c.json(await shown(c, enterprise), 200);
    })
    .openapi(tasksRoute, async (c) => {
      const { enterpriseId } = c.req.valid("param");
      const enterprise = await loadEnterprise(deps.store, enterpriseId);
      if (enterprise === undefined) return refuse(c, { kind: "not_found" });
      const account = await loadPayoutAccount(deps.store, enterpriseId);
      return c.json({ items: [...(await applicationTasks(deps, enterprise, account))] }, 200);
    })
    .openapi(editRoute, async (c) => {
      const { enterpriseId } = c.req.valid("param");
      const said = c.req.valid("json");
      const done = await editApplication(deps, commandFrom(c, said), {
        by: actingPerson(c).userId,
        enterpriseId,
        version: versionOf(c.req.valid("header")["if-match"]),
        ...said,
      });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(await shown(c, done.value.value), 200);
    })
    .openapi(applyRoute, async (c) => {
      const { enterpriseId } = c.req.valid("param");
      const read = c.req.valid("header")["if-match"];
      const done = await applyForVerification(deps, commandFrom(c, {}), {
        by: actingPerson(c).userId,
        enterpriseId,
        version: read === undefined ? undefined : versionOf(read),
      });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(await shown(c, done.value.value), 200);
    })
    .openapi(appealRoute, async (c) => {
      const { enterpriseId } = c.req.valid("param");
      const enterprise = await loadEnterprise(deps.store, enterpriseId);
      if (enterprise === undefined) return refuse(c, { kind: "not_found" });
      if (enterprise.status === "draft") return refuse(c, { kind: "enterprise_not_in_state" });
      const done = await appeal(review, commandFrom(c, {}), { caseId: enterprise.caseId, enterpriseId });
      if (!done.ok) return refuse(c, done.error);
      const now = await loadEnterprise(deps.store, enterpriseId);
      return now === undefined ? refuse(c, { kind: "not_found" }) : c.json(await shown(c, now), 200);
    })
    .openapi(accountRoute, async (c) => {
      const { enterpriseId } = c.req.valid("param");
      const account = c.req.valid("json");
      const done = await changePayoutAccount(deps, commandFrom(c, account), {
        by: actingPerson(c).userId,
        enterpriseId,
        account,
      });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(payoutAccountView, payoutAccountOf(done.value.value)), 200);
    });
}
