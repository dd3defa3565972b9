import { loadCampaign } from "@firstlot/core/campaign/campaign-store";
import { countrySchema } from "@firstlot/core/campaign/presale-terms";
import { enterpriseIdSchema, type Principal } from "@firstlot/core/identity/actor";
import { deliverySchema, loadDelivery, setDelivery } from "@firstlot/core/pledge/delivery";
import { cancelReservation } from "@firstlot/core/pledge/end-pledge";
import { fulfil } from "@firstlot/core/pledge/fulfil-pledge";
import { orderHeapSchema } from "@firstlot/core/pledge/order-heap";
import { type Pledge, pledgeIdSchema } from "@firstlot/core/pledge/pledge";
import { listCampaignPledges, listOwnPledges } from "@firstlot/core/pledge/pledge-list";
import { loadPledge } from "@firstlot/core/pledge/pledge-store";
import { type ReserveDeps, reserve, reserveInputSchema, withPayment } from "@firstlot/core/pledge/reserve";
import { vatOf } from "@firstlot/core/pledge/vat";
import { withdrawOwn } from "@firstlot/core/settlement/withdraw-pledge";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, nextOf, positionOf, present, versionTag } from "../respond.ts";
import { actorOf, commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";
import { moneyInSchema } from "../wire.ts";
import { pledgeOf, pledgeView } from "./pledge-views.ts";

const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { "application/json": { schema } },
});
const body = <T extends z.ZodType>(schema: T) => ({
  required: true,
  content: { "application/json": { schema } },
});
const pledgeParams = z.object({ pledgeId: pledgeIdSchema });
const campaignParams = z.object({ campaignId: z.string().max(40) });
const ofCampaign = z.object({ enterpriseId: enterpriseIdSchema, campaignId: z.string().max(40) });

const reserveRoute = declare({
  method: "post",
  path: "/campaigns/{campaignId}/pledges",
  operationId: "reservePledge",
  tags: ["pledges"],
  summary: "Reserve a basket; stock is held until `payBy`",
  "x-permission": "pledge.reserve",
  request: {
    params: campaignParams,
    headers: commandHeaders,
    body: body(
      reserveInputSchema.omit({ campaignId: true }).extend({ expectedTotal: moneyInSchema.optional() }),
    ),
  },
  responses: {
    201: json(pledgeView, "Reserved, with how to pay"),
    200: json(pledgeView, "The same pledge as it is now, for a retry"),
    ...problems,
  },
});

const listRoute = declare({
  method: "get",
  path: "/pledges",
  operationId: "listOwnPledges",
  tags: ["pledges"],
  summary: "One's own pledges, five campaigns a page",
  "x-permission": "pledge.list-own",
  request: { query: pageQuery },
  responses: { 200: json(pageOf(pledgeView), "A page of pledges"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/pledges/{pledgeId}",
  operationId: "readPledge",
  tags: ["pledges"],
  summary: "One pledge, with how to pay it and where it is sent",
  "x-permission": "pledge.read",
  request: { params: pledgeParams },
  responses: { 200: json(pledgeView, "The pledge"), ...problems },
});

const cancelRoute = declare({
  method: "post",
  path: "/pledges/{pledgeId}/cancel",
  operationId: "cancelPledge",
  tags: ["pledges"],
  summary: "Give a reservation up before it is paid",
  "x-permission": "pledge.withdraw",
  request: { params: pledgeParams, headers: commandHeaders },
  responses: { 200: json(pledgeView, "The cancelled pledge"), ...problems },
});

const withdrawRoute = declare({
  method: "post",
  path: "/pledges/{pledgeId}/withdraw",
  operationId: "withdrawPledge",
  tags: ["pledges"],
  summary:
    "Take a pledge back: freely before the deadline, by consumer law until it is sent; the money goes back whole",
  "x-permission": "pledge.withdraw",
  request: { params: pledgeParams, headers: commandHeaders },
  responses: { 200: json(pledgeView, "The withdrawn pledge"), ...problems },
});

const deliveryRoute = declare({
  method: "post",
  path: "/pledges/{pledgeId}/delivery",
  operationId: "setDelivery",
  tags: ["pledges"],
  summary: "Set or change the address",
  "x-permission": "pledge.set-delivery",
  request: { params: pledgeParams, headers: commandHeaders, body: body(deliverySchema) },
  responses: { 200: json(pledgeView, "The pledge with its address"), ...problems },
});

const receivedRoute = declare({
  method: "post",
  path: "/pledges/{pledgeId}/confirm-delivery",
  operationId: "confirmDelivery",
  tags: ["pledges"],
  summary: "Say that the goods have arrived",
  "x-permission": "pledge.confirm-delivery",
  request: { params: pledgeParams, headers: commandHeaders },
  responses: { 200: json(pledgeView, "The fulfilled pledge"), ...problems },
});

const orderQuery = pageQuery.extend({
  /** Orders to be sent, sent or received, given back, or all; without it also what was never paid. */
  heap: z.enum([...orderHeapSchema.options, "all"]).optional(),
  /** Where it is shipped to. */
  country: countrySchema.optional(),
});

const ofCampaignRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}/campaigns/{campaignId}/pledges",
  operationId: "listCampaignPledges",
  tags: ["pledges"],
  summary:
    "A campaign's pledges with their addresses, for its enterprise; a filtered page may hold few or none",
  "x-permission": "pledge.list-of-campaign",
  request: { params: ofCampaign, query: orderQuery },
  responses: { 200: json(pageOf(pledgeView), "A page of pledges"), ...problems },
});

const fulfilRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/campaigns/{campaignId}/pledges/{pledgeId}/fulfil",
  operationId: "fulfilPledge",
  tags: ["pledges"],
  summary: "Say that the goods were sent",
  "x-permission": "campaign.report-delivery",
  request: {
    params: ofCampaign.extend({ pledgeId: pledgeIdSchema }),
    headers: commandHeaders,
    body: body(z.strictObject({ tracking: z.string().trim().min(1).max(60) })),
  },
  responses: { 200: json(pledgeView, "The fulfilled pledge"), ...problems },
});

/** A pledge is its backer's; staff whom the permission lets through read any. */
const maySee = (principal: Principal, pledge: Pledge | undefined): pledge is Pledge =>
  principal.kind === "user" &&
  pledge !== undefined &&
  (pledge.backerId === principal.userId || principal.staffRoles.length > 0);

/** What a campaign's enterprise sees: no bank data of its backers. */
const forEnterprise = (view: ReturnType<typeof pledgeOf>) => ({ ...view, payments: [], refundIds: [] });

/** Backers' pledges, and a campaign's pledges for its enterprise. */
export const pledgeRoutes = (deps: ReserveDeps) =>
  router()
    .openapi(reserveRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      const done = await reserve(deps, commandFrom(c, input), input);
      if (!done.ok) return refuse(c, done.error);
      const { pledge, payment } = done.value.value;
      commandAnswer(c, { value: pledge, replayed: done.value.replayed });
      return c.json(present(pledgeView, pledgeOf(pledge, { payment })), done.value.replayed ? 200 : 201);
    })
    .openapi(listRoute, async (c) => {
      const backerId = actorOf(c.var.principal);
      const scope = `pledges:${backerId}`;
      const after = positionOf(c, scope, c.req.valid("query").cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listOwnPledges(deps.store, { backerId, after });
      const items = page.items.map((pledge) => present(pledgeView, pledgeOf(pledge)));
      return c.json({ items, ...nextOf(c, scope, page.next) }, 200);
    })
    .openapi(readRoute, async (c) => {
      const pledge = await loadPledge(deps.store, c.req.valid("param").pledgeId);
      if (!maySee(c.var.principal, pledge)) return refuse(c, { kind: "not_found" });
      const isOwn = pledge.backerId === actorOf(c.var.principal);
      const { payment } = isOwn ? await withPayment(deps, pledge) : {};
      const delivery = isOwn ? await loadDelivery(deps.store, pledge) : undefined;
      const vat = await vatOf(deps.store, pledge);
      versionTag(c, pledge);
      c.header("Cache-Control", "no-store");
      return c.json(present(pledgeView, pledgeOf(pledge, { payment, delivery, vat })), 200);
    })
    .openapi(cancelRoute, async (c) => {
      const { pledgeId } = c.req.valid("param");
      const done = await cancelReservation(deps, commandFrom(c, { pledgeId }), pledgeId);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(pledgeView, pledgeOf(done.value.value)), 200);
    })
    .openapi(withdrawRoute, async (c) => {
      const { pledgeId } = c.req.valid("param");
      const done = await withdrawOwn(deps, commandFrom(c, { pledgeId }), pledgeId);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(pledgeView, pledgeOf(done.value.value)), 200);
    })
    .openapi(deliveryRoute, async (c) => {
      const { pledgeId } = c.req.valid("param");
      const delivery = c.req.valid("json");
      const done = await setDelivery(deps, commandFrom(c, { pledgeId, delivery }), { pledgeId, delivery });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      const pledge = done.value.value;
      const stored = await loadDelivery(deps.store, pledge);
      return c.json(present(pledgeView, pledgeOf(pledge, { delivery: stored })), 200);
    })
    .openapi(receivedRoute, async (c) => {
      const { pledgeId } = c.req.valid("param");
      const by = { kind: "backer" } as const;
      const done = await fulfil(deps, commandFrom(c, { pledgeId }), { pledgeId, by });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(pledgeView, pledgeOf(done.value.value)), 200);
    });

/** A campaign's pledges, as its enterprise packs and sends them. */
export const campaignPledgeRoutes = (deps: Pick<ReserveDeps, "store">) =>
  router()
    .openapi(ofCampaignRoute, async (c) => {
      const { enterpriseId, campaignId } = c.req.valid("param");
      const { cursor, limit, heap, country } = c.req.valid("query");
      const campaign = await loadCampaign(deps.store, campaignId);
      if (campaign?.enterpriseId !== enterpriseId) return refuse(c, { kind: "not_found" });
      const scope = `pledges-of:${campaignId}:${heap ?? ""}:${country ?? ""}`;
      const after = positionOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listCampaignPledges(deps.store, {
        ...{ campaignId, limit, after },
        filter: { heap, country },
      });
      const items = await Promise.all(
        page.items.map(async (pledge) => {
          const delivery = await loadDelivery(deps.store, pledge);
          return present(pledgeView, forEnterprise(pledgeOf(pledge, { delivery })));
        }),
      );
      c.header("Cache-Control", "no-store");
      return c.json({ items, ...nextOf(c, scope, page.next) }, 200);
    })
    .openapi(fulfilRoute, async (c) => {
      const { enterpriseId, campaignId, pledgeId } = c.req.valid("param");
      const { tracking } = c.req.valid("json");
      const pledge = await loadPledge(deps.store, pledgeId);
      if (pledge?.campaignId !== campaignId) return refuse(c, { kind: "not_found" });
      const by = { kind: "enterprise", enterpriseId, tracking } as const;
      const command = commandFrom(c, { enterpriseId, campaignId, pledgeId, tracking });
      const done = await fulfil(deps, command, { pledgeId, by });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(pledgeView, forEnterprise(pledgeOf(done.value.value))), 200);
    });
