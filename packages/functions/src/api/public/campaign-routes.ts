// Long because every act on a campaign is declared here, next to its handler: one room for one lifecycle.
import type { CampaignDeps } from "@firstlot/core/campaign/campaign-deps";
import { listCampaignsByEnterprise } from "@firstlot/core/campaign/campaign-store";
import { type Asked, type CampaignOutcome, findCampaign } from "@firstlot/core/campaign/change-campaign";
import { publish, schedule } from "@firstlot/core/campaign/publish-campaign";
import { cancelByEnterprise } from "@firstlot/core/campaign/run-campaign";
import { submit, withdrawToDraft } from "@firstlot/core/campaign/submit-campaign";
import { archiveDraft, copyToDraft, createDraft, editDraft } from "@firstlot/core/campaign/write-campaign";
import { type EnterpriseId, type EnterpriseRole, enterpriseIdSchema } from "@firstlot/core/identity/actor";
import type { Permission } from "@firstlot/core/identity/permission-table";
import { membershipStillHeld } from "@firstlot/core/identity/still-held";
import type { Command, Done } from "@firstlot/core/kernel/command";
import { instantSchema } from "@firstlot/core/kernel/instant";
import { invariant } from "@firstlot/core/kernel/invariant";
import type { Writes } from "@firstlot/core/kernel/store";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { campaignOf, campaignRowView, campaignView, explained, termsInput } from "../campaign-views.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, nextOf, positionOf, present, versionTag } from "../respond.ts";
import {
  type ApiContext,
  commandFrom,
  commandHeaders,
  declare,
  editHeaders,
  pageOf,
  pageQuery,
  versionOf,
} from "../route.ts";

const params = z.object({ enterpriseId: enterpriseIdSchema });
const campaignParams = params.extend({ campaignId: z.string().max(40) });
const termsBody = z.strictObject({ terms: termsInput });
const answers = {
  200: json(campaignView, "The campaign; for a retry as it is now"),
  ...problems,
} as const;
const created = { 201: json(campaignView, "The draft"), ...answers } as const;

const createRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/campaigns",
  operationId: "createCampaign",
  tags: ["campaigns"],
  summary: "Start a draft",
  "x-permission": "campaign.create",
  request: { params, headers: commandHeaders, body: body(termsBody) },
  responses: created,
});

const listRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}/campaigns",
  operationId: "listEnterpriseCampaigns",
  tags: ["campaigns"],
  summary: "The enterprise's campaigns, newest first",
  "x-permission": "campaign.list-own",
  request: { params, query: pageQuery },
  responses: { 200: json(pageOf(campaignRowView), "A page of campaigns"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}/campaigns/{campaignId}",
  operationId: "readEnterpriseCampaign",
  tags: ["campaigns"],
  summary: "A campaign with its tasks",
  "x-permission": "campaign.read",
  request: { params: campaignParams },
  responses: { 200: json(campaignView, "The campaign"), ...problems },
});

const editRoute = declare({
  method: "put",
  path: "/enterprises/{enterpriseId}/campaigns/{campaignId}/terms",
  operationId: "editCampaignTerms",
  tags: ["campaigns"],
  summary: "Replace the terms of a draft, or after a requested change",
  "x-permission": "campaign.edit",
  request: { params: campaignParams, headers: editHeaders, body: body(termsBody) },
  responses: answers,
});

const copyRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/campaigns/{campaignId}/copy",
  operationId: "copyCampaign",
  tags: ["campaigns"],
  summary: "Start a draft with another campaign's terms",
  "x-permission": "campaign.create",
  request: { params: campaignParams, headers: commandHeaders },
  responses: created,
});

const scheduleRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/campaigns/{campaignId}/schedule",
  operationId: "scheduleCampaign",
  tags: ["campaigns"],
  summary: "Set when an approved campaign goes live",
  "x-permission": "campaign.schedule",
  request: {
    params: campaignParams,
    headers: commandHeaders,
    body: body(z.strictObject({ publishAt: instantSchema })),
  },
  responses: answers,
});

const act = <const N extends string>(act: {
  name: N;
  operationId: string;
  summary: string;
  permission: Permission;
}) =>
  declare({
    method: "post",
    path: `/enterprises/{enterpriseId}/campaigns/{campaignId}/${act.name}`,
    operationId: act.operationId,
    tags: ["campaigns"],
    summary: act.summary,
    "x-permission": act.permission,
    request: { params: campaignParams, headers: commandHeaders },
    responses: answers,
  });

const submitRoute = act({
  name: "submit",
  operationId: "submitCampaign",
  summary: "Hand it to the review; after a requested change the same case goes on",
  permission: "campaign.submit",
});
const withdrawRoute = act({
  name: "withdraw",
  operationId: "withdrawCampaign",
  summary: "Take it back to a draft before it is public; an approval is lost",
  permission: "campaign.withdraw",
});
const archiveRoute = act({
  name: "archive",
  operationId: "archiveCampaign",
  summary: "Put a draft away for good",
  permission: "campaign.archive",
});
const publishRoute = act({
  name: "publish",
  operationId: "publishCampaign",
  summary: "Make an approved campaign live now",
  permission: "campaign.publish",
});
const cancelRoute = act({
  name: "cancel",
  operationId: "cancelCampaign",
  summary: "Give a live campaign up; every backer gets everything back",
  permission: "campaign.cancel",
});

