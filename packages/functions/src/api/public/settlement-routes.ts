import { campaignIdSchema } from "@firstlot/core/campaign/campaign";
import { loadCampaign } from "@firstlot/core/campaign/campaign-store";
import { type EnterpriseId, enterpriseIdSchema, userIdSchema } from "@firstlot/core/identity/actor";
import { membershipStillHeld } from "@firstlot/core/identity/still-held";
import type { Store } from "@firstlot/core/kernel/store";
import { submitPayment } from "@firstlot/core/settlement/ask-payment";
import { deletePaymentDraft, draftPayment, editPaymentDraft } from "@firstlot/core/settlement/draft-payment";
import { paymentContentSchema, paymentRequestIdSchema } from "@firstlot/core/settlement/payment-request";
import { listPaymentRequests, loadPaymentRequest } from "@firstlot/core/settlement/payment-request-store";
import { requestRelease } from "@firstlot/core/settlement/request-tranche";
import type { SettlementDeps } from "@firstlot/core/settlement/settlement-deps";
import { EVIDENCE_MAX, trancheIdSchema } from "@firstlot/core/settlement/tranche";
import { listTranches, loadTranche } from "@firstlot/core/settlement/tranche-store";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, nextOf, positionOf, present, versionTag } from "../respond.ts";
import {
  type ApiContext,
  actorOf,
  commandFrom,
  commandHeaders,
  declare,
  editHeaders,
  pageOf,
  pageQuery,
  versionOf,
} from "../route.ts";
import {
  paymentOf,
  paymentView,
  settlementOf,
  settlementView,
  trancheView,
  withBankReferences,
} from "../settlement-views.ts";
import { moneyInSchema } from "../wire.ts";

const ofCampaign = z.object({ enterpriseId: enterpriseIdSchema, campaignId: campaignIdSchema });
const ofTranche = ofCampaign.extend({ trancheId: trancheIdSchema });
const ofPayment = ofCampaign.extend({ paymentId: paymentRequestIdSchema });
const tags = ["settlement"];
const BASE = "/enterprises/{enterpriseId}/campaigns/{campaignId}";
const tranchesView = z.object({ items: z.array(trancheView) });

const settlementRoute = declare({
  method: "get",
  path: `${BASE}/settlement`,
  operationId: "readSettlement",
  tags,
  summary: "What became of the campaign's money, how far it is, and what the plan has left",
  "x-permission": "tranche.read",
  request: { params: ofCampaign },
  responses: { 200: json(settlementView, "The settlement"), ...problems },
});

const tranchesRoute = declare({
  method: "get",
  path: `${BASE}/tranches`,
  operationId: "listTranches",
  tags,
  summary: "The tranches in the order of the plan; none before the campaign is funded",
  "x-permission": "tranche.read",
  request: { params: ofCampaign },
  responses: { 200: json(tranchesView, "The tranches"), ...problems },
});

const requestRoute = declare({
  method: "post",
  path: `${BASE}/tranches/{trancheId}/request`,
  operationId: "requestTranche",
  tags,
  summary: "Ask for a tranche with its evidence; a review decides",
  "x-permission": "tranche.request",
  request: {
    params: ofTranche,
    headers: commandHeaders,
    body: body(z.strictObject({ evidenceIds: z.array(z.string().max(60)).max(EVIDENCE_MAX) })),
  },
  responses: { 200: json(trancheView, "The requested tranche"), ...problems },
});

const paymentsRoute = declare({
  method: "get",
  path: `${BASE}/payments`,
  operationId: "listPayments",
  tags,
  summary: "Payment requests, newest first",
  "x-permission": "payment.read",
  request: { params: ofCampaign, query: pageQuery },
  responses: { 200: json(pageOf(paymentView), "A page of payment requests"), ...problems },
});

const paymentRoute = declare({
  method: "get",
  path: `${BASE}/payments/{paymentId}`,
  operationId: "readPayment",
  tags,
  summary: "One payment request",
  "x-permission": "payment.read",
  request: { params: ofPayment },
  responses: { 200: json(paymentView, "The payment request"), ...problems },
});

const draftSchema = paymentContentSchema.extend({
  amount: moneyInSchema.refine(({ minor }) => minor > 0, "must be more than zero"),
});

const draftRoute = declare({
  method: "post",
  path: `${BASE}/payments`,
  operationId: "draftPayment",
  tags,
  summary: "Write a payment request down; nothing is asked for yet",
  "x-permission": "payment.request",
  request: { params: ofCampaign, headers: commandHeaders, body: body(draftSchema) },
  responses: {
    201: json(paymentView, "The draft"),
    200: json(paymentView, "The same, for a retry"),
    ...problems,
  },
});

const editRoute = declare({
  method: "put",
  path: `${BASE}/payments/{paymentId}`,
  operationId: "editPaymentDraft",
  tags,
  summary: "Write a draft anew; what was asked for cannot be changed",
  "x-permission": "payment.request",
  request: { params: ofPayment, headers: editHeaders, body: body(draftSchema) },
  responses: { 200: json(paymentView, "The draft"), ...problems },
});

const deleteRoute = declare({
  method: "post",
  path: `${BASE}/payments/{paymentId}/discard`,
  operationId: "discardPaymentDraft",
  tags,
  summary: "Take a draft away; what was asked for stays",
  "x-permission": "payment.request",
  request: { params: ofPayment, headers: commandHeaders.extend(editHeaders.shape) },
  responses: { 204: { description: "The draft is not there any more" }, ...problems },
});

