import { z } from "zod";

/** ISO 8601 UTC with exactly three fraction digits, so that text order is time order. */
export const wireInstantSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, "an instant like 2026-11-24T08:00:00.000Z")
  .refine((text) => !Number.isNaN(Date.parse(text)), "not a date of the calendar");

/** A calendar date: a bank day, a requested execution date. */
export const wireDateSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "a date like 2026-11-24")
  .refine((text) => {
    const date = new Date(`${text}T00:00:00.000Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  }, "not a date of the calendar");

/** An account number: an IBAN or a domestic number, without spaces, upper case. */
export const wireAccountSchema = z.string().regex(/^[A-Z0-9]{5,34}$/, "5 to 34 capital letters and digits");

/** The end-to-end id of one movement, at most 35 characters: it comes back on every message and statement. */
export const endToEndIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,35}$/, "1 to 35 letters, digits, - or _");

/** The bank's own reference of one fact in its books (camt: AcctSvcrRef). */
export const bankReferenceSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,35}$/, "1 to 35 visible ASCII characters");

/** The name of an account's holder. */
export const partyNameSchema = z.string().min(1).max(70);

/** A person or company with its account. */
export const partySchema = z.strictObject({ name: partyNameSchema, account: wireAccountSchema });

/** Position of a message among all about the same object; a lower one that comes later is stale. */
export const sequenceSchema = z.int().min(1);

/** ISO 20022 external reason code: AC04 closed account, AM04 insufficient funds, … */
export const reasonCodeSchema = z.string().regex(/^[A-Z0-9]{4}$/, "a code like AC04");

/** A prefixed id of the platform, such as `cmp_` and 20 Crockford characters. */
export const prefixedIdSchema = (prefix: string) =>
  z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9A-HJKMNP-TV-Z]{20}$`), `an id like ${prefix}_0123456789ABCDEFGHJK`);
