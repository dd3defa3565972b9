import { accountNumberSchema } from "@firstlot/core/bank/account-number";
import type { Store } from "@firstlot/core/kernel/store";
import { proposeRefundAccount } from "@firstlot/core/refund/new-refund-account";
import { dormancyOf, isFailed, type Refund, refundIdSchema } from "@firstlot/core/refund/refund";
import { loadRefund } from "@firstlot/core/refund/refund-store";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present, versionTag } from "../respond.ts";
import { commandFrom, commandHeaders, declare } from "../route.ts";
import { moneyOutSchema } from "../wire.ts";

const refundParams = z.object({ refundId: refundIdSchema });

/** Money on its way back. It is "settled" only when the bank has said so. */
const refundView = z
  .object({
    id: z.string(),
    pledgeId: z.string(),
    campaignId: z.string(),
    amount: moneyOutSchema,
    reason: z.string(),
    status: z.enum(["requested", "instructed", "settled", "rejected", "returned", "dormant"]),
    /** The end of the account's number. */
    to: z.string(),
    requestedAt: z.string(),
    settledAt: z.string().optional(),
    /** The bank's reason code, when it failed. */
    failure: z.string().optional(),
    /** Until when another account can be given. */
    dormantAt: z.string().optional(),
    /** What became of the account that was given last; `unanswered`: another one may be named, or the answer awaited. */
    proposal: z.enum(["checking", "unanswered", "mismatch"]).optional(),
    version: z.int(),
  })
  .openapi("Refund");

const SHOWN_CHARACTERS = 4;

const refundOf = (refund: Refund) => ({
  ...refund,
  to: `…${refund.payee.account.slice(-SHOWN_CHARACTERS)}`,
  ...(isFailed(refund)
    ? { dormantAt: dormancyOf(refund), proposal: refund.proposal?.state }
    : { proposal: undefined }),
});

const answer = {
  200: { description: "The refund", content: { "application/json": { schema: refundView } } },
  ...problems,
} as const;

const readRoute = declare({
  method: "get",
  path: "/refunds/{refundId}",
  operationId: "readRefund",
  tags: ["pledges"],
  summary: "One refund of one's own",
  "x-permission": "pledge.read",
  request: { params: refundParams },
  responses: answer,
});

const accountRoute = declare({
  method: "post",
  path: "/refunds/{refundId}/account",
  operationId: "proposeRefundAccount",
  tags: ["pledges"],
  summary: "Give another account after a refund has failed; the bank checks its name first",
  "x-permission": "pledge.name-refund-account",
  request: {
    params: refundParams,
    headers: commandHeaders,
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z.strictObject({ name: z.string().trim().min(1).max(70), account: accountNumberSchema }),
        },
      },
    },
  },
  responses: answer,
});

/** A backer's refunds. */
export const refundRoutes = (deps: { readonly store: Store }) =>
  router()
    .openapi(readRoute, async (c) => {
      const { principal } = c.var;
      const refund = await loadRefund(deps.store, c.req.valid("param").refundId);
      const mayRead =
        principal.kind === "user" &&
        (refund?.backerId === principal.userId || principal.staffRoles.length > 0);
      if (refund === undefined || !mayRead) return refuse(c, { kind: "not_found" });
      versionTag(c, refund);
      c.header("Cache-Control", "no-store");
      return c.json(present(refundView, refundOf(refund)), 200);
    })
    .openapi(accountRoute, async (c) => {
      const { refundId } = c.req.valid("param");
      const payee = c.req.valid("json");
      const done = await proposeRefundAccount(deps, commandFrom(c, { refundId, payee }), { refundId, payee });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(refundView, refundOf(done.value.value)), 200);
    });
