import { accountNumberSchema } from "@firstlot/core/bank/account-number";
import { bankAccountsOf } from "@firstlot/core/bank/bank-account";
import { ingestStatements } from "@firstlot/core/bank/ingest-statement";
import {
  listReconciliations,
  loadReconciliation,
  loadTerms,
  type ReconcileDeps,
} from "@firstlot/core/bank/reconcile";
import { partnerIdSchema } from "@firstlot/core/identity/actor";
import { sha256Hex } from "@firstlot/core/kernel/id";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { ingestedView } from "../bank-views.ts";
import { json } from "../content.ts";
import { problem, problems, refuse } from "../problem.ts";
import { present } from "../respond.ts";
import { commandFrom, commandHeaders, declare } from "../route.ts";
import { reconciliationOut, reconciliationView, termsOut, termsView } from "./reconciliation-views.ts";

const tags = ["reconciliation"];
const address = z.object({ partnerId: partnerIdSchema, account: accountNumberSchema });
const ACCOUNTS_MAX = 200;
const DAYS_MAX = 60;

const boardRoute = declare({
  method: "get",
  path: "/partners/{partnerId}/reconciliations",
  operationId: "listReconciliations",
  tags,
  summary: "The latest equation of each account at a bank (at most 200)",
  "x-permission": "recon.read",
  request: { params: z.object({ partnerId: partnerIdSchema }) },
  responses: { 200: json(z.object({ items: z.array(reconciliationView) }), "Equations"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/partners/{partnerId}/accounts/{account}/reconciliation",
  operationId: "readReconciliation",
  tags,
  summary: "The latest equation of an account with every term by its reference",
  "x-permission": "recon.read",
  request: { params: address },
  responses: { 200: json(termsView, "The equation"), ...problems },
});

const daysRoute = declare({
  method: "get",
  path: "/partners/{partnerId}/accounts/{account}/reconciliations",
  operationId: "listReconciliationDays",
  tags,
  summary: "The last 60 equations of an account",
  "x-permission": "recon.read",
  request: { params: address },
  responses: { 200: json(z.object({ items: z.array(reconciliationView) }), "Newest first"), ...problems },
});

const file = { schema: z.string().openapi({ format: "binary" }) };
const importRoute = declare({
  method: "post",
  path: "/partners/{partnerId}/statements",
  operationId: "importStatements",
  tags,
  summary: "Hand in a statement file that a bank sent another way",
  "x-permission": "bank.import-statement",
  request: {
    params: z.object({ partnerId: partnerIdSchema }),
    headers: commandHeaders,
    body: { required: true, content: { "application/xml": file, "text/csv": file } },
  },
  responses: {
    200: json(z.object({ items: z.array(ingestedView) }), "What became of each statement"),
    ...problems,
  },
});

/** Reconciliation as operators and regulators read it, and statements that come by hand. */
export const reconciliationRoutes = (deps: ReconcileDeps) =>
  router()
    .openapi(boardRoute, async (c) => {
      const { partnerId } = c.req.valid("param");
      const items: ReturnType<typeof reconciliationOut>[] = [];
      for await (const { number } of bankAccountsOf(deps.store, partnerId)) {
        const latest = await loadReconciliation(deps.store, { partnerId, account: number });
        if (latest) items.push(reconciliationOut(latest));
        if (items.length === ACCOUNTS_MAX) break;
      }
      return c.json(present(z.object({ items: z.array(reconciliationView) }), { items }), 200);
    })
    .openapi(readRoute, async (c) => {
      const latest = await loadReconciliation(deps.store, c.req.valid("param"));
      if (!latest) return refuse(c, { kind: "not_found" });
      return c.json(present(termsView, termsOut(latest, await loadTerms(deps.blobs, latest))), 200);
    })
    .openapi(daysRoute, async (c) => {
      const days = await listReconciliations(deps.store, { ...c.req.valid("param"), limit: DAYS_MAX });
      const items = days.map(reconciliationOut);
      return c.json(present(z.object({ items: z.array(reconciliationView) }), { items }), 200);
    })
    .openapi(importRoute, async (c) => {
      const { partnerId } = c.req.valid("param");
      const type = (c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
      if (type !== "text/csv" && type !== "application/xml")
        return problem(c, {
          status: 415,
          code: "unsupported_statement_format",
          title: "Send application/xml (camt.053) or text/csv; nothing was used.",
        });
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const format = type === "text/csv" ? ("csv" as const) : ("camt053" as const);
      const command = commandFrom(c, { partnerId, sha256: sha256Hex(bytes) });
      const ingested = await ingestStatements(deps, command, { partnerId, bytes, format });
      if (!ingested.ok) return refuse(c, ingested.error);
      return c.json({ items: [...ingested.value] }, 200);
    });