/** Owners and editors act on campaigns; that the caller still is one holds in the commit too. */
const stillMember = (
  c: ApiContext,
  enterpriseId: EnterpriseId,
  roles: readonly [EnterpriseRole, ...EnterpriseRole[]],
): Writes => {
  const { principal } = c.var;
  invariant(principal.kind === "user", "a member is a person");
  return { member: membershipStillHeld({ userId: principal.userId, enterpriseId, roles }) };
};
const WRITERS = ["owner", "editor"] as const;
const OWNERS = ["owner"] as const;

/** The campaigns of an enterprise, as its members write, submit, publish and cancel them. */
export const campaignRoutes = (deps: CampaignDeps) =>
  router().route("/", writing(deps)).route("/", acts(deps));

const answer = (c: ApiContext, outcome: CampaignOutcome) => {
  if (!outcome.ok) return refuse(c, explained(outcome.error));
  commandAnswer(c, outcome.value);
  return c.json(present(campaignView, campaignOf(outcome.value.value, c.var.platform.clock.business())), 200);
};

const draftAnswer = (c: ApiContext, outcome: CampaignOutcome) => {
  if (!outcome.ok) return refuse(c, explained(outcome.error));
  commandAnswer(c, outcome.value);
  const view = present(campaignView, campaignOf(outcome.value.value, c.var.platform.clock.business()));
  return c.json(view, outcome.value.replayed ? 200 : 201);
};

const writing = (deps: CampaignDeps) =>
  router()
    .openapi(createRoute, async (c) => {
      const { enterpriseId } = c.req.valid("param");
      const { terms } = c.req.valid("json");
      const guards = stillMember(c, enterpriseId, WRITERS);
      const command = commandFrom(c, { enterpriseId, terms });
      return draftAnswer(c, await createDraft(deps, command, { enterpriseId, terms, guards }));
    })
    .openapi(copyRoute, async (c) => {
      const asked = c.req.valid("param");
      const guards = stillMember(c, asked.enterpriseId, WRITERS);
      return draftAnswer(c, await copyToDraft(deps, commandFrom(c, asked), { ...asked, guards }));
    })
    .openapi(editRoute, async (c) => {
      const asked = c.req.valid("param");
      const { terms } = c.req.valid("json");
      const ifVersion = versionOf(c.req.valid("header")["if-match"]);
      const guards = stillMember(c, asked.enterpriseId, WRITERS);
      const command = commandFrom(c, { ...asked, terms });
      return answer(c, await editDraft(deps, command, { ...asked, ifVersion, terms, guards }));
    })
    .openapi(listRoute, async (c) => {
      const { enterpriseId } = c.req.valid("param");
      const { limit, cursor } = c.req.valid("query");
      const scope = `campaigns-of:${enterpriseId}`;
      const after = positionOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listCampaignsByEnterprise(deps.store, { enterpriseId, limit, after });
      c.header("Cache-Control", "no-store");
      return c.json(
        present(pageOf(campaignRowView), { items: page.items, ...nextOf(c, scope, page.next) }),
        200,
      );
    })
    .openapi(readRoute, async (c) => {
      const found = await findCampaign(deps.store, c.req.valid("param"));
      if (!found.ok) return refuse(c, found.error);
      versionTag(c, found.value);
      c.header("Cache-Control", "no-store");
      return c.json(present(campaignView, campaignOf(found.value, c.var.platform.clock.business())), 200);
    });

type Act = (deps: CampaignDeps, command: Command, asked: Asked) => Promise<CampaignOutcome>;

const acts = (deps: CampaignDeps) => {
  const run = async (
    c: ApiContext,
    asked: { enterpriseId: EnterpriseId; campaignId: string },
    { use, roles }: { use: Act; roles: readonly [EnterpriseRole, ...EnterpriseRole[]] },
  ) => {
    const guards = stillMember(c, asked.enterpriseId, roles);
    return answer(c, await use(deps, commandFrom(c, asked), { ...asked, guards }));
  };
  return router()
    .openapi(submitRoute, (c) => run(c, c.req.valid("param"), { use: submit, roles: WRITERS }))
    .openapi(withdrawRoute, (c) => run(c, c.req.valid("param"), { use: withdrawToDraft, roles: OWNERS }))
    .openapi(archiveRoute, (c) => run(c, c.req.valid("param"), { use: archiveDraft, roles: OWNERS }))
    .openapi(publishRoute, (c) => run(c, c.req.valid("param"), { use: publishNow, roles: WRITERS }))
    .openapi(cancelRoute, (c) => run(c, c.req.valid("param"), { use: cancelByEnterprise, roles: OWNERS }))
    .openapi(scheduleRoute, async (c) => {
      const asked = c.req.valid("param");
      const { publishAt } = c.req.valid("json");
      const guards = stillMember(c, asked.enterpriseId, WRITERS);
      const command = commandFrom(c, { ...asked, publishAt });
      return answer(c, await schedule(deps, command, { ...asked, publishAt, guards }));
    });
};

/** Scheduling for now and going live: a retry finds the first done and goes on with the second. */
const publishNow: Act = async (deps, command, asked): Promise<CampaignOutcome> => {
  const scheduled = await schedule(deps, command, { ...asked, publishAt: command.now });
  if (!scheduled.ok) return scheduled;
  if (scheduled.value.value.status !== "scheduled") return scheduled;
  const live = await publish(deps, command, asked);
  if (!live.ok) return live;
  const done: Done<typeof live.value> = { value: live.value, replayed: scheduled.value.replayed };
  return { ok: true, value: done };
};
