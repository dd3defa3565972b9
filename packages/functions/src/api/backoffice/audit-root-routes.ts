import { auditDaySchema } from "@firstlot/core/audit/audit-chunk";
import { latestRoots } from "@firstlot/core/audit/daily-root";
import { verifyDay } from "@firstlot/core/audit/verify-day";
import type { BlobStore } from "@firstlot/core/kernel/blob-store";
import type { Store } from "@firstlot/core/kernel/store";
import { z } from "@hono/zod-openapi";
import { router } from "../app.ts";
import { json } from "../content.ts";
import { problems, refuse } from "../problem.ts";
import { declare } from "../route.ts";

const ROOTS_MAX = 62;
const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a day like 2026-11-24");

const rootView = z
  .object({
    day: z.string(),
    events: z.int(),
    files: z.int(),
    root: z.string(),
    previous: z.object({ day: z.string(), root: z.string() }).optional(),
  })
  .openapi("AuditRoot");

const checkView = z
  .object({
    day: z.string(),
    root: z.string().optional(),
    events: z.int(),
    /** Nothing was found: root, files and events are what they were. */
    whole: z.boolean(),
    findings: z.array(
      z.object({
        kind: z.string(),
        /** The day, the file or the thing and its version that it is about. */
        about: z.string(),
      }),
    ),
  })
  .openapi("AuditDayCheck");

const rootsRoute = declare({
  method: "get",
  path: "/audit-roots",
  operationId: "listAuditRoots",
  tags: ["audit"],
  summary: "The published roots of the audit log, newest first",
  "x-permission": "audit.read",
  request: { query: z.object({ limit: z.coerce.number().int().min(1).max(ROOTS_MAX).default(31) }) },
  responses: {
    200: json(z.object({ items: z.array(rootView) }), "At most two months of roots"),
    ...problems,
  },
});

const checkRoute = declare({
  method: "get",
  path: "/audit-roots/{day}/check",
  operationId: "readAuditDayCheck",
  tags: ["audit"],
  summary: "Holds the events of a day against its published root",
  "x-permission": "audit.read",
  request: { params: z.object({ day: daySchema }) },
  responses: { 200: json(checkView, "What was found"), ...problems },
});

type Found = Awaited<ReturnType<typeof verifyDay>>["findings"][number];

function aboutOf(finding: Found): string {
  if ("day" in finding) return finding.day;
  return "key" in finding ? finding.key : `${finding.aggregate}, ${finding.version}`;
}

/** The daily roots of the audit log, and a check of a day against its root. */
export const auditRootRoutes = (deps: { store: Store; blobs: BlobStore }) =>
  router()
    .openapi(rootsRoute, async (c) => {
      const roots = await latestRoots(deps, c.req.valid("query").limit);
      const items = roots.map(({ day, events, chunks, root, previous }) => ({
        ...{ day, events, files: chunks.length, root },
        ...(previous === null ? {} : { previous }),
      }));
      return c.json({ items }, 200);
    })
    .openapi(checkRoute, async (c) => {
      const day = auditDaySchema.safeParse(c.req.valid("param").day);
      if (!day.success) return refuse(c, { kind: "not_found" });
      const checked = await verifyDay(deps, day.data);
      c.header("Cache-Control", "no-store");
      return c.json(
        {
          ...{ day: checked.day, events: checked.events, whole: checked.findings.length === 0 },
          ...(checked.root === undefined ? {} : { root: checked.root }),
          findings: checked.findings.map((finding) => ({ kind: finding.kind, about: aboutOf(finding) })),
        },
        200,
      );
    });
