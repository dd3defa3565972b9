import { payeeSchema } from "@firstlot/core/bank/account-number";
import { type BreakId, breakIdSchema } from "@firstlot/core/bank/break";
import { listBreaks, loadBreak } from "@firstlot/core/bank/break-store";
import {
  type AssignToPledge,
  confirmBreakResolution,
  dropBreakProposal,
  explainDifference,
  proposeBreakResolution,
  reopenDifference,
} from "@firstlot/core/bank/resolve-break";
import type { Permission } from "@firstlot/core/identity/permission-table";
import type { Store } from "@firstlot/core/kernel/store";
import { accountIdSchema } from "@firstlot/core/ledger/account";
import { pledgeIdSchema } from "@firstlot/core/pledge/pledge";
import { loadUnallocated } from "@firstlot/core/pledge/unallocated";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present, versionTag } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";
import { nextAfter, sortKeyOf } from "../sort-cursor.ts";
import { moneyOutSchema } from "../wire.ts";
import { decidingPerson } from "./deciding-person.ts";
import { quarantineRoutes } from "./quarantine-routes.ts";
import { breakOut, breakView } from "./reconciliation-views.ts";

const params = z.object({ breakId: breakIdSchema });
const tags = ["breaks"];
const answered = { 200: json(breakView, "The break"), ...problems } as const;
const PROPOSE: Permission = "recon.propose-resolution";
const note = z.string().min(1).max(500);

