import {
  type Evidence,
  evidenceTypeSchema,
  mappingSchema,
  type Reading,
} from "@firstlot/core/evidence/evidence";
import { money } from "@firstlot/core/money/money";
import { z } from "@hono/zod-openapi";
import { moneyOutSchema } from "./wire.ts";

/** What is wrong in one row of a table. */
export const rowErrorView = z.object({
  row: z.int(),
  column: z.string(),
  kind: z.string(),
  message: z.string(),
});
const rows = {
  rowCount: z.int(),
  rowErrorCount: z.int(),
  rowErrors: z.array(rowErrorView),
  roundedRowCount: z.int(),
  /** Rows that say what a row before them said: how many, and the first of them. */
  repeats: z.object({ count: z.int(), shown: z.array(z.object({ row: z.int(), of: z.int() })) }).optional(),
};

const readingView = z
  .discriminatedUnion("kind", [
    z.object({
      ...rows,
      kind: z.literal("invoices"),
      summaryRowCount: z.int(),
      derived: z.enum(["net", "tax", "total"]).nullable(),
      sums: z.object({ net: moneyOutSchema, tax: moneyOutSchema, total: moneyOutSchema }),
      months: z.array(
        z.object({
          month: z.string(),
          count: z.int(),
          voided: z.int(),
          net: moneyOutSchema,
          tax: moneyOutSchema,
          total: moneyOutSchema,
        }),
      ),
    }),
    z.object({
      ...rows,
      kind: z.literal("statement"),
      order: z.enum(["oldest_first", "newest_first", "unknown"]),
      balanceBreakCount: z.int(),
      balanceBreaks: z.array(z.int()),
      months: z.array(
        z.object({ month: z.string(), count: z.int(), moneyIn: moneyOutSchema, moneyOut: moneyOutSchema }),
      ),
    }),
  ])
  .openapi("EvidenceReading");

/** What lists show of a file. */
export const evidenceRowView = z
  .object({
    id: z.string(),
    type: evidenceTypeSchema,
    subject: z.object({ kind: z.string(), id: z.string() }).optional(),
    fileName: z.string(),
    contentType: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    status: z.enum(["quarantined", "clean", "reading", "read", "failed", "refused"]),
    createdAt: z.string(),
    expiresOn: z.string().optional(),
    version: z.int(),
  })
  .openapi("EvidenceRow");

/** A file with what was read from it: every figure leads back to a row of these bytes. */
export const evidenceView = evidenceRowView
  .extend({
    mapping: mappingSchema.optional(),
    reading: readingView.optional(),
    reasonCode: z.string().optional(),
    readAt: z.string().optional(),
    /** The tranches and payments that were asked for with it, at most fifty; where one file is read. */
    uses: z
      .array(
        z.object({
          kind: z.enum(["tranche", "payment"]),
          id: z.string(),
          campaignId: z.string(),
          amount: moneyOutSchema,
          at: z.string(),
        }),
      )
      .optional(),
  })
  .openapi("Evidence");

function readingOf(reading: Reading) {
  const amount = (minor: number) => money(minor, reading.currency);
  if (reading.kind === "statement") {
    const months = reading.months.map(({ month, count, inMinor, outMinor }) => ({
      month,
      count,
      moneyIn: amount(inMinor),
      moneyOut: amount(outMinor),
    }));
    return { ...reading, months };
  }
  const amounts = (sums: { netMinor: number; taxMinor: number; totalMinor: number }) => ({
    net: amount(sums.netMinor),
    tax: amount(sums.taxMinor),
    total: amount(sums.totalMinor),
  });
  return {
    ...reading,
    sums: amounts(reading.sums),
    months: reading.months.map((month) => ({ ...month, ...amounts(month) })),
  };
}

/** What `evidenceView` shows. */
export const evidenceShown = (evidence: Evidence) => ({
  ...evidence,
  ...(evidence.status === "read" ? { reading: readingOf(evidence.reading) } : {}),
});
