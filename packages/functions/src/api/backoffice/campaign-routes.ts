import { type CampaignStatus, TRANSITIONS } from "@firstlot/core/campaign/campaign";
import type { CampaignDeps } from "@firstlot/core/campaign/campaign-deps";
import { listCampaignsByStatus } from "@firstlot/core/campaign/campaign-store";
import { type CampaignOutcome, findCampaign } from "@firstlot/core/campaign/change-campaign";
import {
  confirmCancellation,
  pause,
  requestCancellation,
  resume,
} from "@firstlot/core/campaign/run-campaign";
import { enterpriseIdSchema, type StaffRole, type UserPrincipal } from "@firstlot/core/identity/actor";
import type { Permission } from "@firstlot/core/identity/permission-table";
import { roleStillHeld } from "@firstlot/core/identity/still-held";
import { invariant } from "@firstlot/core/kernel/invariant";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { campaignOf, campaignRowView, campaignView, explained } from "../campaign-views.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present, versionTag } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";
import { nextAfter, sortKeyOf } from "../sort-cursor.ts";

const isStatus = (text: string): text is CampaignStatus => Object.hasOwn(TRANSITIONS, text);
const statusSchema = z.string().max(20).refine(isStatus, "a state of a campaign, like live");
const campaignParams = z.object({ campaignId: z.string().max(40) });
const reasonBody = body(z.strictObject({ reason: z.string().trim().min(1).max(500) }));
const answers = { 200: json(campaignView, "The campaign; for a retry as it is now"), ...problems } as const;

const listRoute = declare({
  method: "get",
  path: "/campaigns",
  operationId: "listCampaigns",
  tags: ["campaigns"],
  summary: "Campaigns in one state, longest unchanged first",
  "x-permission": "campaign.list",
  request: { query: pageQuery.extend({ status: statusSchema }) },
  responses: { 200: json(pageOf(campaignRowView), "A page of campaigns"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}/campaigns/{campaignId}",
  operationId: "readCampaign",
  tags: ["campaigns"],
  summary: "A campaign with everything that its enterprise sees",
  "x-permission": "campaign.read",
  request: { params: campaignParams.extend({ enterpriseId: enterpriseIdSchema }) },
  responses: { 200: json(campaignView, "The campaign"), ...problems },
});

const withReason = <const N extends string>(act: {
  name: N;
  operationId: string;
  summary: string;
  permission: Permission;
}) =>
  declare({
    method: "post",
    path: `/campaigns/{campaignId}/${act.name}`,
    operationId: act.operationId,
    tags: ["campaigns"],
    summary: act.summary,
    "x-permission": act.permission,
    request: { params: campaignParams, headers: commandHeaders, body: reasonBody },
    responses: answers,
  });

const plain = <const N extends string>(act: {
  name: N;
  operationId: string;
  summary: string;
  permission: Permission;
}) =>
  declare({
    method: "post",
    path: `/campaigns/{campaignId}/${act.name}`,
    operationId: act.operationId,
    tags: ["campaigns"],
    summary: act.summary,
    "x-permission": act.permission,
    request: { params: campaignParams, headers: commandHeaders },
    responses: answers,
  });

const pauseRoute = withReason({
  name: "pause",
  operationId: "pauseCampaign",
  summary: "Stop new pledges; the clock runs on",
  permission: "campaign.pause",
});
const resumeRoute = plain({
  name: "resume",
  operationId: "resumeCampaign",
  summary: "Let it go on; one whose deadline has passed closes",
  permission: "campaign.resume",
});
const requestRoute = withReason({
  name: "request-cancellation",
  operationId: "requestCancellation",
  summary: "Ask, as the first of two approvers, that it be cancelled",
  permission: "campaign.cancel-by-staff",
});
const confirmRoute = plain({
  name: "confirm-cancellation",
  operationId: "confirmCancellation",
  summary: "Decide, as another person, that it is cancelled; every backer is refunded",
  permission: "campaign.cancel-by-staff",
});

/** The guard has refused everybody who is not staff; that the role is still held is checked in the commit too. */
function staff(
  c: ApiContext,
  role: StaffRole,
): { by: UserPrincipal; guards: { role: ReturnType<typeof roleStillHeld> } } {
  const { principal } = c.var;
  invariant(principal.kind === "user", "staff are persons");
  return { by: principal, guards: { role: roleStillHeld(principal.userId, role) } };
}

const answer = (c: ApiContext, outcome: CampaignOutcome) => {
  if (!outcome.ok) return refuse(c, explained(outcome.error));
  commandAnswer(c, outcome.value);
  return c.json(present(campaignView, campaignOf(outcome.value.value, c.var.platform.clock.business())), 200);
};

/** Campaigns as staff see, pause, resume and cancel them. */
export const staffCampaignRoutes = (deps: CampaignDeps) =>
  router()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, status } = c.req.valid("query");
      const scope = `campaigns:${status}`;
      const after = sortKeyOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listCampaignsByStatus(deps.store, { status, limit, after });
      const items = page.items.map((row) => present(campaignRowView, row));
      return c.json({ items, ...nextAfter(c, scope, page.next) }, 200);
    })
    .openapi(readRoute, async (c) => {
      const found = await findCampaign(deps.store, c.req.valid("param"));
      if (!found.ok) return refuse(c, found.error);
      versionTag(c, found.value);
      c.header("Cache-Control", "no-store");
      return c.json(present(campaignView, campaignOf(found.value, c.var.platform.clock.business())), 200);
    })
    .openapi(pauseRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      const { guards } = staff(c, "operator");
      return answer(c, await pause(deps, commandFrom(c, input), { ...input, guards }));
    })
    .openapi(resumeRoute, async (c) => {
      const input = c.req.valid("param");
      const { guards } = staff(c, "operator");
      return answer(c, await resume(deps, commandFrom(c, input), { ...input, guards }));
    })
    .openapi(requestRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      const { by, guards } = staff(c, "approver");
      const { personId } = by;
      return answer(
        c,
        await requestCancellation(deps, commandFrom(c, input), { ...input, personId, guards }),
      );
    })
    .openapi(confirmRoute, async (c) => {
      const input = c.req.valid("param");
      const { by, guards } = staff(c, "approver");
      const { personId } = by;
      return answer(
        c,
        await confirmCancellation(deps, commandFrom(c, input), { ...input, personId, guards }),
      );
    });