const submitRoute = declare({
  method: "post",
  path: `${BASE}/payments/{paymentId}/submit`,
  operationId: "submitPayment",
  tags,
  summary:
    "Ask for the payment; small ones within the plan are instructed at once, larger ones need two approvers",
  "x-permission": "payment.request",
  request: { params: ofPayment, headers: commandHeaders },
  responses: { 200: json(paymentView, "The payment request"), ...problems },
});

/** The caller still is an owner or finance member when the transaction commits. */
const membership = (c: ApiContext, enterpriseId: EnterpriseId) => ({
  membership: membershipStillHeld({
    userId: userIdSchema.parse(actorOf(c.var.principal)),
    enterpriseId,
    roles: ["owner", "finance"],
  }),
});

/** The payment request of the path, of the version that was read. */
const editedPayment = (
  c: ApiContext,
  of: z.output<typeof ofPayment>,
  header: z.output<typeof editHeaders>,
) => ({ ...of, ifVersion: versionOf(header["if-match"]), guards: membership(c, of.enterpriseId) });

/** A campaign's money after its verdict, as its enterprise sees and asks for it. */
export const settlementRoutes = (deps: SettlementDeps) =>
  router().route("/", reads(deps)).route("/", acts(deps));

const reads = ({ store }: { store: Store }) => {
  const own = async ({ enterpriseId, campaignId }: z.output<typeof ofCampaign>) => {
    const campaign = await loadCampaign(store, campaignId);
    return campaign?.enterpriseId === enterpriseId ? campaign : undefined;
  };
  return router()
    .openapi(settlementRoute, async (c) => {
      const { enterpriseId, campaignId } = c.req.valid("param");
      const settlement = await settlementOf(store, campaignId);
      if (settlement?.enterpriseId !== enterpriseId) return refuse(c, { kind: "not_found" });
      versionTag(c, settlement);
      return c.json(present(settlementView, settlement), 200);
    })
    .openapi(tranchesRoute, async (c) => {
      const campaign = await own(c.req.valid("param"));
      if (campaign === undefined) return refuse(c, { kind: "not_found" });
      const { id, terms } = campaign;
      const tranches = terms.tranches ?? [];
      const items = await withBankReferences(store, await listTranches(store, { id, terms: { tranches } }));
      return c.json(present(tranchesView, { items }), 200);
    })
    .openapi(paymentsRoute, async (c) => {
      const { campaignId } = c.req.valid("param");
      const { limit, cursor } = c.req.valid("query");
      if ((await own(c.req.valid("param"))) === undefined) return refuse(c, { kind: "not_found" });
      const scope = `payments:${campaignId}`;
      const after = positionOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listPaymentRequests(store, { campaignId, limit, after });
      const items = await withBankReferences(store, page.items.map(paymentOf));
      c.header("Cache-Control", "no-store");
      return c.json(present(pageOf(paymentView), { items, ...nextOf(c, scope, page.next) }), 200);
    })
    .openapi(paymentRoute, async (c) => {
      const { enterpriseId, campaignId, paymentId } = c.req.valid("param");
      const request = await loadPaymentRequest(store, paymentId);
      if (request?.enterpriseId !== enterpriseId || request.campaignId !== campaignId)
        return refuse(c, { kind: "not_found" });
      versionTag(c, request);
      c.header("Cache-Control", "no-store");
      const [payment] = await withBankReferences(store, [paymentOf(request)]);
      return c.json(present(paymentView, payment), 200);
    });
};

const acts = (deps: SettlementDeps) =>
  router()
    .openapi(requestRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      const tranche = await loadTranche(deps.store, input.trancheId);
      if (tranche?.campaignId !== input.campaignId) return refuse(c, { kind: "not_found" });
      const { trancheId, enterpriseId, evidenceIds } = input;
      const guards = membership(c, enterpriseId);
      const asked = { trancheId, enterpriseId, evidenceIds, guards };
      const done = await requestRelease(deps, commandFrom(c, input), asked);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(trancheView, done.value.value), 200);
    })
    .openapi(draftRoute, async (c) => {
      const { enterpriseId, campaignId } = c.req.valid("param");
      const content = c.req.valid("json");
      const guards = membership(c, enterpriseId);
      const command = commandFrom(c, { enterpriseId, campaignId, content });
      const done = await draftPayment(deps, command, { enterpriseId, campaignId, content, guards });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(paymentView, paymentOf(done.value.value)), done.value.replayed ? 200 : 201);
    })
    .openapi(editRoute, async (c) => {
      const content = c.req.valid("json");
      const edited = { ...editedPayment(c, c.req.valid("param"), c.req.valid("header")), content };
      const command = commandFrom(c, { ...c.req.valid("param"), content });
      const done = await editPaymentDraft(deps, command, edited);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(paymentView, paymentOf(done.value.value)), 200);
    })
    .openapi(deleteRoute, async (c) => {
      const input = c.req.valid("param");
      const edited = editedPayment(c, input, c.req.valid("header"));
      const done = await deletePaymentDraft(deps, commandFrom(c, input), edited);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.body(null, 204);
    })
    .openapi(submitRoute, async (c) => {
      const input = c.req.valid("param");
      const asked = { ...input, guards: membership(c, input.enterpriseId) };
      const done = await submitPayment(deps, commandFrom(c, input), asked);
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(paymentView, paymentOf(done.value.value)), 200);
    });
