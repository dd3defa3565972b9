import { z } from "zod";
import { isoDaySchema } from "./day-text.ts";

/** Which side of the trade the enterprise stands on. */
export const INVOICE_DIRECTIONS = ["sale", "purchase"] as const;
export type InvoiceDirection = (typeof INVOICE_DIRECTIONS)[number];

/** A voided invoice is kept: its share and its pattern are evidence. */
export const INVOICE_STATUSES = ["valid", "voided"] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];

/**
 * One VAT invoice in the canonical form that every source is read into. Amounts are minor units of the file's
 * currency, exact; negative on credit notes (red-letter invoices). `row` leads back to the file.
 * @see docs/rules/evidence.md#invoices
 */
export const invoiceSchema = z.strictObject({
  row: z.int().min(1),
  number: z.string().min(1).max(100),
  date: isoDaySchema,
  counterparty: z.string().min(1).max(300),
  netMinor: z.int(),
  taxMinor: z.int(),
  totalMinor: z.int(),
  direction: z.enum(INVOICE_DIRECTIONS),
  status: z.enum(INVOICE_STATUSES),
});
export type Invoice = Readonly<z.infer<typeof invoiceSchema>>;
