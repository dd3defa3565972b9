import { instructionIdSchema } from "@firstlot/core/bank/instruction";
import { campaignIdSchema } from "@firstlot/core/campaign/campaign";
import { loadCampaign } from "@firstlot/core/campaign/campaign-store";
import type { StaffRole } from "@firstlot/core/identity/actor";
import { roleStillHeld } from "@firstlot/core/identity/still-held";
import { approvePayment, refusePaymentRequest } from "@firstlot/core/settlement/ask-payment";
import { paymentRequestIdSchema } from "@firstlot/core/settlement/payment-request";
import {
  listPaymentRequests,
  listWaitingPayments,
  loadPaymentRequest,
} from "@firstlot/core/settlement/payment-request-store";
import { reissueInstruction } from "@firstlot/core/settlement/reissue-instruction";
import { instructApproved } from "@firstlot/core/settlement/request-tranche";
import type { SettlementDeps } from "@firstlot/core/settlement/settlement-deps";
import { trancheIdSchema } from "@firstlot/core/settlement/tranche";
import { listTranches } from "@firstlot/core/settlement/tranche-store";
import { z } from "@hono/zod-openapi";
import { actingPerson } from "../acting-person.ts";
import { router } from "../app.ts";
import { instructionBoardView } from "../bank-views.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, nextOf, positionOf, present, versionTag } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";
import {
  paymentBoardView,
  paymentOf,
  settlementOf,
  settlementView,
  trancheBoardView,
} from "../settlement-views.ts";

const campaignParams = z.object({ campaignId: campaignIdSchema });
const paymentParams = z.object({ paymentId: paymentRequestIdSchema });
const tags = ["settlement"];
const paymentAnswer = { 200: json(paymentBoardView, "The payment request"), ...problems } as const;
const boardView = settlementView
  .extend({ tranches: z.array(trancheBoardView) })
  .openapi("SettlementWithTranches");

const settlementRoute = declare({
  method: "get",
  path: "/campaigns/{campaignId}/settlement",
  operationId: "readCampaignSettlement",
  tags,
  summary: "What became of a campaign's money, with its tranches",
  "x-permission": "settlement.read",
  request: { params: campaignParams },
  responses: { 200: json(boardView, "The settlement"), ...problems },
});

const paymentsRoute = declare({
  method: "get",
  path: "/campaigns/{campaignId}/payments",
  operationId: "listCampaignPayments",
  tags,
  summary: "A campaign's payment requests, newest first",
  "x-permission": "payment.list",
  request: { params: campaignParams, query: pageQuery },
  responses: { 200: json(pageOf(paymentBoardView), "A page of payment requests"), ...problems },
});

const waitingRoute = declare({
  method: "get",
  path: "/payments",
  operationId: "listWaitingPayments",
  tags,
  summary: "Payments that wait for approvers, longest waiting first",
  "x-permission": "payment.list",
  request: { query: pageQuery },
  responses: { 200: json(pageOf(paymentBoardView), "A page of payment requests"), ...problems },
});

const paymentRoute = declare({
  method: "get",
  path: "/payments/{paymentId}",
  operationId: "readPaymentOnBoard",
  tags,
  summary: "One payment request, with who has agreed",
  "x-permission": "payment.list",
  request: { params: paymentParams },
  responses: paymentAnswer,
});

const approveRoute = declare({
  method: "post",
  path: "/payments/{paymentId}/approve",
  operationId: "approvePayment",
  tags,
  summary: "Agree to a payment; with the second person it is instructed",
  "x-permission": "payment.approve",
  request: { params: paymentParams, headers: commandHeaders },
  responses: paymentAnswer,
});

const refuseRoute = declare({
  method: "post",
  path: "/payments/{paymentId}/refuse",
  operationId: "refusePayment",
  tags,
  summary: "Refuse a payment with a reason; its amount is in the plan again",
  "x-permission": "payment.refuse",
  request: {
    params: paymentParams,
    headers: commandHeaders,
    body: body(z.strictObject({ reason: z.string().trim().min(1).max(500) })),
  },
  responses: paymentAnswer,
});