const listRoute = declare({
  method: "get",
  path: "/breaks",
  operationId: "listBreaks",
  tags,
  summary: "Differences in one status",
  "x-permission": "recon.read",
  request: {
    query: pageQuery.extend({
      status: z.enum(["open", "matched", "explained", "corrected", "returned_to_payer"]).default("open"),
    }),
  },
  responses: { 200: json(pageOf(breakView), "By account and age"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/breaks/{breakId}",
  operationId: "readBreak",
  tags,
  summary: "One difference",
  "x-permission": "recon.read",
  request: { params },
  responses: answered,
});

const withBody = <const N extends string, const P extends string, const S extends z.ZodType>(
  operationId: N,
  path: P,
  about: { summary: string; schema: S },
) =>
  declare({
    method: "post",
    path: `/breaks/{breakId}/${path}`,
    operationId,
    tags,
    summary: about.summary,
    "x-permission": PROPOSE,
    request: { params, headers: commandHeaders, body: body(about.schema) },
    responses: answered,
  });
const explainRoute = withBody("explainBreak", "explain", {
  summary: "Say why there is a difference; nothing moves",
  schema: z.strictObject({ note }),
});
const correctRoute = withBody("proposeCorrection", "propose-correction", {
  summary: "Propose a correction or write-off; another person confirms",
  schema: z.strictObject({ to: accountIdSchema, note }),
});
const returnRoute = withBody("proposeReturn", "propose-return", {
  summary:
    "Propose to return the money, to its payer unless another account is named; another person confirms",
  schema: z.strictObject({ creditor: payeeSchema.optional(), note }),
});
const assignRoute = withBody("proposeAssignment", "propose-assignment", {
  summary: "Propose to give unallocated money to a pledge; another person confirms",
  schema: z.strictObject({ pledgeId: pledgeIdSchema, note }),
});

const paymentView = z
  .object({
    id: z.string(),
    reason: z.string(),
    reference: z.string(),
    amount: moneyOutSchema,
    bankReference: z.string(),
    bookedAt: z.string(),
    payer: z.object({ name: z.string(), account: z.string() }),
    pledgeId: z.string().optional(),
  })
  .openapi("UnallocatedPayment");
const paymentRoute = declare({
  method: "get",
  path: "/breaks/{breakId}/payment",
  operationId: "readUnallocatedPayment",
  tags,
  summary: "Who paid money that fits nothing, and what they wrote",
  "x-permission": "recon.read",
  request: { params },
  responses: { 200: json(paymentView, "The payment"), ...problems },
});

const plain = <const N extends string, const P extends string>(
  operationId: N,
  path: P,
  about: { summary: string; permission: Permission },
) =>
  declare({
    method: "post",
    path: `/breaks/{breakId}/${path}`,
    operationId,
    tags,
    summary: about.summary,
    "x-permission": about.permission,
    request: { params, headers: commandHeaders },
    responses: answered,
  });
const reopenRoute = plain("reopenBreak", "reopen", {
  summary: "The explanation did not hold",
  permission: PROPOSE,
});
const dropRoute = plain("dropBreakProposal", "drop", {
  summary: "Take a proposal back",
  permission: PROPOSE,
});
const confirmRoute = plain("confirmBreakResolution", "confirm", {
  summary: "Confirm what another person proposed: the money moves",
  permission: "recon.confirm-resolution",
});

interface BreakDeps {
  readonly store: Store;
  readonly assign: AssignToPledge;
}
type Resolved = Awaited<ReturnType<typeof confirmBreakResolution>>;

const answer = (c: ApiContext, done: Resolved) => {
  if (!done.ok) return refuse(c, done.error);
  commandAnswer(c, done.value);
  return c.json(present(breakView, breakOut(done.value.value)), 200);
};

/** Differences, and the words of banks that contradict the books. */
export const breakRoutes = (deps: BreakDeps) =>
  router().route("/", reads(deps)).route("/", acts(deps)).route("/", quarantineRoutes(deps));

const reads = (deps: BreakDeps) =>
  router()
    .openapi(listRoute, async (c) => {
      const { limit, cursor, status } = c.req.valid("query");
      const scope = `breaks:${status}`;
      const after = sortKeyOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listBreaks(deps.store, { status, limit, after });
      const found = { items: page.breaks.map(breakOut), ...nextAfter(c, scope, page.next) };
      return c.json(present(pageOf(breakView), found), 200);
    })
    .openapi(readRoute, async (c) => {
      const found = await loadBreak(deps.store, c.req.valid("param").breakId);
      if (!found) return refuse(c, { kind: "not_found" });
      versionTag(c, found);
      return c.json(present(breakView, breakOut(found)), 200);
    })
    .openapi(paymentRoute, async (c) => {
      const paid = await paymentOf(deps.store, c.req.valid("param").breakId);
      if (paid === undefined) return refuse(c, { kind: "not_found" });
      c.header("Cache-Control", "no-store");
      const { amount, bankReference, bookedAt } = paid.fact;
      return c.json(present(paymentView, { ...paid, amount, bankReference, bookedAt }), 200);
    });

/** The payment that a break is about; `undefined` for every other difference. */
async function paymentOf(store: Store, breakId: BreakId) {
  const found = await loadBreak(store, breakId);
  if (found?.kind !== "unallocated_payment") return undefined;
  return loadUnallocated(store, { id: found.line, partnerId: found.partnerId, at: found.at });
}

const acts = (deps: BreakDeps) =>
  router()
    .openapi(explainRoute, async (c) => {
      const input = { ...c.req.valid("param"), ...c.req.valid("json") };
      return answer(
        c,
        await explainDifference(deps, commandFrom(c, input), { ...input, by: decidingPerson(c) }),
      );
    })
    .openapi(correctRoute, async (c) => {
      const { breakId } = c.req.valid("param");
      const wanted = c.req.valid("json");
      const command = commandFrom(c, { breakId, ...wanted });
      const by = { ...decidingPerson(c), at: command.now };
      const proposal = { action: "correct" as const, ...wanted, by };
      return answer(c, await proposeBreakResolution(deps, command, { breakId, proposal }));
    })
    .openapi(returnRoute, async (c) => {
      const { breakId } = c.req.valid("param");
      const wanted = c.req.valid("json");
      const command = commandFrom(c, { breakId, ...wanted });
      const by = { ...decidingPerson(c), at: command.now };
      const creditor = wanted.creditor ?? (await paymentOf(deps.store, breakId))?.payer;
      if (creditor === undefined) return refuse(c, { kind: "break_is_no_payment" });
      const proposal = { action: "return_to_payer" as const, ...wanted, creditor, by };
      return answer(c, await proposeBreakResolution(deps, command, { breakId, proposal }));
    })
    .openapi(assignRoute, async (c) => {
      const { breakId } = c.req.valid("param");
      const wanted = c.req.valid("json");
      const command = commandFrom(c, { breakId, ...wanted });
      const by = { ...decidingPerson(c), at: command.now };
      const proposal = { action: "assign_to_pledge" as const, ...wanted, by };
      return answer(c, await proposeBreakResolution(deps, command, { breakId, proposal }));
    })
    .openapi(reopenRoute, async (c) => {
      const input = c.req.valid("param");
      return answer(c, await reopenDifference(deps, commandFrom(c, input), input));
    })
    .openapi(dropRoute, async (c) => {
      const input = c.req.valid("param");
      return answer(c, await dropBreakProposal(deps, commandFrom(c, input), input));
    })
    .openapi(confirmRoute, async (c) => {
      const input = c.req.valid("param");
      const command = commandFrom(c, input);
      return answer(c, await confirmBreakResolution(deps, command, { ...input, by: decidingPerson(c) }));
    });
