import { z } from "zod";
import { type WireCurrency, wireCurrencySchema } from "./amount.ts";
import { err, ok, type Result } from "./result.ts";
import { wireDateSchema, wireInstantSchema } from "./wire-format.ts";

/** Text of at most `max` characters without control characters, as XML and CSV can both carry it. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, "no control characters");

/**
 * One booked movement. `amountMinor` is never negative; `direction` is seen from the account's holder.
 * `reference` is the bank's own (AcctSvcrRef): two entries with equal amounts and different references are two facts.
 * A `return` is money that comes back (or is taken back) under the `endToEndId` of the movement it undoes.
 */
export const statementEntrySchema = z.strictObject({
  reference: text(35).min(1),
  direction: z.enum(["credit", "debit"]),
  amountMinor: z.int().min(0),
  bookedAt: z.union([wireDateSchema, wireInstantSchema]),
  valueDate: wireDateSchema,
  kind: z.enum(["transfer", "return"]),
  endToEndId: text(35).min(1).optional(),
  reason: text(35).min(1).optional(),
  counterparty: z
    .strictObject({ name: text(140).min(1).optional(), account: text(34).min(1).optional() })
    .optional(),
  remittance: text(500),
});

/** One booked movement of a statement. */
export type StatementEntry = Readonly<z.infer<typeof statementEntrySchema>>;

/** What a bank says about one account over one bank day; amounts in minor units, balances may be negative. */
export const statementSchema = z.strictObject({
  account: z.string().regex(/^[A-Z0-9]{1,34}$/),
  currency: wireCurrencySchema,
  statementId: text(35).min(1),
  sequence: z.int().min(0),
  bankDay: wireDateSchema,
  openingMinor: z.int(),
  entries: z.array(statementEntrySchema).max(50_000),
  closingMinor: z.int(),
});

/** A statement in the neutral model; every format is read into it and written from it. */
export type Statement = Readonly<z.infer<typeof statementSchema>>;

/** Why a statement that could be read is not believed. */
export type StatementRefusal = Readonly<{
  kind: "entries_do_not_add_up";
  account: string;
  statementId: string;
  expectedClosing: string;
  statedClosing: string;
}>;

/** The signed effect of an entry on the balance, minor units. */
export const signedMinor = ({ direction, amountMinor }: StatementEntry): number =>
  direction === "credit" ? amountMinor : -amountMinor;

/** Believes a statement only if opening balance and entries give its closing balance, to the last minor unit. */
export function checkStatement(statement: Statement): Result<Statement, StatementRefusal> {
  const { account, statementId, openingMinor, entries, closingMinor } = statement;
  const expected = entries.reduce((sum, entry) => sum + BigInt(signedMinor(entry)), BigInt(openingMinor));
  if (expected === BigInt(closingMinor)) return ok(statement);
  return err({
    kind: "entries_do_not_add_up",
    account,
    statementId,
    expectedClosing: String(expected),
    statedClosing: String(closingMinor),
  });
}

/** Where a statement stands in the row of statements of its account. */
export type StatementSuccession = Readonly<
  | { kind: "follows" }
  | { kind: "already_received" }
  | { kind: "statement_gap"; expectedSequence: number; foundSequence: number }
  | { kind: "opening_differs"; differenceMinor: number }
  | { kind: "another_account" }
>;

/**
 * Compares a statement with the last one ingested for the same account. Only `follows` may be matched automatically;
 * a gap or a different opening balance stops reconciliation.
 */
export function successionOf(
  previous: Pick<Statement, "account" | "currency" | "sequence" | "closingMinor">,
  next: Statement,
): StatementSuccession {
  if (previous.account !== next.account || previous.currency !== next.currency)
    return { kind: "another_account" };
  if (next.sequence <= previous.sequence) return { kind: "already_received" };
  if (next.sequence !== previous.sequence + 1) {
    return {
      kind: "statement_gap",
      expectedSequence: previous.sequence + 1,
      foundSequence: next.sequence,
    };
  }
  const differenceMinor = next.openingMinor - previous.closingMinor;
  return differenceMinor === 0 ? { kind: "follows" } : { kind: "opening_differs", differenceMinor };
}

/** Why a statement file is put into quarantine as a whole; nothing of it is ingested. */
export type StatementFileRefusal = Readonly<
  | StatementRefusal
  | { kind: "file_too_large"; maxBytes: number }
  | { kind: "not_utf8" }
  | { kind: "not_well_formed"; detail: string }
  | { kind: "document_type_not_allowed" }
  | { kind: "nested_too_deep"; max: number }
  | { kind: "unsupported_message"; namespace: string }
  | { kind: "not_understood"; at: string; detail: string }
  | { kind: "currency_mismatch"; at: string; expected: WireCurrency; found: string }
  | { kind: "amount_not_exact"; at: string; text: string }
>;
