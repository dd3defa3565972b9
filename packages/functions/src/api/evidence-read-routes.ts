import { evidenceIdSchema } from "@firstlot/core/evidence/evidence";
import { listEvidence } from "@firstlot/core/evidence/evidence-store";
import { listEvidenceUses } from "@firstlot/core/evidence/evidence-use";
import { type EvidenceDeps, evidenceOf, originalBytes } from "@firstlot/core/evidence/upload-evidence";
import { enterpriseIdSchema } from "@firstlot/core/identity/actor";
import { z } from "@hono/zod-openapi";
import { router } from "./app.ts";
import { json } from "./content.ts";
import { evidenceRowView, evidenceShown, evidenceView } from "./evidence-views.ts";
import { problems, refuse } from "./problem.ts";
import { nextOf, positionOf, present, versionTag } from "./respond.ts";
import { declare, pageOf, pageQuery } from "./route.ts";

const ofEnterprise = z.object({ enterpriseId: enterpriseIdSchema });
const ofEvidence = ofEnterprise.extend({ evidenceId: evidenceIdSchema });
const tags = ["evidence"];

const listRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}/evidence",
  operationId: "listEvidence",
  tags,
  summary: "The files of an enterprise, newest first",
  "x-permission": "evidence.read",
  request: { params: ofEnterprise, query: pageQuery },
  responses: { 200: json(pageOf(evidenceRowView), "A page of files"), ...problems },
});

const readRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}/evidence/{evidenceId}",
  operationId: "readEvidenceFile",
  tags,
  summary: "One file with what was read from it",
  "x-permission": "evidence.read",
  request: { params: ofEvidence },
  responses: { 200: json(evidenceView, "The file"), ...problems },
});

const contentRoute = declare({
  method: "get",
  path: "/enterprises/{enterpriseId}/evidence/{evidenceId}/content",
  operationId: "downloadEvidence",
  tags,
  summary: "The bytes as they were handed in, to be saved and not opened here",
  "x-permission": "evidence.download",
  request: { params: ofEvidence },
  responses: {
    200: {
      description: "The file",
      content: { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } },
    },
    ...problems,
  },
});

/** RFC 6266 and RFC 8187: always saved, under a name that no character of can end the header. */
const dispositionOf = (fileName: string): string =>
  `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(fileName).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)}`;

/** Reading evidence: the same for members of the enterprise and for staff. */
export const evidenceReadRoutes = (deps: EvidenceDeps) =>
  router()
    .openapi(listRoute, async (c) => {
      const { enterpriseId } = c.req.valid("param");
      const { limit, cursor } = c.req.valid("query");
      const scope = `evidence:${enterpriseId}`;
      const after = positionOf(c, scope, cursor);
      if (after === "bad") return refuse(c, { kind: "bad_cursor" });
      const page = await listEvidence(deps.store, { enterpriseId, limit, after });
      const items = page.items.map((row) => present(evidenceRowView, row));
      return c.json({ items, ...nextOf(c, scope, page.next) }, 200);
    })
    .openapi(readRoute, async (c) => {
      const found = await evidenceOf(deps.store, c.req.valid("param"));
      if (!found.ok) return refuse(c, found.error);
      versionTag(c, found.value);
      const uses = await listEvidenceUses(deps.store, found.value.id);
      return c.json(present(evidenceView, { ...evidenceShown(found.value), uses }), 200);
    })
    .openapi(contentRoute, async (c) => {
      const found = await originalBytes(deps, c.req.valid("param"));
      if (!found.ok) return refuse(c, found.error);
      const { evidence, bytes } = found.value;
      return c.body(new Uint8Array(bytes), 200, {
        "Content-Type": "application/octet-stream",
        "Content-Disposition": dispositionOf(evidence.fileName),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store",
      });
    });