const instructRoute = declare({
  method: "post",
  path: "/tranches/{trancheId}/instruct",
  operationId: "instructTranche",
  tags,
  summary: "Instruct an approved tranche again that a bank rejected or returned, or that had to wait",
  "x-permission": "tranche.approve",
  request: { params: z.object({ trancheId: trancheIdSchema }), headers: commandHeaders },
  responses: { 200: json(trancheBoardView, "The instructed tranche"), ...problems },
});

const reissueRoute = declare({
  method: "post",
  path: "/instructions/{instructionId}/reissue",
  operationId: "reissueInstruction",
  tags: ["instructions"],
  summary: "Issue the successor of a fee or reserve instruction that the bank rejected or returned",
  "x-permission": "bank.release-instruction",
  request: { params: z.object({ instructionId: instructionIdSchema }), headers: commandHeaders },
  responses: { 200: json(instructionBoardView, "The successor"), ...problems },
});

/** The caller still holds the role when the transaction commits. */
const role = (c: ApiContext, staffRole: StaffRole) => ({
  role: roleStillHeld(actingPerson(c).userId, staffRole),
});

/** A reviewer acts in whichever of the two roles they hold. */
const reviewerRole = (c: ApiContext): StaffRole =>
  actingPerson(c).staffRoles.includes("approver") ? "approver" : "analyst";

type Deps = SettlementDeps;

/** Money after the verdict, as staff see and decide it: settlements, payments, instructions issued again. */
export const settlementRoutes = (deps: Deps) => router().route("/", reads(deps)).route("/", acts(deps));

const reads = ({ store }: Pick<Deps, "store">) =>
  router()
    .openapi(settlementRoute, async (c) => {
      const { campaignId } = c.req.valid("param");
      const settlement = await settlementOf(store, campaignId);
      if (settlement === undefined) return refuse(c, { kind: "not_found" });
      const planned = (await loadCampaign(store, campaignId))?.terms.tranches ?? [];
      const tranches = await listTranches(store, { id: campaignId, terms: { tranches: planned } });
      versionTag(c, settlement);
      return c.json(present(boardView, { ...settlement, tranches }), 200);
    })
    .openapi(paymentsRoute, async (c) => {
      const { campaignId } = c.req.valid("param");
      const { limit, cursor } = c.req.valid("query");
      const scope = `payments:${campaignId}`;
      const after = positionOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listPaymentRequests(store, { campaignId, limit, after });
      const found = { items: page.items.map(paymentOf), ...nextOf(c, scope, page.next) };
      c.header("Cache-Control", "no-store");
      return c.json(present(pageOf(paymentBoardView), found), 200);
    })
    .openapi(waitingRoute, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const scope = "payments-waiting";
      const after = positionOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listWaitingPayments(store, { limit, after });
      const found = { items: page.items.map(paymentOf), ...nextOf(c, scope, page.next) };
      c.header("Cache-Control", "no-store");
      return c.json(present(pageOf(paymentBoardView), found), 200);
    })
    .openapi(paymentRoute, async (c) => {
      const request = await loadPaymentRequest(store, c.req.valid("param").paymentId);
      if (request === undefined) return refuse(c, { kind: "not_found" });
      versionTag(c, request);
      c.header("Cache-Control", "no-store");
      return c.json(present(paymentBoardView, paymentOf(request)), 200);
    });

const acts = (deps: Deps) =>
  router()
    .openapi(approveRoute, async (c) => {
      const { paymentId } = c.req.valid("param");
      const { personId } = actingPerson(c);
      const guards = role(c, "approver");
      const done = await approvePayment(deps, commandFrom(c, { paymentId }), { paymentId, personId, guards });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(paymentBoardView, paymentOf(done.value.value)), 200);
    })
    .openapi(refuseRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      const guards = role(c, reviewerRole(c));
      const done = await refusePaymentRequest(deps, commandFrom(c, input), { ...input, guards });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(paymentBoardView, paymentOf(done.value.value)), 200);
    })
    .openapi(instructRoute, async (c) => {
      const input = c.req.valid("param");
      const guards = role(c, "approver");
      const done = await instructApproved(deps, commandFrom(c, input), { ...input, guards });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(trancheBoardView, done.value.value), 200);
    })
    .openapi(reissueRoute, async (c) => {
      const input = c.req.valid("param");
      const guards = role(c, "operator");
      const done = await reissueInstruction(deps, commandFrom(c, input), { ...input, guards });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(instructionBoardView, done.value.value), 200);
    });
