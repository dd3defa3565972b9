import {
  ingestStatements,
  type StatementDeps,
  type StatementFormat,
} from "@firstlot/core/bank/ingest-statement";
import { listStatements } from "@firstlot/core/bank/statement-record";
import { sha256Hex } from "@firstlot/core/kernel/id";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { ingestedView, statementView } from "../bank-views.ts";
import { json } from "../content.ts";
import { problem, problems, refuse } from "../problem.ts";
import { nextOf, positionOf, present } from "../respond.ts";
import { type ApiContext, commandFrom, commandHeaders, declare, pageOf, pageQuery } from "../route.ts";
import { callingPartner } from "./partner-caller.ts";

const file = { schema: z.string().openapi({ format: "binary" }) };

const uploadRoute = declare({
  method: "post",
  path: "/statements",
  operationId: "uploadStatements",
  tags: ["statements"],
  summary: "Hand in a statement file",
  description:
    "camt.053.001.08 (application/xml) or CSV (text/csv), taken whole or not at all. The same statement again is " +
    "answered alike and changes nothing.",
  "x-permission": "bank.upload-statement",
  request: {
    headers: commandHeaders,
    body: { required: true, content: { "application/xml": file, "text/csv": file } },
  },
  responses: {
    200: json(z.object({ items: z.array(ingestedView) }), "What became of each statement"),
    ...problems,
  },
});

const listRoute = declare({
  method: "get",
  path: "/statements",
  operationId: "listStatements",
  tags: ["statements"],
  summary: "Your statements, newest bank day first",
  "x-permission": "bank.read-own",
  request: { query: pageQuery },
  responses: { 200: json(pageOf(statementView), "Statements"), ...problems },
});

function formatOf(c: ApiContext): StatementFormat | undefined {
  const type = (c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type === "text/csv") return "csv";
  return type === "application/xml" || type === "text/xml" ? "camt053" : undefined;
}

/** Statements, the last word on what was booked. */
export const statementRoutes = (deps: StatementDeps) =>
  router()
    .openapi(uploadRoute, async (c) => {
      const format = formatOf(c);
      if (format === undefined)
        return problem(c, {
          status: 415,
          code: "unsupported_statement_format",
          title: "Send application/xml (camt.053) or text/csv; nothing was used.",
        });
      const partnerId = callingPartner(c);
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const command = commandFrom(c, { partnerId, sha256: sha256Hex(bytes) });
      const ingested = await ingestStatements(deps, command, { partnerId, bytes, format });
      if (!ingested.ok) return refuse(c, ingested.error);
      return c.json({ items: [...ingested.value] }, 200);
    })
    .openapi(listRoute, async (c) => {
      const partnerId = callingPartner(c);
      const { limit, cursor } = c.req.valid("query");
      const scope = `statements:${partnerId}`;
      const after = positionOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listStatements(deps.store, { partnerId, limit, after });
      const answer = { items: page.statements, ...nextOf(c, scope, page.next) };
      return c.json(present(pageOf(statementView), answer), 200);
    });
