import { instructionIdSchema } from "@firstlot/core/bank/instruction";
import type { Store } from "@firstlot/core/kernel/store";
import { money } from "@firstlot/core/money/money";
import { runIdSchema, type SettlementRun } from "@firstlot/core/settlement/settlement-run";
import { listRuns, loadRun, membersOf, type RunMember } from "@firstlot/core/settlement/settlement-run-store";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { present, versionTag } from "../respond.ts";
import { declare, pageOf, pageQuery } from "../route.ts";
import { nextAfter, sortKeyOf } from "../sort-cursor.ts";
import { moneyOutSchema } from "../wire.ts";

const runView = z
  .object({
    id: z.string(),
    partnerId: z.string(),
    currency: z.string(),
    bankDay: z.string(),
    cutOff: z.string(),
    status: z.enum(["planned", "blocked", "instructed", "confirmed", "partly_confirmed"]),
    plannedAt: z.string(),
    instructedAt: z.string().optional(),
    blockedAt: z.string().optional(),
    closedAt: z.string().optional(),
    reason: z.string().optional(),
    count: z.int().optional(),
    controlTotal: moneyOutSchema.optional(),
    failedCount: z.int().optional(),
    version: z.int(),
  })
  .openapi("SettlementRun");

const memberView = z.object({ instructionId: z.string(), amount: moneyOutSchema });
const runWithMembers = runView.extend({ members: pageOf(memberView) }).openapi("SettlementRunWithMembers");

const listRoute = declare({
  method: "get",
  path: "/settlement-runs",
  operationId: "listSettlementRuns",
  tags: ["settlement"],
  summary: "Settlement runs, newest cut-off first",
  "x-permission": "settlement.read",
  request: { query: pageQuery },
  responses: { 200: json(pageOf(runView), "A page of runs"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/settlement-runs/{runId}",
  operationId: "readSettlementRun",
  tags: ["settlement"],
  summary: "One run with a page of its instructions; `cursor` goes on in them",
  "x-permission": "settlement.read",
  request: { params: z.object({ runId: runIdSchema }), query: pageQuery },
  responses: { 200: json(runWithMembers, "The run"), ...problems },
});

const runOf = (run: SettlementRun) => ({
  ...run,
  ...("controlTotalMinor" in run ? { controlTotal: money(run.controlTotalMinor, run.currency) } : {}),
});

/** One page of a run's instructions: one more is read to know whether it goes on. */
async function memberPage(
  store: Store,
  { run, limit, after }: { run: SettlementRun; limit: number; after: string | undefined },
) {
  const members: RunMember[] = [];
  const from = after === undefined ? undefined : instructionIdSchema.parse(after);
  for await (const member of membersOf(store, { id: run.id, after: from })) {
    members.push(member);
    if (members.length > limit) break;
  }
  const shown = members.slice(0, limit);
  const items = shown.map(({ instructionId, amountMinor }) => ({
    instructionId,
    amount: money(amountMinor, run.currency),
  }));
  return { items, last: members.length > limit ? shown.at(-1)?.instructionId : undefined };
}

/** The settlement runs of the operators' board. */
export const runRoutes = ({ store }: { store: Store }) =>
  router()
    .openapi(listRoute, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const after = sortKeyOf(c, "settlement-runs", cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listRuns(store, { limit, after });
      const found = { items: page.items.map(runOf), ...nextAfter(c, "settlement-runs", page.next) };
      return c.json(present(pageOf(runView), found), 200);
    })
    .openapi(readRoute, async (c) => {
      const { limit, cursor } = c.req.valid("query");
      const run = await loadRun(store, c.req.valid("param").runId);
      if (run === undefined) return refuse(c, { kind: "not_found" });
      const scope = `run:${run.id}`;
      const after = sortKeyOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const { items, last } = await memberPage(store, { run, limit, after });
      const members = { items, ...nextAfter(c, scope, last) };
      versionTag(c, run);
      return c.json(present(runWithMembers, { ...runOf(run), members }), 200);
    });
