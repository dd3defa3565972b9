import { isoDaySchema } from "@firstlot/core/evidence/day-text";
import {
  evidenceIdSchema,
  evidenceSubjectSchema,
  evidenceTypeSchema,
  mappingSchema,
} from "@firstlot/core/evidence/evidence";
import { layoutSchema } from "@firstlot/core/evidence/look-at-table";
import { FILE_KINDS } from "@firstlot/core/evidence/magic-bytes";
import { previewEvidence } from "@firstlot/core/evidence/preview-evidence";
import { confirmMapping } from "@firstlot/core/evidence/read-evidence";
import { type EvidenceDeps, uploadEvidence } from "@firstlot/core/evidence/upload-evidence";
import { enterpriseIdSchema } from "@firstlot/core/identity/actor";
import { sha256Hex } from "@firstlot/core/kernel/id";
import { currencySchema } from "@firstlot/core/money/currency";
import { z } from "@hono/zod-openapi";
import { actingPerson } from "../acting-person.ts";
import { router } from "../app.ts";
import { body, json } from "../content.ts";
import { evidenceReadRoutes } from "../evidence-read-routes.ts";
import { evidenceShown, evidenceView, rowErrorView } from "../evidence-views.ts";
import { problems, refuse } from "../problem.ts";
import { commandAnswer, present } from "../respond.ts";
import { commandFrom, commandHeaders, declare } from "../route.ts";
import { moneyOutSchema } from "../wire.ts";

const ofEnterprise = z.object({ enterpriseId: enterpriseIdSchema });
const ofEvidence = ofEnterprise.extend({ evidenceId: evidenceIdSchema });
const tags = ["evidence"];
const FILE_NAME_HEADER_MAX = 1_000;

const fileBody = {
  required: true,
  content: Object.fromEntries(
    Object.values(FILE_KINDS).flatMap(({ contentTypes }) =>
      contentTypes.map((type) => [type, { schema: z.string().openapi({ format: "binary" }) }]),
    ),
  ),
};

/** The file's own name: percent-encoded in a header, because names of files do not belong into URLs and their logs. */
const fileNameHeader = z
  .string()
  .min(1)
  .max(FILE_NAME_HEADER_MAX)
  .transform((text, ctx) => {
    try {
      return decodeURIComponent(text);
    } catch {
      ctx.addIssue({ code: "custom", message: "percent-encode the name as UTF-8" });
      return z.NEVER;
    }
  })
  .openapi({ type: "string", example: "invoices%202026.csv" });

const uploadRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/evidence",
  operationId: "uploadEvidence",
  tags,
  summary: "Upload a document or a table: its bytes as the body, its kind as the content type",
  "x-permission": "evidence.upload",
  request: {
    params: ofEnterprise,
    headers: commandHeaders.extend({ "x-file-name": fileNameHeader }),
    query: z.object({
      type: evidenceTypeSchema,
      expiresOn: isoDaySchema.optional(),
      subjectKind: evidenceSubjectSchema.shape.kind.optional(),
      subjectId: evidenceSubjectSchema.shape.id.optional(),
    }),
    body: fileBody,
  },
  responses: {
    201: json(evidenceView, "The stored file"),
    200: json(evidenceView, "The same, for a retry"),
    ...problems,
  },
});

const rowView = z.object({
  row: z.int(),
  cells: z.array(z.string()),
  error: rowErrorView.optional(),
  date: z.string().optional(),
  number: z.string().optional(),
  counterparty: z.string().optional(),
  text: z.string().optional(),
  status: z.string().optional(),
  direction: z.string().optional(),
  net: moneyOutSchema.optional(),
  tax: moneyOutSchema.optional(),
  total: moneyOutSchema.optional(),
  amount: moneyOutSchema.optional(),
  balance: moneyOutSchema.optional(),
});
const previewView = z
  .object({
    /** Absent while columns are `missing`: they are for the user to choose. */
    mapping: mappingSchema.optional(),
    missing: z.array(z.string()),
    layout: layoutSchema,
    header: z.array(z.string()),
    guesses: z.record(z.string(), z.object({ column: z.string(), confidence: z.number() })),
    doubts: z.array(z.string()),
    rows: z.array(rowView),
  })
  .openapi("EvidencePreview");

const previewRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/evidence/{evidenceId}/preview",
  operationId: "previewEvidence",
  tags,
  summary: "Detect the columns and read the first rows; stores nothing",
  "x-permission": "evidence.read",
  request: {
    params: ofEvidence,
    body: body(
      z.strictObject({
        currency: currencySchema,
        layout: layoutSchema.partial().optional(),
        mapping: mappingSchema.optional(),
      }),
    ),
  },
  responses: { 200: json(previewView, "How the table would be read"), ...problems },
});

const mappingRoute = declare({
  method: "post",
  path: "/enterprises/{enterpriseId}/evidence/{evidenceId}/mapping",
  operationId: "confirmMapping",
  tags,
  summary: "Confirm how the table is read; reading follows",
  "x-permission": "evidence.map-columns",
  request: { params: ofEvidence, headers: commandHeaders, body: body(mappingSchema) },
  responses: { 200: json(evidenceView, "The file, being read"), ...problems },
});

type Preview = Extract<Awaited<ReturnType<typeof previewEvidence>>, { ok: true }>["value"];

const errorOf = <E>({ error }: { readonly error: E | null }) => (error === null ? {} : { error });

function rowsOf(preview: Preview): readonly object[] {
  if (preview.kind === "unmapped") return preview.look.rows;
  const { currency } = preview.mapping;
  const amount = (minor: number) => ({ minor, currency });
  if (preview.kind === "statement")
    return preview.rows.map(({ row, cells, line, ...read }) => {
      if (line === null) return { row, cells, ...errorOf(read) };
      const { amountMinor, balanceMinor, ...rest } = line;
      const balance = balanceMinor === null ? {} : { balance: amount(balanceMinor) };
      return { ...rest, row, cells, amount: amount(amountMinor), ...balance };
    });
  return preview.rows.map(({ row, cells, invoice, ...read }) => {
    if (invoice === null) return { row, cells, ...errorOf(read) };
    const { netMinor, taxMinor, totalMinor, ...rest } = invoice;
    const amounts = { net: amount(netMinor), tax: amount(taxMinor), total: amount(totalMinor) };
    return { ...rest, row, cells, ...amounts };
  });
}

/** What `previewView` shows. */
function previewShown(preview: Preview) {
  const { layout, header, guesses } = preview.look;
  const isUnmapped = preview.kind === "unmapped";
  return {
    ...{ layout, header, guesses, doubts: preview.doubts, rows: rowsOf(preview) },
    ...(isUnmapped ? { missing: preview.missing } : { missing: [], mapping: preview.mapping }),
  };
}

/** Members: their evidence, from the upload to the figures. */
export const evidenceRoutes = (deps: EvidenceDeps) =>
  router()
    .openapi(uploadRoute, async (c) => {
      const { enterpriseId } = c.req.valid("param");
      const { type, expiresOn, subjectKind, subjectId } = c.req.valid("query");
      const fileName = c.req.valid("header")["x-file-name"];
      const contentType = c.req.header("content-type") ?? "";
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const subject =
        subjectKind === undefined || subjectId === undefined
          ? undefined
          : { kind: subjectKind, id: subjectId };
      const said = { type, fileName, contentType, subject, expiresOn };
      const done = await uploadEvidence(deps, commandFrom(c, { ...said, sha256: sha256Hex(bytes) }), {
        ...{ by: actingPerson(c).userId, enterpriseId, type, fileName, contentType, bytes },
        ...(subject === undefined ? {} : { subject }),
        ...(expiresOn === undefined ? {} : { expiresOn }),
      });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      const shown = present(evidenceView, evidenceShown(done.value.value));
      return c.json(shown, done.value.replayed ? 200 : 201);
    })
    .openapi(previewRoute, async (c) => {
      const { currency, layout, mapping } = c.req.valid("json");
      const done = await previewEvidence(deps, {
        ...c.req.valid("param"),
        currency,
        ...(layout === undefined ? {} : { layout }),
        ...(mapping === undefined ? {} : { mapping }),
      });
      if (!done.ok) return refuse(c, done.error);
      return c.json(present(previewView, previewShown(done.value)), 200);
    })
    .openapi(mappingRoute, async (c) => {
      const mapping = c.req.valid("json");
      const done = await confirmMapping(deps, commandFrom(c, mapping), {
        by: actingPerson(c).userId,
        ...c.req.valid("param"),
        mapping,
      });
      if (!done.ok) return refuse(c, done.error);
      commandAnswer(c, done.value);
      return c.json(present(evidenceView, evidenceShown(done.value.value)), 200);
    })
    .route("/", evidenceReadRoutes(deps));
